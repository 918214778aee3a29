import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProviderFailure } from '../providers/provider.client.js';
import type { Finding } from '../providers/provider.js';
import { QuotaExhausted } from '../quota/permit.js';
import { type AskedFor, BulkCalls } from './bulk-calls.js';

const finding = (value: string): Finding => ({ verdict: 'clean', row: { value } });
const asked: AskedFor = { caller: 'x', isAlert: false, waitMs: 0 };

/** A provider that knows everything but what begins with `-`. */
function bulk({
  max = 10,
  mayTryAgain = (): boolean => true,
  fails = (_: readonly string[]): Error | undefined => undefined,
} = {}) {
  const calls: (readonly string[])[] = [];
  const all = new BulkCalls(max, mayTryAgain, (values) => {
    calls.push(values);
    const error = fails(values);
    if (error) return Promise.reject(error);
    const known = values.filter((value) => !value.startsWith('-'));
    return Promise.resolve({
      result: new Map(known.map((value) => [value, finding(value)])),
      maxAgeMs: 7,
    });
  });
  return { all, calls };
}

describe('calls for many values', () => {
  it('take what comes together, and answer each with its own', async () => {
    const { all, calls } = bulk();
    const said = await Promise.all(['a', '-b', 'c'].map((value) => all.ask(value, asked)));
    expect(calls).toEqual([['a', '-b', 'c']]);
    expect(said).toEqual([
      { result: finding('a'), maxAgeMs: 7 },
      { result: undefined, maxAgeMs: 7 },
      { result: finding('c'), maxAgeMs: 7 },
    ]);
  });

  it('are for no more than the provider takes', async () => {
    const { all, calls } = bulk({ max: 4 });
    await Promise.all(Array.from({ length: 10 }, (_, i) => all.ask(`v${i}`, asked)));
    expect(calls.map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  it('are for one caller each, as quotas are shared out', async () => {
    const { all, calls } = bulk();
    await Promise.all([
      all.ask('a', asked),
      all.ask('b', { ...asked, caller: 'y' }),
      all.ask('c', { ...asked, isAlert: true }),
    ]);
    expect(calls).toHaveLength(3);
  });

  it('are cut until they fit into what is left of the quota', async () => {
    const fails = ({ length }: readonly string[]) =>
      length > 2 ? new QuotaExhausted(1_000) : undefined;
    const { all, calls } = bulk({ fails, mayTryAgain: () => false });
    await Promise.all(Array.from({ length: 7 }, (_, i) => all.ask(`v${i}`, asked)));
    expect(calls.filter(({ length }) => length <= 2).flat()).toHaveLength(7);
  });

  it('that are not understood are the misfortune of one value only', async () => {
    const fails = (values: readonly string[]) =>
      values.includes('bad') ? new ProviderFailure('malformed', { status: 400 }) : undefined;
    const { all } = bulk({ fails });
    const ends = await Promise.allSettled(
      ['a', 'b', 'bad', 'c', 'd'].map((value) => all.ask(value, asked)),
    );
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it.each([
    ['there is no budget for another', new ProviderFailure('malformed'), () => false],
    ['the provider is down', new ProviderFailure('unavailable'), () => true],
    ['the provider asks for patience', new ProviderFailure('throttled'), () => true],
  ])('are not cut where %s', async (_what, error, mayTryAgain) => {
    const { all, calls } = bulk({ fails: () => error, mayTryAgain });
    const ends = await Promise.allSettled(['a', 'b'].map((value) => all.ask(value, asked)));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toHaveLength(1);
  });

  it('answer every value once, whatever is bad and however many there are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        async (values, max) => {
          const isBad = (value: string) => value.startsWith('x');
          const fails = (some: readonly string[]) =>
            some.some(isBad) ? new ProviderFailure('malformed') : undefined;
          const { all } = bulk({ max, fails });
          const ends = await Promise.allSettled(values.map((value) => all.ask(value, asked)));
          expect(ends.map(({ status }) => status)).toEqual(
            values.map((value) => (isBad(value) ? 'rejected' : 'fulfilled')),
          );
        },
      ),
      { numRuns: 30 },
    ));
});
