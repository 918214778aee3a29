import { beforeEach, describe, expect, it } from '@jest/globals';
import { RefusedValues } from './refused-values.js';

describe('values that were refused a moment ago', () => {
  let now: number;
  let refused: RefusedValues;
  beforeEach(() => {
    now = 0;
    refused = new RefusedValues(() => now);
  });

  it('are refused again, until when it was said', () => {
    refused.put('a', { status: 'throttled', retryInMs: 5_000 });
    now = 400;
    expect(refused.get('a', 0)).toEqual({ status: 'throttled', retryInMs: 4_600 });
    expect(refused.get('b', 0)).toBeUndefined();
  });

  it('are looked up anew after a second, and once it may go', () => {
    refused.put('a', { status: 'throttled', retryInMs: 5_000 });
    refused.put('b', { status: 'open', retryInMs: 300 });
    now = 300;
    expect(refused.get('b', 0)).toBeUndefined();
    now = 1_000;
    expect(refused.get('a', 0)).toBeUndefined();
  });

  it('are not refused to who can wait', () => {
    refused.put('a', { status: 'throttled', retryInMs: 500 });
    expect(refused.get('a', 500)).toBeUndefined();
    expect(refused.get('a', 499)).toBeDefined();
  });

  it.each([
    { status: 'open', retryInMs: undefined },
    { status: 'denied' },
    { status: 'timeout', limitMs: 5 },
    { status: 'error', cause: 'unavailable' },
    { status: 'throttled', retryInMs: 0 },
  ] as const)('are not those that %j says nothing of the time', (refusal) => {
    refused.put('a', refusal);
    expect(refused.get('a', 0)).toBeUndefined();
  });
});
