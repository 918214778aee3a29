import { startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { alternate } from '../rounds.js';
import { againstNaive, NAIVE, OURS } from './against-naive.js';
import { exactness } from './exactness.js';
import { hour } from './hour.js';
import { Intel } from './intel.js';
import { outage } from './outage.js';
import { patience } from './patience.js';
import { ECHO, WARM, WARM_MANY, WARM_NAME, warm } from './warm.js';

const REPLICAS = [1, 2, 4];

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const intel = new Intel(platform);
    whenDone(() => intel.close());
    conditions.progress('proving a role');
    await intel.open();

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
    const exact: Check[] = [];
    for (const [index, replicas] of REPLICAS.entries()) {
      conditions.progress('a quota', `${replicas} replicas`);
      exact.push(await exactness(intel, platform, replicas, 2 + index));
    }
    const { pid } = platform.process('enrichment');
    const seeds = await hour(intel, conditions.events, pid, (detail) =>
      conditions.progress('an hour', detail),
    );
    return {
      measured: [...ofNaive, ...ofWarm],
      checks: [naive.check(), ...during.checks, patient, ...exact, ...seeds.checks],
      notes: [...during.notes, ...seeds.notes],
      servers: {},
    };
  });
}

/** Third parties behind caches, quotas and breakers. */
export const providers: Benchmark = {
  name: 'providers',
  about:
    'Events looked up at third parties: beside a naive client, in an outage, and a whole hour of --events N.',
  unit: 'a second',
  comparisons: [
    { what: OURS, base: NAIVE, atLeast: 15 },
    { what: WARM, base: ECHO, atLeast: 0.6 },
    { what: WARM_MANY, base: ECHO },
  ],
  run,
};
