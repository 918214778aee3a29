import { startTemporaryPlatform } from '@margay/local';
import type { Platform } from '@margay/local';
import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { alternate } from '../rounds.js';
import { againstNaive, NAIVE, OURS } from './against-naive.js';
import { exactness } from './exactness.js';
import { hour } from './hour.js';
import { Intel } from './intel.js';
import { outage } from './outage.js';
import { patience } from './patience.js';
import { ECHO, WARM, WARM_MANY, WARM_NAME, warm } from './warm.js';

type WhenDone = (end: () => Promise<unknown>) => void;

/** With a platform of its own, and a role that was proven. */
const withIntel =
  (work: (intel: Intel, platform: Platform, whenDone: WhenDone) => Promise<Findings>) =>
  ({ progress }: Conditions): Promise<Findings> =>
    cleaningUp(async (whenDone) => {
      const { platform, stop } = await startTemporaryPlatform();
      whenDone(stop);
      const intel = new Intel(platform);
      whenDone(() => intel.close());
      progress('proving a role');
      await intel.open();
      return work(intel, platform, whenDone);
    });

/** Third parties behind caches, quotas and breakers. */
export const providers: Benchmark = {
  name: 'providers',
  about:
    'Events looked up at third parties: beside a naive client, in an outage, asked for patience.',
  unit: 'a second',
  comparisons: [
    { what: OURS, base: NAIVE, atLeast: 15 },
    { what: WARM, base: ECHO, atLeast: 0.6 },
    { what: WARM_MANY, base: ECHO },
  ],
  run: (conditions) =>
    withIntel(async (intel, _platform, whenDone) => {
      const naive = await againstNaive(intel);
      const ofNaive = await alternate(naive.contenders, conditions.rounds, turn(conditions));
      await naive.done();
      const contenders = await warm(intel, whenDone);
      const ofWarm = await alternate(contenders, conditions.rounds, turn(conditions));
      await intel.remove(WARM_NAME);
      const during = await outage(intel, conditions.rounds, (detail) =>
        conditions.progress('an outage', detail),
      );
      conditions.progress('patience');
      const patient = await patience(intel);
      return {
        measured: [...ofNaive, ...ofWarm],
        checks: [naive.check(), ...during, patient],
        notes: [],
        servers: {},
      };
    })(conditions),
};

const REPLICAS = [1, 2, 4];

/** What third parties allow, over replicas that are killed, and over a whole hour. */
export const quotas: Benchmark = {
  name: 'quotas',
  about: 'Quotas of third parties over 1, 2 and 4 replicas under kill -9; an hour of --events N.',
  unit: 'a second',
  comparisons: [],
  run: (conditions) =>
    withIntel(async (intel, platform) => {
      const { progress, events } = conditions;
      const { pid } = platform.process('enrichment');
      const seeds = await hour(intel, events, pid, (detail) => progress('an hour', detail));
      const checks = [...seeds.checks];
      for (const [index, replicas] of REPLICAS.entries()) {
        progress('a quota', `${replicas} replicas`);
        checks.push(await exactness(intel, platform, replicas, 2 + index));
      }
      return { measured: [], checks, notes: seeds.notes, servers: {} };
    })(conditions),
};
