import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { Secret } from './secret.js';

const CANARY = 'canary-5f1d';

describe('a secret', () => {
  const secret = new Secret(CANARY);
  const inside = { deep: [secret] };

  it.each([
    ['a template', () => `${String(secret)}`],
    ['adding', () => 'it is ' + String(secret as unknown)],
    ['JSON', () => JSON.stringify(inside)],
    ['inspection', () => inspect(inside, { depth: 9, showHidden: true })],
    ['its keys and values', () => JSON.stringify([Object.entries(secret), { ...secret }])],
    ['a structured clone', () => inspect(structuredClone({ ...inside, deep: [{ ...secret }] }))],
    ['serialisation', () => serialize(secret).toString('latin1')],
    ['an error about it', () => inspect(new Error('no', { cause: secret }))],
  ])('does not come out by %s', (_what, show) => {
    expect(show()).not.toContain(CANARY);
  });

  it('comes out when it is asked for', () => {
    expect(secret.reveal()).toBe(CANARY);
  });
});
