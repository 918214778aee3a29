import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  type AssumableRole,
  type AssumableRoles,
  AwsClients,
  RoleSessions,
  StoredSecrets,
} from '@margay/aws';
import { Secret } from '@margay/config';
import { Database } from '@margay/event-store';
import { Egress } from '@margay/egress';
import { BREAKER_DEFAULTS, Breakers, Bulkhead, RetryBudget } from '@margay/resilience';
import { eventually, startTestSandbox, type TestDatabase, type TestSandbox } from '@margay/testing';
import type { Answer } from '../src/asking/answer.js';
import { judgeFor } from '../src/asking/guarded-call.js';
import { ProcessCache } from '../src/asking/process-cache.js';
import { type Asking, ProviderLookup, type WithKey } from '../src/asking/provider-lookup.js';
import { CachePolicy } from '../src/asking/remembered.js';
import { storedKey } from '../src/asking/stored-key.js';
import { SharedCache } from '../src/asking/shared-cache.service.js';
import { ProviderClient, ProviderFailure } from '../src/providers/provider.client.js';
import { virustotal } from '../src/providers/virustotal.js';
import { QuotaDesk } from '../src/quota/quota-desk.js';
import { QuotaLedger } from '../src/quota/quota-ledger.service.js';
import { QuotaPolicy } from '../src/quota/quota-policy.js';
import { enrichmentDatabase } from './serving.js';

/** Of a call; so generous that only what hangs comes to it. */
const LIMIT_MS = 10_000;
const SHORT_MS = 1_000;
const HOUR_MS = 3_600_000;
const asking = (more: Partial<Asking> = {}): Asking => ({
  caller: 'x',
  isAlert: false,
  deadlineMs: 30_000,
  waitMs: 0,
  ...more,
});

