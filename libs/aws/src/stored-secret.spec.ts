import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { StoredSecret } from './stored-secret.js';

const CANARY = 'canary-77aa';
const secret = (value?: string | Uint8Array) => new StoredSecret('v1', value);

describe('a stored secret', () => {
  it('is its text, or what its JSON has under a key', () => {
    expect(secret(CANARY).text().reveal()).toBe(CANARY);
    expect(secret('{"a":"x","n":7,"t":true}').text('n').reveal()).toBe('7');
    expect(secret('{"a":"x","n":7,"t":true}').text('t').reveal()).toBe('true');
  });

  it('is bytes', () => {
    expect([
      ...secret(new Uint8Array([0, 255]))
        .bytes()
        .reveal(),
    ]).toEqual([0, 255]);
    expect(secret('é').bytes().reveal()).toEqual(Buffer.from('é'));
  });

  it('takes 64 kB', () => {
    expect(secret('x'.repeat(65_536)).text().reveal()).toHaveLength(65_536);
  });

  it.each([
    ['an empty text', secret(''), undefined],
    ['no value at all', secret(), undefined],
    ['bytes where a text is wanted', secret(Buffer.from(CANARY)), undefined],
    ['no JSON', secret(`{"key": ${CANARY}`), 'key'],
    ['a list', secret(`["${CANARY}"]`), '0'],
    ['JSON null', secret('null'), 'key'],
    ['no such key', secret(`{"other":"${CANARY}"}`), 'key'],
    ['a key that every object has', secret('{}'), 'toString'],
    ['an empty value', secret('{"key":""}'), 'key'],
    ['an object under the key', secret(`{"key":{"x":"${CANARY}"}}`), 'key'],
    ['nothing under the key', secret('{"key":null}'), 'key'],
  ])('refuses %s, and shows nothing of it', (_what, stored, key) => {
    let thrown: unknown;
    try {
      stored.text(key);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'unprocessable' });
    expect(inspect([thrown, stored], { depth: 9, showHidden: true })).not.toContain(CANARY);
  });

  it('refuses empty bytes', () => {
    for (const empty of [secret(), secret(''), secret(new Uint8Array())])
      expect(() => empty.bytes()).toThrow('The secret is empty.');
  });

  it('is shown by nothing', () => {
    const stored = secret(CANARY);
    const shown = [inspect(stored, { showHidden: true }), JSON.stringify(stored), String(stored)];
    expect(shown.join()).not.toContain(CANARY);
  });
});
