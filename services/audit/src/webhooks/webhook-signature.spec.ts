import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PATIENCE, pauseAfter } from './backoff.js';
import { signatureOf, webhookSecret } from './webhook-signature.js';

describe('the signature of a delivery', () => {
  it('is the one of the example in Standard Webhooks', () =>
    expect(
      signatureOf(
        'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1_614_265_330,
        '{"test": 2432232314}',
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='));

  it('is made with a secret that is another for each webhook and each generation', () => {
    const secrets = ['a', 'b'].flatMap((id) => [1, 2].map((g) => webhookSecret('server', id, g)));
    expect(new Set(secrets).size).toBe(4);
    expect(webhookSecret('server', 'a', 1)).toBe(secrets[0]);
    expect(webhookSecret('other', 'a', 1)).not.toBe(secrets[0]);
    for (const secret of secrets) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
    }
  });
});

describe('the pause after a delivery that failed', () => {
  it('grows, keeps to its bounds, and is as long as the receiver asks', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, asked, random) => {
          const pause = pauseAfter(PATIENCE, attempts, asked, random);
          expect(pause).toBeGreaterThanOrEqual(PATIENCE.leastMs / 2);
          expect(pause).toBeLessThanOrEqual(PATIENCE.mostMs);
          expect(pause).toBeGreaterThanOrEqual(Math.min(asked, PATIENCE.mostMs));
          expect(pauseAfter(PATIENCE, attempts + 1, asked, random)).toBeGreaterThanOrEqual(pause);
        },
      ),
    ));
});
