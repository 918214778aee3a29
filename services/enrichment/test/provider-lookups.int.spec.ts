import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  EnrichmentApi,
  type EnrichmentCompleted,
  EnrichmentCompletedSchema,
  EnrichmentPipelineApi,
  EnrichmentSettingsApi,
  eventFilesOf,
  ProviderLookupsApi,
  ProvidersApi,
} from '@margay/contracts';
import { Announcements, type Client, eventTypes, isReadable, RemoteLog } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { EnrichedReader } from './enriched-reader.js';
import { caller, enrichmentDatabase, Serving } from './serving.js';

const LOG_TYPE = 'GitHub.Audit';
/** Of two replicas none is left out by chance. */
const MANY = 48;

describe('look-ups at providers', () => {
  let database: TestDatabase;
  let serving: Serving;
  let sandbox: TestSandbox;
  let lookups: Client<typeof ProviderLookupsApi>;
  let providers: Client<typeof ProvidersApi>;
  let enrichment: Client<typeof EnrichmentApi>;
  let settings: Client<typeof EnrichmentSettingsApi>;
  let name: string;
  let nextAddress = 0;

  beforeAll(async () => {
    database = await enrichmentDatabase();
    sandbox = await startTestSandbox();
    serving = new Serving(testNats(), database);
    lookups = serving.client.of(ProviderLookupsApi);
    providers = serving.client.of(ProvidersApi);
    enrichment = serving.client.of(EnrichmentApi);
    settings = serving.client.of(EnrichmentSettingsApi);
    await serving.replica({ worker: false });
    await serving.replica({ worker: false });
  });
  afterAll(async () => {
    await serving.close();
    await sandbox.close();
    await database.drop();
  });
  beforeEach(async () => {
    name = `noise-${randomUUID().slice(0, 8)}`;
    await sandbox.order('reset');
    await sandbox.order('providerLimits', {
      provider: 'greynoise',
      limits: [{ kind: 'rolling', seconds: 3_600, limit: 100_000 }],
    });
  });
  afterEach(async () => {
    await providers.removeProvider({ name, expectedRevisions: [] }, caller());
    await settings.removeRule({ name, expectedRevisions: [] }, caller()).catch(() => undefined);
  });

  const define = (limit = 1_000, more: object = {}) =>
    providers.defineProvider(
      {
        name,
        definition: {
          enabled: true,
          declared: {
            kinds: ['ip'],
            baseUrl: `${sandbox.url}/providers/greynoise`,
            path: '/v3/community/{value}',
            fields: { classification: '$.classification' },
            verdicts: [{ when: "answer.classification == 'malicious'", verdict: 'malicious' }],
            quota: {
              windows: [{ kind: 'rolling', seconds: 3_600, limit }],
              transitMs: 1_000,
              ...more,
            },
          },
        },
        expectedRevisions: [],
      },
      caller(),
    );
  /** In force on all replicas. */
  const rule = async (selectors = ['actor_ip']) => {
    await settings.defineRule(
      { name, enabled: true, logTypes: [LOG_TYPE], selectors, table: name },
      caller(),
    );
    const event = Buffer.from(JSON.stringify({ actor_ip: '8.8.8.8' }));
    await eventually('all replicas go by the rule', async () => {
      const explained = await Promise.all(
        Array.from({ length: MANY }, () =>
          settings.explainEvent({ logType: LOG_TYPE, event }, caller()),
        ),
      );
      return explained.every(({ steps }) =>
        steps.some((step) => step.table === name && step.status === 'skipped(not_asked)'),
      );
    });
  };
  const address = () => {
    nextAddress++;
    return `8.${nextAddress >> 8}.${nextAddress & 255}.9`;
  };
  const ask = async (values: readonly string[], more: object = {}) =>
    (
      await lookups.askProvider(
        { provider: name, values: values.map((value) => ({ kind: '', value })), ...more },
        caller(),
      )
    ).answers;
  const askOne = async (value: string, more: object = {}) => (await ask([value], more))[0]!;
  const calls = async () =>
    (await sandbox.order('providerCalls', { provider: 'greynoise' }))['calls'];
  const know = (value: string, verdict = 'malicious') =>
    sandbox.order('indicator', { value, verdict });
  const enrich = async (event: object, more: object = {}) => {
    const events = [Buffer.from(JSON.stringify(event))];
    const { results } = await enrichment.enrichEvents(
      { logType: LOG_TYPE, events, ...more },
      caller(),
    );
    const outcome = results[0]!.outcome;
    if (outcome.case !== 'event') throw new Error(outcome.value?.message);
    return JSON.parse(Buffer.from(outcome.value).toString()) as {
      p_enrichment: Record<string, Record<string, unknown>>;
      p_enrichment_status: Record<string, Record<string, string>>;
    };
  };
  const statusOf = async (event: object, selector = 'actor_ip') =>
    (await enrich(event)).p_enrichment_status[name]?.[selector];
  const breakerOf = async (provider = name) => {
    const { breakers, replicas } = await lookups.listBreakers({}, caller());
    return { ...breakers.find((each) => each.provider === provider)!, replicas };
  };
  const told = async () => {
    const types = eventTypes(...eventFilesOf('enrichment'));
    const log = new RemoteLog(serving.client, 'audit', 'enrichment', types);
    const { position } = await log.head();
    const { events } = await log.read(Math.max(0, position - 20), 20);
    return events
      .filter(isReadable)
      .filter(({ data }) => (data as { name?: string }).name === name)
      .map(({ data }) => data.$typeName.replace(/^.*\./, ''));
  };

  describe('over the bus', () => {
    it('answer each value in its own words, and remember it on all replicas', async () => {
      await define();
      const [bad, unknown] = [address(), address()];
      await know(bad);
      await know(unknown, 'unknown');
      const values = [bad, unknown, '10.0.0.1', 'example.com', 'what is this'];
      expect(await ask(values)).toMatchObject([
        { status: 'fresh', kind: 'ip', finding: { verdict: 'malicious' } },
        { status: 'not_found' },
        { status: 'skipped', reason: 'private' },
        { status: 'skipped', reason: 'unsupported' },
        { status: 'skipped', reason: 'malformed' },
      ]);
      for (let i = 0; i < 8; i++)
        expect(await askOne(bad)).toMatchObject({
          status: 'hit',
          finding: { verdict: 'malicious', row: { classification: 'malicious' } },
        });
      expect(await calls()).toBe(2);
    });

    it('say when a value could go that the quota has nothing left for, and what is left of it', async () => {
      await define(2);
      expect((await ask([address(), address()])).map(({ status }) => status)).toEqual([
        'fresh',
        'fresh',
      ]);
      const late = await askOne(address());
      expect(late.status).toBe('throttled');
      expect(Number(late.retryAt?.seconds)).toBeGreaterThan(Date.now() / 1_000 + 3_000);
      const { quotas } = await lookups.listQuotas({}, caller());
      expect(quotas.find(({ provider }) => provider === name)).toMatchObject({
        windows: [{ window: 'rolling 3600', limit: 2n, used: 2n, left: 0n }],
      });
      expect(await calls()).toBe(2);
    });

    it('keep what is reserved for alerts', async () => {
      await define(4, { reserve: 0.5 });
      const statuses = async (more: object) =>
        (await ask([address(), address(), address()], more)).map(({ status }) => status).sort();
      expect(await statuses({})).toEqual(['fresh', 'fresh', 'throttled']);
      expect(await statuses({ isAlert: true })).toEqual(['fresh', 'fresh', 'throttled']);
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['nothing', () => ask([]), 'bad_request'],
      ['too many values', () => ask(Array(101).fill('8.8.8.8')), 'bad_request'],
      ['an empty value', () => ask(['']), 'bad_request'],
      ['to wait for ever', () => ask(['8.8.8.8'], { waitMs: 60_001 }), 'bad_request'],
      ['somebody unknown', () => ask(['8.8.8.8'], { provider: 'nobody' }), 'not_found'],
    ])('are refused for %s', async (_what, asking, code) => {
      await define();
      await expect(asking()).rejects.toMatchObject({ code });
    });
  });

  describe('for events', () => {
    it('are made where a rule names a provider, and stand beside tables', async () => {
      await define();
      await rule(['actor_ip', 'others']);
      const [bad, unknown, clean] = [address(), address(), address()];
      await know(bad);
      await know(unknown, 'unknown');
      const event = { actor_ip: bad, others: [bad, clean, '10.0.0.1', unknown] };
      const { p_enrichment, p_enrichment_status } = await enrich(event);
      expect(p_enrichment[name]).toEqual({
        actor_ip: { p_verdict: 'malicious', classification: 'malicious', p_match: bad },
        others: [
          { p_verdict: 'malicious', classification: 'malicious', p_match: bad },
          { p_verdict: 'unrated', classification: 'unknown', p_match: clean },
        ],
      });
      expect(p_enrichment['country']).toBeDefined();
      expect(p_enrichment_status[name]).toEqual({ actor_ip: 'fresh', others: 'fresh' });
      expect(await calls()).toBe(3);
      expect(await statusOf(event)).toBe('hit');
      expect(await statusOf({ actor_ip: unknown })).toBe('not_found');
      expect(await statusOf({ actor_ip: '10.0.0.1' })).toBe('skipped(private)');
      expect(await statusOf({ actor_ip: 7 })).toBe('skipped(missing)');
      expect(await statusOf({ actor_ip: 'me' })).toBe('skipped(malformed)');
      expect(await calls()).toBe(3);
    });

    it('are one call for all events of a batch that have the same value', async () => {
      await define();
      await rule();
      const event = Buffer.from(JSON.stringify({ actor_ip: address() }));
      const request = { logType: LOG_TYPE, events: Array<Buffer>(100).fill(event) };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => enrichment.enrichEvents(request, caller())),
      );
      for (const { results } of answers) expect(results).toHaveLength(100);
      expect(await calls()).toBe(1);
    });

    it('end with the time when it could go where the quota is used up, and lose nothing else', async () => {
      await define(1);
      await rule();
      expect(await statusOf({ actor_ip: address() })).toBe('fresh');
      const { p_enrichment, p_enrichment_status } = await enrich({ actor_ip: address() });
      expect(p_enrichment_status[name]?.['actor_ip']).toMatch(/^throttled\(20\d\d-.*Z\)$/);
      expect(p_enrichment['country']).toBeDefined();
    });

    it('that come too late are announced, and there when they are asked for again', async () => {
      await define(1_000, { transitMs: 10_000 });
      await rule();
      const completed: EnrichmentCompleted[] = [];
      const aloud = new Announcements(serving.bus, EnrichmentCompletedSchema, 'enrichment');
      aloud.listen((message) => completed.push(message));
      const value = address();
      await know(value);
      await sandbox.order('providerLatency', { provider: 'greynoise', ms: 700 });
      const [answer] = (
        await lookups.askProvider({ provider: name, values: [{ kind: 'ip', value }] }, caller(), {
          timeoutMs: 400,
        })
      ).answers;
      expect(answer?.status).toBe('timeout');
      await eventually('it is announced', () => completed.length > 0);
      expect(completed).toMatchObject([
        { provider: name, kind: 'ip', value, status: 'fresh', verdict: 'malicious' },
      ]);
      expect(await statusOf({ actor_ip: value })).toBe('hit');
      expect(await calls()).toBe(1);
      aloud.close();
    });

    it('are not made for an explanation', async () => {
      await define();
      await rule();
      const event = Buffer.from(JSON.stringify({ actor_ip: address() }));
      const { steps } = await settings.explainEvent({ logType: LOG_TYPE, event }, caller());
      expect(steps).toContainEqual(
        expect.objectContaining({ rule: name, table: name, status: 'skipped(not_asked)' }),
      );
      expect(await calls()).toBe(0);
    });

    it('that nobody answers hold up no event of the pipeline that needs none', async () => {
      await define();
      await rule();
      const stop = await serving.replica({ worker: true });
      const pipeline = serving.client.of(EnrichmentPipelineApi);
      const reader = new EnrichedReader(serving.bus).start();
      await eventually('the queues are there', async () => {
        await pipeline.getPipeline({}, caller());
        return true;
      });
      await sandbox.order('mishap', { provider: 'greynoise', kind: 'hang' });
      const batch = randomUUID();
      const events = Array.from({ length: 40 }, (_, n) => ({
        id: `${batch}:${n}`,
        event: Buffer.from(JSON.stringify(n % 2 ? { n } : { n, actor_ip: address() })),
      }));
      await pipeline.putEvents({ logType: LOG_TYPE, events }, caller());
      await eventually('all came out', () => reader.read.length >= 40);
      const order = reader.read.map(({ text }) => (JSON.parse(text) as { n: number }).n % 2);
      // Those that wait for somebody come last, whatever they were put in between.
      expect(order.lastIndexOf(1)).toBeLessThan(order.indexOf(0) + 20);
      expect(order.slice(0, 20)).toEqual(Array(20).fill(1));
      const waited = reader.read
        .map(({ text }) => text)
        .filter((text) => text.includes('"actor_ip":"8.'));
      for (const text of waited) expect(text).toMatch(/"actor_ip":"(timeout|open\()/);
      await reader.stop();
      await stop();
    });
  });

  describe('that are held back', () => {
    it('by order are answered at once, by every replica, and called for by none', async () => {
      await define();
      const value = address();
      await lookups.forceBreaker(
        { provider: name, state: 'open', reason: 'They asked.' },
        caller(),
      );
      expect(await breakerOf()).toMatchObject({
        state: 'forced_open',
        order: { state: 'open', reason: 'They asked.', by: { id: 'maker' } },
      });
      await eventually('both replicas know', async () => {
        const answers = await Promise.all(Array.from({ length: MANY }, () => askOne(address())));
        return answers.every(({ status }) => status === 'open');
      });
      const before = await calls();
      for (let i = 0; i < 8; i++) expect((await askOne(value)).status).toBe('open');
      expect(await calls()).toBe(before);
      await lookups.forceBreaker({ provider: name, state: 'automatic', reason: '' }, caller());
      await eventually('calls go again', async () => (await askOne(address())).status === 'fresh');
      expect((await breakerOf()).order).toBeUndefined();
      expect(await told()).toEqual(
        expect.arrayContaining(['ProviderBreakerForced', 'ProviderBreakerForced']),
      );
    });

    it.each<[string, object, string]>([
      ['a state that is none', { state: 'ajar', reason: 'x' }, 'bad_request'],
      ['no reason', { state: 'open', reason: ' ' }, 'bad_request'],
      ['nobody', { state: 'open', reason: 'x', provider: 'nobody' }, 'not_found'],
    ])('are not for %s', async (_what, order, code) => {
      await define();
      await expect(
        lookups.forceBreaker({ provider: name, state: '', reason: '', ...order }, caller()),
      ).rejects.toMatchObject({ code });
    });

    it('because they fail are told of on the bus, and of their end', async () => {
      await define();
      await sandbox.order('mishap', { provider: 'greynoise', kind: 'failing', status: 503 });
      await eventually('it is written down', async () => {
        await ask(Array.from({ length: 40 }, address));
        return (await told()).includes('ProviderBreakerOpened');
      });
      // Between two openings it is half open, and a replica that was stopped is counted for a while.
      await eventually('it is shown, of all that live', async () => {
        await ask(Array.from({ length: 40 }, address));
        const { replicas, states } = await breakerOf();
        const open = states.find((each) => each.state === 'open');
        return replicas === 2 && open?.cause === 'unavailable' && open.nextProbeAt !== undefined;
      });
      await sandbox.order('clearMishaps', {});
      await eventually('it is over', async () => {
        await ask(Array.from({ length: 20 }, address));
        return (await told()).includes('ProviderBreakerClosed');
      });
    });
  });

  describe('what they said', () => {
    it('is forgotten on every replica by order: of a value, of a verdict, all of it', async () => {
      await define();
      const [bad, clean, other] = [address(), address(), address()];
      await know(bad);
      const everywhere = async (values: readonly string[]) => {
        for (let i = 0; i < 6; i++) await ask(values);
      };
      const purge = (more: object) => lookups.purgeAnswers({ provider: name, ...more }, caller());
      const isForgotten = (value: string) =>
        eventually(`${value} is asked for again`, async () => {
          const answers = await Promise.all(Array.from({ length: 6 }, () => askOne(value)));
          return answers.some(({ status }) => status === 'fresh');
        });
      await everywhere([bad, clean, other]);
      expect(await purge({ value: { kind: 'ip', value: clean } })).toMatchObject({ purged: 1n });
      await isForgotten(clean);
      expect((await askOne(other)).status).toBe('hit');
      expect(await purge({ verdict: 'malicious' })).toMatchObject({ purged: 1n });
      await isForgotten(bad);
      expect(await purge({})).toMatchObject({ purged: 3n });
      await isForgotten(other);
      expect((await told()).filter((type) => type === 'ProviderAnswersPurged')).toHaveLength(3);
      await expect(purge({ verdict: 'nice' })).rejects.toMatchObject({ code: 'bad_request' });
      await expect(purge({ provider: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(purge({ value: { value: '10.0.0.1' } })).rejects.toMatchObject({
        code: 'bad_request',
      });
    });

    it('at another place is not taken for what this one says', async () => {
      await define();
      const value = address();
      expect((await askOne(value)).status).toBe('fresh');
      await sandbox.order('providerLimits', {
        provider: 'greynoise',
        limits: [{ kind: 'rolling', seconds: 3_600, limit: 99_999 }],
      });
      await providers.defineProvider(
        {
          name,
          definition: {
            enabled: true,
            declared: {
              kinds: ['ip'],
              baseUrl: `${sandbox.url}/providers/greynoise`,
              path: '/v3/community/{value}',
              fields: { noise: '$.noise' },
              quota: { windows: [{ kind: 'rolling', seconds: 3_600, limit: 1_000 }] },
            },
          },
          expectedRevisions: [],
        },
        caller(),
      );
      await eventually('both replicas go by it', async () => {
        const answers = await Promise.all(Array.from({ length: MANY }, () => askOne(value)));
        return answers.every(({ finding }) => finding?.row && 'noise' in finding.row);
      });
    });
  });
});
