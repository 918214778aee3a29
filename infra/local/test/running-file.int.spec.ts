import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJson } from '../src/json-file.js';
import { identityOf, isRunning, type ProcessIdentity } from '../src/process-identity.js';
import { RunningFile } from '../src/running-file.js';

describe('what a killed launcher left behind', () => {
  let directory: string;
  let file: string;
  const sleepers: ChildProcess[] = [];

  const sleeper = async (): Promise<ProcessIdentity> => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    sleepers.push(child);
    await once(child, 'spawn');
    const identity = identityOf(child.pid ?? 0);
    if (identity === undefined) throw new Error('no sleeper');
    return identity;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'margay-spec-'));
    file = join(directory, 'running.json');
  });
  afterEach(() => {
    for (const child of sleepers.splice(0)) child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  const dead = { pid: 2 ** 22 + 1, startedAt: 'long ago' };

  it('is stopped by the next one', async () => {
    const child = await sleeper();
    writeJson(file, { launcher: dead, children: { tokens: { ...child, kind: 'service' } } });
    const running = await RunningFile.claim(file);
    expect(running.stopped).toEqual(['tokens']);
    expect(isRunning(child)).toBe(false);
    running.release();
  });

  it('does not include a stranger who has got its number since', async () => {
    const { pid } = await sleeper();
    const tokens = { pid, startedAt: 'before', kind: 'service' };
    writeJson(file, { launcher: { pid, startedAt: 'before' }, children: { tokens } });
    const running = await RunningFile.claim(file);
    expect(running.stopped).toEqual([]);
    expect(identityOf(pid)).toBeDefined();
    running.release();
  });
});
