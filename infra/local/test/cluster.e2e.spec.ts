import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Drill,
  type Platform,
  startTemporaryPlatform,
  type TemporaryPlatform,
} from '../src/index.js';

/** One of each, and servers of the bus apart: what was killed before has come back whole. */
const VICTIMS = [
  'nats-1',
  'tokens-1',
  'audit-2',
  'nats-2',
  'gateway-1',
  'enrichment-2',
  'nats-3',
  'roles-1',
  'deployments-2',
] as const;

/** How old what a gateway believes of a token may be. */
const BOUND_MS = 5_000;
/** A request that was let in at the last moment was sent a little before it arrived. */
const SENT_MS = 500;

const RATES = ['TOKEN', 'REFUSALS', 'ANONYMOUS'].map((of) => [
  `RATE_LIMIT_${of}_PER_MINUTE`,
  '1000000',
]);

describe('a cluster', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    const env = { ...process.env, ...Object.fromEntries(RATES) };
    temporary = await startTemporaryPlatform({ cluster: true, env });
    ({ platform } = temporary);
  }, 120_000);
  afterAll(() => temporary.stop());

  it('keeps every promise to its clients while any one of its processes is killed', async () => {
    const drill = await Drill.start(platform);
    for (const victim of VICTIMS) {
      await drill.goesOn();
      await drill.kill(victim);
    }
    await drill.goesOn();
    const { reckoning, acknowledged, letInMs, unrefused, quota, kills } = await drill.end();

    expect(kills.map(({ name }) => name)).toEqual(VICTIMS);
    expect(acknowledged).toBeGreaterThan(10 * VICTIMS.length);
    expect(reckoning).toMatchObject({
      lost: 0,
      doubled: 0,
      unrecorded: 0,
      recordedTwice: 0,
      holes: 0,
    });
    expect(reckoning.listed).toBeGreaterThanOrEqual(acknowledged);
    expect(letInMs.length).toBeGreaterThan(0);
    expect(unrefused).toBe(0);
    expect(Math.max(...letInMs)).toBeLessThan(BOUND_MS + SENT_MS);
    expect(quota.units).toBeGreaterThan(0);
    expect(quota.overLimit).toBe(0);
  }, 300_000);
});
