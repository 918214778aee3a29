import { describe, expect, it } from '@jest/globals';
import { SharedKind, type SharedStateApi } from '@margay/contracts';
import { type Client, systemCaller } from '@margay/messaging';
import { remembered } from './remembered.js';

const at = { seconds: 1_750_000_000n, nanos: 0 };

/** Answers as the service would, and keeps what it was asked. */
function stand(answers: Readonly<Record<string, unknown>>) {
  const asked: unknown[] = [];
  const state = Object.fromEntries(
    Object.entries(answers).map(([method, answer]) => [
      method,
      (request: unknown) => {
        asked.push(request);
        return Promise.resolve(answer);
      },
    ]),
  ) as unknown as Client<typeof SharedStateApi>;
  const memory = remembered(state, 'ns', () => systemCaller('detection', 'request'));
  return { memory, asked };
}

describe('what a detection remembers', () => {
  it('adds one to a counter unless told how much', async () => {
    const { memory, asked } = stand({
      incrementCounter: { count: 10n, crossed: true, expiresAt: at },
    });
    expect(await memory.increment('k', { windowSeconds: 60, threshold: 10 })).toEqual({
      count: 10,
      crossed: true,
      expiresAt: new Date('2025-06-15T15:06:40Z'),
    });
    const place = { namespace: 'ns', key: 'k' };
    expect(asked).toEqual([{ ...place, by: 1n, threshold: 10n, windowSeconds: 60 }]);
  });

  it('changes sets by adding, taking away and replacing', async () => {
    const { memory, asked } = stand({ changeSet: { members: ['a'] } });
    expect(await memory.addToSet('k', ['a'], 60)).toEqual(['a']);
    await memory.removeFromSet('k', ['b']);
    await memory.replaceSet('k', ['c'], 60);
    expect(asked).toMatchObject([
      { add: ['a'], remove: [], replace: false, ttlSeconds: 60 },
      { add: [], remove: ['b'], replace: false },
      { add: ['c'], remove: [], replace: true },
    ]);
  });

  it('tells a value that is not there from null', async () => {
    expect(await stand({ getValue: {} }).memory.get('k')).toBeUndefined();
    expect(await stand({ getValue: { value: Buffer.from('null') } }).memory.get('k')).toBeNull();
  });

  it('refuses to keep what JSON cannot say', async () => {
    const { memory, asked } = stand({ putValue: {} });
    await expect(memory.put('k', undefined, 60)).rejects.toMatchObject({ code: 'bad_request' });
    expect(asked).toEqual([]);
  });

  it('forgets by kind', async () => {
    const { memory, asked } = stand({ forget: { found: true } });
    await memory.forget('set', 'k');
    expect(asked).toEqual([{ namespace: 'ns', key: 'k', kind: SharedKind.SET }]);
  });
});
