import { describe, expect, it } from '@jest/globals';
import { identityOf, isRunning, startFromStat } from './process-identity.js';

const stat = (command: string, state = 'S'): string =>
  `4711 (${command}) ${state} 1 4711 4711 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 11 0 987654 1 2 3`;

describe('the identity of a process', () => {
  it('is its number and the moment it started, whatever it is called', () => {
    expect(startFromStat(stat('node'), 'boot')).toBe('boot:987654');
    expect(startFromStat(stat('a) S 9 (b'), 'boot')).toBe('boot:987654');
  });

  it('is gone once it is a zombie', () => {
    expect(startFromStat(stat('node', 'Z'), 'boot')).toBeUndefined();
  });

  it('tells this process from a later one with its number', () => {
    const me = identityOf(process.pid);
    expect(me).toBeDefined();
    expect(isRunning({ pid: process.pid, startedAt: me?.startedAt ?? '' })).toBe(true);
    expect(isRunning({ pid: process.pid, startedAt: 'before the flood' })).toBe(false);
  });

  it('does not exist where no process is', () => {
    expect(identityOf(2 ** 22 + 1)).toBeUndefined();
  });
});
