import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Database } from '@margay/event-store';
import { eventually, startTestSandbox, type TestDatabase, type TestSandbox } from '@margay/testing';
import { report } from '../src/quota/quota-report.js';
import { QuotaLedger } from '../src/quota/quota-ledger.service.js';
import { QuotaPolicy } from '../src/quota/quota-policy.js';
import { enrichmentDatabase } from './serving.js';

const CALLER = fileURLToPath(new URL('./quota-caller.mjs', import.meta.url));
/** Four a minute and so many a day, where a minute is not a second long. */
const MINUTE_SECONDS = 0.8;
const A_MINUTE = 4;
const A_DAY = 120;
const SKEWS_MS = [-600_000, 0, 420_000, 3_600_000];

describe('a quota, while those who share it are killed and have wrong clocks', () => {
  let database: TestDatabase;
  let db: Database;
  let sandbox: TestSandbox;
  let running: ChildProcess[] = [];

  beforeAll(async () => {
    database = await enrichmentDatabase();
    db = new Database(database.url, 'enrichment');
    sandbox = await startTestSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    await db.close();
    await database.drop();
  });
  const kill9 = async (child: ChildProcess) => {
    running = running.filter((each) => each !== child);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  afterEach(async () => {
    for (const child of running) await kill9(child);
  });

  it.each([
    [1, 'rolling'],
    [2, 'fixed'],
    [4, 'rolling'],
  ] as const)(
    'is never exceeded and hardly wasted by %i of them, in a %s window',
    async (replicas, kind) => {
      const key = randomUUID();
      const policy = QuotaPolicy.parse({
        windows: [
          { kind, seconds: MINUTE_SECONDS, limit: A_MINUTE },
          { kind: 'rolling', seconds: 86_400, limit: A_DAY },
        ],
        guardMs: 20,
        leaseMs: 300,
        transitMs: 400,
      });
      await sandbox.order('reset');
      await sandbox.order('providerLimits', {
        provider: 'virustotal',
        limits: policy.windows.map(({ limit }, i) => ({
          kind: i === 0 ? kind : 'rolling',
          seconds: i === 0 ? MINUTE_SECONDS : 86_400,
          limit,
        })),
      });
      await sandbox.order('providerLatency', { provider: 'virustotal', ms: 5 });
      const start = (i: number) => {
        const child = spawn(process.execPath, [CALLER], {
          env: {
            PATH: process.env['PATH'],
            DATABASE_URL: database.url,
            PROVIDER_URL: `${sandbox.url}/providers/virustotal/api/v3/ip_addresses/198.51.100.7`,
            QUOTA_KEY: key,
            POLICY: JSON.stringify(policy),
            CLOCK_SKEW_MS: String(SKEWS_MS[i]),
            // Together they want ten times what there is, and more.
            CALLERS: String(Math.ceil(40 / replicas)),
          },
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        running.push(child);
      };
      for (let i = 0; i < replicas; i++) start(i);

      const ledger = new QuotaLedger(db);
      const used = async () => {
        const { quota, now } = await ledger.read(key);
        return report(quota, policy, now)[1]!.used;
      };
      await eventually('a third is used', async () => (await used()) >= A_DAY / 3, 30_000);
      await kill9(running[0]!);
      start(0);
      const isOver = async () =>
        (await used()) >= A_DAY && (await ledger.read(key)).quota.leases.length === 0;
      await eventually('all is used, and no call is under way', isOver, 50_000);
      for (const child of [...running]) await kill9(child);
      const { units, overLimit } = await sandbox.order('providerCalls', { provider: 'virustotal' });
      expect(overLimit).toBe(0);
      expect(units).toBeLessThanOrEqual(A_DAY);
      expect(units).toBeGreaterThanOrEqual(A_DAY * 0.95);
    },
    90_000,
  );
});
