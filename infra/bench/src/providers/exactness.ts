import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@margay/local';
import type { Check } from '../benchmark.js';
import { Worker } from '../pipeline/worker.js';
import type { Intel } from './intel.js';
import { publicAddress } from './zipf.js';

/** Two a second at most; a hundred are used up before the minute is over. */
const WINDOWS = [
  { kind: 'rolling', seconds: 2, limit: 4 },
  { kind: 'rolling', seconds: 60, limit: 100 },
] as const;
const LIMIT = 100;
const FOR_MS = 60_000;
/** Ten times what is allowed. */
const PER_SECOND = 20;
const KILL_EVERY_MS = 15_000;

/** Many ask for far more than there is, from several replicas, one of which is killed again and again. */
export async function exactness(
  intel: Intel,
  platform: Platform,
  replicas: number,
  key: number,
): Promise<Check> {
  const name = `exact_${replicas}`;
  await intel.define(name, {
    builtIn: 'virustotal',
    windows: WINDOWS,
    key,
    limitMs: 2_000,
    condition: 'event.exact == true',
  });
  const workers = Array.from({ length: replicas - 1 }, () => new Worker(platform.installation));
  const before = await intel.calls('virustotal');
  let asked = 0;
  let kills = 0;
  const underWay = new Set<Promise<unknown>>();
  const startedAt = performance.now();
  let killAt = KILL_EVERY_MS;
  while (performance.now() - startedAt < FOR_MS) {
    const value = publicAddress(asked++, 140 + 10 * replicas);
    // A replica that is killed answers nobody; whoever asked it asks another time.
    const look = intel.look(name, [value], 5_000).catch(() => undefined);
    underWay.add(look);
    void look.finally(() => underWay.delete(look));
    if (performance.now() - startedAt > killAt) {
      killAt += KILL_EVERY_MS;
      kills++;
      const [worker] = workers;
      if (worker) void worker.kill9AndRestart();
      else process.kill(platform.process('enrichment').pid ?? 0, 'SIGKILL');
    }
    await sleep(1_000 / PER_SECOND);
  }
  const after = await intel.calls('virustotal');
  await Promise.all(underWay);
  await Promise.all(workers.map((worker) => worker.stop()));
  await platform.ready();
  await intel.remove(name);
  const [units, over] = [after.units - before.units, after.overLimit - before.overLimit];
  return {
    what: `the quota is kept and used by ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    holds: over === 0 && units >= 0.95 * LIMIT,
    detail: `${units} of ${LIMIT} units used, ${over} calls over the limit, of ${asked} asked for; ${kills} times kill -9`,
  };
}
