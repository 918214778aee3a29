import { Bus, WorkQueue } from '@margay/messaging';

const LIMITS = {
  bytesMax: 1_073_741_824,
  ageMaxMs: 604_800_000,
  duplicateWindowMs: 120_000,
} as const;

/** The queues of the pipeline, from a process that is given where NATS is and who it is there. */
export async function openQueues(
  login: 'collector' | 'detection',
): Promise<{ logs: WorkQueue; enriched: WorkQueue }> {
  const seed = process.env['NATS_NKEY_SEED'] ?? '';
  const bus = new Bus({
    servers: [process.env['NATS_URL'] ?? ''],
    seed: { reveal: () => seed },
    service: login,
  }).start();
  await bus.ready(10_000);
  return {
    logs: new WorkQueue(bus, { name: 'LOGS', subject: 'logs', ...LIMITS }),
    enriched: new WorkQueue(bus, { name: 'ENRICHED', subject: 'enriched', ...LIMITS }),
  };
}
