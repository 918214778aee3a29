import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { StackBars } from './stack-bars.js';

describe('the bars of a deployment', () => {
  it('show each stack in its place of the tree, how far it is, and what has ended', () => {
    const screen = new PassThrough();
    const bars = new StackBars('panther', screen, true);
    const root = { path: [], status: 'CREATE_IN_PROGRESS', done: 3, total: 12 };
    const core = { path: ['Core'], status: 'CREATE_IN_PROGRESS', done: 10, total: 40 };
    bars.show('1/1 1.24.12 settle_stack', [root, core]);
    bars.show('1/1 1.24.12 settle_stack', [{ ...root, done: 12 }]);
    bars.stop();
    const shown = String(screen.read());
    expect(shown.match(/settle_stack/g)).toHaveLength(1);
    expect(shown).toMatch(/^panther .* 25 % \| 3 of 12 \|/m);
    expect(shown).toMatch(/^ {2}Core .* 25 % \| 10 of 40 \|/m);
    expect(shown).toMatch(/^panther .* 100 % \| 12 of 12 \|/m);
    expect(shown).toMatch(/^ {2}Core .*ended$/m);
  });
});
