import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AttemptSampler } from './attempt-sampler.js';

const OPTIONS = { most: 3, windowMs: 1_000, originsMax: 4 };
const origin = (n: number) => ({ address: `192.0.2.${n}`, reason: 'unknown' });

describe('the sampler of attempts', () => {
  it('lets through what comes now and then', () => {
    const sampler = new AttemptSampler(OPTIONS);
    expect([0, 1, 2].map((now) => sampler.admits(origin(1), now))).toEqual([true, true, true]);
    expect(sampler.takeOver(2_000)).toEqual([]);
  });

  it('counts what it leaves out, once, when its time is over', () => {
    const sampler = new AttemptSampler(OPTIONS);
    for (let now = 0; now < 10; now++) sampler.admits(origin(1), now);
    expect(sampler.takeOver(999)).toEqual([]);
    expect(sampler.takeOver(1_000)).toEqual([{ ...origin(1), suppressed: 7 }]);
    expect(sampler.takeOver(5_000)).toEqual([]);
    expect(sampler.admits(origin(1), 5_000)).toBe(true);
  });

  it('loses no attempt, however many come from however many', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(400)), { maxLength: 300 }), (attempts) => {
        const sampler = new AttemptSampler(OPTIONS);
        let now = 0;
        let told = 0;
        let counted = 0;
        for (const [from, later] of attempts) {
          now += later;
          counted += sampler.takeOver(now).reduce((sum, each) => sum + each.suppressed, 0);
          if (sampler.admits(origin(from), now)) told++;
        }
        counted += sampler.takeOver(Infinity).reduce((sum, each) => sum + each.suppressed, 0);
        expect(told + counted).toBe(attempts.length);
      }),
    ));
});