describe('a look-up at a provider', () => {
  let database: TestDatabase;
  let db: Database;
  let owner: Database;
  let sandbox: TestSandbox;
  let name: string;
  let replicas: Replica[];

  beforeAll(async () => {
    database = await enrichmentDatabase();
    db = new Database(database.url, 'enrichment');
    owner = new Database(database.ownerUrl, 'enrichment');
    sandbox = await startTestSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    await db.close();
    await owner.close();
    await database.drop();
  });
  beforeEach(async () => {
    name = `vt-${randomUUID()}`;
    replicas = [];
    await sandbox.order('reset');
    await limited(100_000);
  });
  afterEach(() => Promise.all(replicas.map((each) => each.close())));

  const limited = (limit: number) =>
    sandbox.order('providerLimits', {
      provider: 'virustotal',
      limits: [{ kind: 'rolling', seconds: 3_600, limit }],
    });
  const mishap = (kind: string, more: object = {}) =>
    sandbox.order('mishap', { provider: 'virustotal', kind, ...more });
  const calls = async () =>
    (await sandbox.order('providerCalls', { provider: 'virustotal' }))['calls'];

  /** A process with caches, breakers and a desk of its own. */
  class Replica {
    readonly process: ProcessCache;
    readonly shared: SharedCache;
    readonly lookup: ProviderLookup;
    private passedMs = 0;
    private readonly desk: QuotaDesk;
    private readonly breakers: Breakers;

    constructor(
      limit = 100_000,
      withKey: WithKey = (attempt) => attempt({ text: 'k', version: '1' }),
      on = db,
      limitMs = LIMIT_MS,
    ) {
      const policy = QuotaPolicy.parse({
        windows: [{ kind: 'rolling', seconds: 3_600, limit }],
        transitMs: limitMs,
      });
      this.desk = new QuotaDesk(name, () => policy, new QuotaLedger(on), randomUUID());
      this.breakers = new Breakers({ ...BREAKER_DEFAULTS, judge: judgeFor(limitMs), max: 100 });
      this.process = new ProcessCache(1_000_000, () => performance.now() + this.passedMs);
      this.shared = new SharedCache(on);
      this.lookup = new ProviderLookup(
        {
          name,
          source: 's',
          provider: virustotal,
          baseUrl: `${sandbox.url}/providers/virustotal`,
          cache: CachePolicy.parse({ jitter: 0 }),
          withKey,
          guards: {
            desk: this.desk,
            policy: () => policy,
            bulkhead: new Bulkhead({ permits: 16, queueMax: 1_000, waitMsMax: 5_000 }),
            breakers: this.breakers,
            client: new ProviderClient(new Egress({ allowPrivate: true })),
            limitMs,
          },
          retries: new RetryBudget(),
        },
        { process: this.process, shared: this.shared, holder: randomUUID() },
      );
      replicas.push(this);
    }

    ip(value: string, more: Partial<Asking> = {}) {
      return this.lookup.lookUp({ kind: 'ip', value }, asking(more));
    }

    /** As if time had passed, here and in the database. */
    async pass(ms: number): Promise<void> {
      this.passedMs += ms;
      await owner.sql`UPDATE provider_answer
        SET stored_at = stored_at - ${ms} * interval '1 millisecond' WHERE provider = ${name}`;
    }

    async close(): Promise<void> {
      await this.desk.close();
      this.breakers.shutdown();
    }
  }
  const IP = '8.8.4.7';

  it('is fresh, then a hit here, then a hit on every replica, for one call', async () => {
    await sandbox.order('indicator', { value: IP, verdict: 'malicious' });
    const [one, two] = [new Replica(), new Replica()];
    const finding = expect.objectContaining({ verdict: 'malicious' });
    expect(await one.ip(IP)).toEqual({ status: 'fresh', finding });
    expect(await one.ip(IP)).toMatchObject({ status: 'hit', tier: 'process', finding });
    expect(await two.ip(IP)).toMatchObject({ status: 'hit', tier: 'shared', finding });
    expect(await two.ip(IP)).toMatchObject({ status: 'hit', tier: 'process', finding });
    expect(await calls()).toBe(1);
  });

  it('costs one call for each value, however many ask at once, wherever', async () => {
    await sandbox.order('providerLatency', { provider: 'virustotal', ms: 20 });
    const three = [new Replica(), new Replica(), new Replica()];
    const values = Array.from({ length: 20 }, (_, n) => `8.8.${n}.1`);
    const answers = await Promise.all(
      Array.from({ length: 600 }, (_, n) => three[n % 3]!.ip(values[(n * 7) % 20]!)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['fresh', 'hit']));
    expect(await calls()).toBe(20);
  });

  it('is not found, and remembered as that', async () => {
    await sandbox.order('indicator', { value: IP, verdict: 'unknown' });
    const one = new Replica();
    expect(await one.ip(IP)).toEqual({ status: 'not_found', ageMs: 0 });
    expect(await one.ip(IP)).toMatchObject({ status: 'not_found' });
    expect(await new Replica().ip(IP)).toMatchObject({ status: 'not_found' });
    expect(await calls()).toBe(1);
  });

  it.each([
    ['10.0.0.1', 'private'],
    ['::1', 'private'],
    ['x', 'malformed'],
  ])('of %s tells nobody: %s', async (value, reason) => {
    expect(await new Replica().ip(value)).toEqual({ status: 'skipped', reason });
    expect(await calls()).toBe(0);
  });

  it.each([
    ['failing', {}, { status: 'error', cause: 'unavailable' }],
    ['garbage', {}, { status: 'error', cause: 'malformed' }],
    ['gzip_bomb', {}, { status: 'error', cause: 'malformed' }],
    ['hang', {}, { status: 'timeout', limitMs: SHORT_MS }],
    ['throttled', { retryAfterSeconds: 30 }, { status: 'throttled', retryInMs: 30_000 }],
    ['failing', { status: 401 }, { status: 'denied' }],
  ])('that fails (%s %j) is no answer, and remembered by nobody', async (kind, more, expected) => {
    await mishap(kind, more);
    const one = new Replica(100, undefined, undefined, SHORT_MS);
    expect(await one.ip(IP)).toEqual(expected);
    const { sql } = owner;
    expect(await sql`SELECT 1 FROM provider_answer WHERE provider = ${name}`).toEqual([]);
    expect(await sql`SELECT 1 FROM provider_flight WHERE provider = ${name}`).toEqual([]);
  });

  it('is over at its deadline; what comes later is remembered all the same', async () => {
    await mishap('slow', { delayMs: 300 });
    const one = new Replica();
    expect(await one.ip(IP, { deadlineMs: 50 })).toEqual({ status: 'timeout', limitMs: 50 });
    await eventually('it is there', async () => (await one.ip(IP)).status === 'hit');
    expect(await calls()).toBe(1);
  });

  describe('of what was known once', () => {
    /** Beyond the time that a clean answer is fresh, or usable. */
    const OLD_MS = 12.5 * HOUR_MS;
    const VERY_OLD_MS = 20 * HOUR_MS;
    const GONE_MS = 40 * HOUR_MS;

    it('is stale, with its age, while it is asked about again', async () => {
      const one = new Replica();
      await one.ip(IP);
      await sandbox.order('indicator', { value: IP, verdict: 'malicious' });
      await one.pass(OLD_MS);
      const answer = await one.ip(IP);
      expect(answer).toMatchObject({
        status: 'stale',
        reason: 'revalidating',
        finding: { verdict: 'clean' },
      });
      expect('ageMs' in answer && answer.ageMs).toBeGreaterThanOrEqual(OLD_MS);
      await eventually('the new one is there', async () => {
        const again = await one.ip(IP);
        return again.status === 'hit' && again.finding.verdict === 'malicious';
      });
      expect(await calls()).toBe(2);
    });

    it('is stale where the provider does not answer, and says why', async () => {
      const one = new Replica();
      await one.ip(IP);
      await one.pass(VERY_OLD_MS);
      await mishap('failing');
      expect(await one.ip(IP)).toMatchObject({ status: 'stale', reason: 'error' });
      const other = new Replica();
      expect(await other.ip(IP)).toMatchObject({ status: 'stale', reason: 'error' });
    });

    it('is nothing any more when it is too old', async () => {
      const one = new Replica();
      await one.ip(IP);
      await one.pass(GONE_MS);
      await mishap('failing');
      expect(await one.ip(IP)).toEqual({ status: 'error', cause: 'unavailable' });
      expect(await one.shared.sweep()).toBe(0);
      await owner.sql`UPDATE provider_answer SET usable_until = now() WHERE provider = ${name}`;
      expect(await one.shared.sweep()).toBe(1);
    });

    it('is forgotten by order: by value, by verdict, or all of it', async () => {
      const one = new Replica();
      for (const [value, verdict] of [
        ['8.8.1.1', 'malicious'],
        ['8.8.1.2', 'unknown'],
        ['8.8.1.3', 'clean'],
        ['8.8.1.4', 'clean'],
      ] as const) {
        await sandbox.order('indicator', { value, verdict });
        await one.ip(value);
      }
      const purge = (more: object) => one.shared.purge({ of: { name, source: 's' }, ...more });
      expect(await purge({ asked: { kind: 'ip', value: '8.8.1.3' } })).toBe(1);
      expect(await purge({ verdict: 'not_found' })).toBe(1);
      expect(await one.shared.purge({ of: { name: 'another', source: 's' } })).toBe(0);
      expect(await purge({})).toBe(2);
    });
  });

  describe('that the quota does not allow', () => {
    it('says when it could go, and makes no call', async () => {
      const one = new Replica(3);
      for (let n = 0; n < 3; n++)
        expect(await one.ip(`8.8.${n}.1`)).toMatchObject({ status: 'fresh' });
      const answer = await one.ip('8.8.9.1');
      expect(answer).toMatchObject({ status: 'throttled' });
      expect('retryInMs' in answer && answer.retryInMs).toBeGreaterThan(HOUR_MS - 60_000);
      expect(await calls()).toBe(3);
    });

    it('is not made on any replica before the provider said so', async () => {
      await mishap('throttled', { retryAfterSeconds: 30, times: 1 });
      const [one, two] = [new Replica(), new Replica()];
      await one.ip('8.8.1.1');
      for (let n = 0; n < 20; n++)
        expect(await one.ip(`8.8.${n}.2`)).toMatchObject({ status: 'throttled' });
      let asked = 0;
      await eventually('the other one knows', async () => {
        const before = await calls();
        const { status } = await two.ip(`8.9.${asked++}.3`);
        return status === 'throttled' && (await calls()) === before;
      });
    });
  });

  it('is made again when the provider said so, and not a moment before', async () => {
    const RETRY_SECONDS = 2;
    await mishap('throttled', { retryAfterSeconds: RETRY_SECONDS, times: 1 });
    const one = new Replica();
    await one.ip('8.8.1.1');
    let asked = 0;
    const refused = async () => (await one.ip(`8.9.${asked++ % 250}.1`)).status === 'throttled';
    expect(await refused()).toBe(true);
    await eventually('it is answered again', async () => !(await refused()));
    const { log } = (await sandbox.order('providerCalls', {
      provider: 'virustotal',
    })) as unknown as {
      log: { at: number; status: number }[];
    };
    expect(log.map(({ status }) => status)).toEqual([429, 200]);
    expect(log[1]!.at - log[0]!.at).toBeGreaterThanOrEqual(RETRY_SECONDS * 1_000);
  });

  it('is not made while the breaker is open, and says until when', async () => {
    await mishap('failing');
    const one = new Replica();
    for (let n = 0; n < 12; n++) await one.ip(`8.8.${n}.1`);
    const before = await calls();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => one.ip(`8.9.${n}.1`)));
    expect(answers).toEqual(
      Array.from({ length: 50 }, () => ({ status: 'open', retryInMs: expect.any(Number) })),
    );
    expect(await calls()).toBe(before);
  });

  it('is tried again after an accident, but not more than once in ten calls', async () => {
    const one = new Replica();
    for (let n = 0; n < 100; n++) await one.ip(`8.8.${n}.1`);
    await mishap('reset', { every: 1 });
    const before = Number(await calls());
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push((await one.ip(`8.9.${n}.1`)).status);
    expect(answers).toEqual(Array(5).fill('fresh'));
    expect(Number(await calls()) - before).toBe(10);
  });

  it('goes on with another key where one is refused', async () => {
    await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['new'] });
    let current = 'old';
    const one = new Replica(100, async (attempt) => {
      try {
        return await attempt({ text: current, version: current });
      } catch (error) {
        if (!(error instanceof ProviderFailure) || error.failure !== 'denied') throw error;
        current = 'new';
        return attempt({ text: current, version: current });
      }
    });
    for (let n = 0; n < 5; n++)
      expect(await one.ip(`8.8.${n}.1`)).toMatchObject({ status: 'fresh' });
    expect(await calls()).toBe(6);
  });

  describe('with a key that is kept in AWS', () => {
    const ENGINE = 'arn:aws:iam::111122223333:role/engine';
    const ROLE = 'arn:aws:iam::123456789012:role/reader';
    const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:vt-AbCdEf';
    const EXTERNAL_ID = 'margay-for-specs';
    let withdraw: (role: AssumableRole) => void;

    const statements = (...Statement: object[]) =>
      JSON.stringify({ Version: '2012-10-17', Statement });
    const stored = async (): Promise<WithKey> => {
      const trusting = { Effect: 'Allow', Principal: { AWS: ENGINE } };
      await sandbox.order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
      await sandbox.order('role', {
        arn: ROLE,
        trustPolicy: statements(
          {
            ...trusting,
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
          },
          { ...trusting, Action: 'sts:SetSourceIdentity' },
        ),
        permissionPolicies: [
          statements({
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: SECRET,
          }),
        ],
      });
      await sandbox.order('secret', { arn: SECRET, name: 'vt', value: { text: '{"key":"old"}' } });
      const role = { id: 'r', arn: ROLE, externalId: EXTERNAL_ID, secrets: [SECRET] };
      let listed: AssumableRole | undefined = role;
      const told: ((gone: AssumableRole) => void)[] = [];
      const roles: AssumableRoles = {
        list: () => Promise.resolve(listed ? [listed] : []),
        find: () => Promise.resolve(listed),
        onWithdrawn: (listener) => void told.push(listener),
      };
      withdraw = (gone) => {
        listed = undefined;
        for (const tell of told) tell(gone);
      };
      const clients = new AwsClients({
        region: 'us-east-1',
        endpoint: sandbox.url,
        timeoutMs: 5_000,
        keys: new Secret({ accessKeyId: 'ENGINE', secretAccessKey: 'any' }),
      });
      const owner = { service: 'enrichment', purpose: 'virustotal' };
      const secrets = new StoredSecrets(new RoleSessions(clients, roles, owner), clients);
      await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['old'] });
      return storedKey(secrets, { roleArn: ROLE, secretArn: SECRET }, 'key');
    };

    /** A timeout says whose: of the call, of the claim, or of whoever asked. */
    const ended = (answer: Answer): string =>
      answer.status === 'timeout' ? `timeout after ${answer.limitMs} ms` : answer.status;

    it('fails for nobody while the key is replaced under load', async () => {
      const one = new Replica(100_000, await stored());
      const statuses: string[] = [];
      let isOver = false;
      const load = Array.from({ length: 8 }, async (_, worker) => {
        for (let n = 0; n < 250 && !(isOver && n > 60); n++)
          statuses.push(ended(await one.ip(`8.${worker}.${n}.1`)));
      });
      await eventually('calls are made', () => statuses.length > 100);
      await sandbox.order('version', { arn: SECRET, value: { text: '{"key":"new"}' } });
      await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['new'] });
      const before = statuses.length;
      await eventually('calls are made with the new one', () => statuses.length > before + 100);
      isOver = true;
      await Promise.all(load);
      expect(new Set(statuses)).toEqual(new Set(['fresh']));
    });

    it('is denied where the provider takes no version of it, and where the role is taken away', async () => {
      const one = new Replica(100_000, await stored());
      await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['another'] });
      expect(await one.ip('8.8.1.1')).toEqual({ status: 'denied' });
      await sandbox.order('providerKeys', { provider: 'virustotal', keys: ['old'] });
      withdraw({ id: 'r', arn: ROLE, externalId: EXTERNAL_ID, secrets: [SECRET] });
      expect(await one.ip('8.8.1.2')).toEqual({ status: 'denied' });
    });
  });

  it('waits for a replica that asks, but not for one that died asking', async () => {
    const one = new Replica();
    await one.shared.claim({ name, source: 's' }, { kind: 'ip', value: IP }, 'dead', 300);
    expect(await one.ip(IP)).toMatchObject({ status: 'fresh' });
    expect(await calls()).toBe(1);
  });

  it('is no exception while the database is away', async () => {
    const away = new Database('postgres://nobody@127.0.0.1:1/none', 'enrichment');
    const one = new Replica(100, (attempt) => attempt({ text: 'k', version: '1' }), away);
    expect(await one.ip(IP)).toMatchObject({ status: 'error' });
    expect(await calls()).toBe(0);
    await away.close();
  });
});
