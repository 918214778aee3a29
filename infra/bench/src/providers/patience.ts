import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../benchmark.js';
import type { Intel } from './intel.js';
import { publicAddress } from './zipf.js';

const NAME = 'patient_vt';
const RETRY_AFTER_SECONDS = 30;
const EVERY_MS = 20;
const GIVE_UP_MS = (RETRY_AFTER_SECONDS + 10) * 1_000;

/** Somebody asks for patience once: who asks on and on is let through at the moment that was named. */
export async function patience(intel: Intel): Promise<Check> {
  await intel.define(NAME, {
    builtIn: 'virustotal',
    windows: [{ kind: 'rolling', seconds: 60, limit: 1_000_000 }],
    condition: 'event.patient == true',
  });
  await intel.mishap('virustotal', {
    kind: 'throttled',
    times: 1,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
  let n = 0;
  await intel.look(NAME, [publicAddress(n++, 120)]);
  const before = await intel.calls('virustotal', 1);
  const throttledAt = before.log.at(-1)?.at ?? 0;
  const startedAt = performance.now();
  let status = '';
  while (status !== 'fresh' && performance.now() - startedAt < GIVE_UP_MS) {
    await sleep(EVERY_MS);
    [{ status } = { status }] = await intel.look(NAME, [publicAddress(n++, 120)]);
  }
  const after = await intel.calls('virustotal', 100);
  const firstMs = (after.log.slice(-(after.calls - before.calls))[0]?.at ?? 0) - throttledAt;
  const lateMs = firstMs - RETRY_AFTER_SECONDS * 1_000;
  await intel.remove(NAME);
  return {
    what: `429 with Retry-After: ${RETRY_AFTER_SECONDS}`,
    holds: lateMs >= 0 && lateMs <= 1_000 && status === 'fresh',
    detail: `the next call ${lateMs} ms after that, of ${n} look-ups asked for, ${after.calls - before.calls} made`,
  };
}
