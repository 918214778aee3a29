import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AskProviderResponseSchema,
  ListQuotasResponseSchema,
  ProviderBreakerSchema,
  ServiceError,
} from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const at = new Date('2026-01-02T03:04:05.000Z');
const when = timestampFromDate(at);
const answers = create(AskProviderResponseSchema, {
  answers: [
    {
      kind: 'ip',
      value: '8.8.8.8',
      status: 'hit',
      tier: 'shared',
      ageMs: 1_500n,
      finding: { verdict: 'malicious', row: { score: 7 } },
    },
    { kind: 'ip', value: '8.8.4.4', status: 'throttled', retryAt: when },
    { value: 'x', status: 'skipped', reason: 'malformed' },
  ],
});
const quotas = create(ListQuotasResponseSchema, {
  quotas: [
    {
      provider: 'vt',
      windows: [
        { window: 'fixed 60', limit: 4n, used: 3n, left: 1n, resetAt: when, emptyAt: when },
      ],
    },
  ],
});
const breaker = create(ProviderBreakerSchema, {
  provider: 'vt',
  state: 'forced_open',
  states: [
    { replica: 'r1', keyVersion: 'v1', state: 'open', cause: 'timeout', nextProbeAt: when },
    { replica: 'r2', keyVersion: 'v1', state: 'closed' },
  ],
  order: { state: 'open', reason: 'their word', at: when, by: { type: 2, id: 'maker' } },
});
const shown = {
  provider: 'vt',
  state: 'forced_open',
  states: [
    {
      replica: 'r1',
      keyVersion: 'v1',
      state: 'open',
      cause: 'timeout',
      nextProbeAt: at.toISOString(),
    },
    { replica: 'r2', keyVersion: 'v1', state: 'closed' },
  ],
  order: {
    state: 'open',
    reason: 'their word',
    at: at.toISOString(),
    by: { id: 'maker', type: 'api-token' },
  },
};

describe('the doors of look-ups at providers', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer);
  };

  beforeAll(async () => {
    doors = await openDoors({
      providerLookups: {
        askProvider: answering(answers),
        listQuotas: answering(quotas),
        listBreakers: answering({ breakers: [breaker], replicas: 2 }),
        forceBreaker: answering({ breaker }),
        purgeAnswers: answering({ purged: 3n }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    asked.length = 0;
  });

  const call = async (method: string, path: string, permissions: string[], body?: object) => {
    const response = await fetch(`${url}/enrichment${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const READ = ['EnrichmentRead'];
  const MODIFY = ['EnrichmentModify'];
  const RUN = ['EnrichmentRun'];
  const ask = { values: ['8.8.8.8'] };
  const force = { state: 'open', reason: 'their word' };

  it.each([
    ['POST', '/providers/vt/lookup', RUN, ask],
    ['POST', '/providers/vt/purge', MODIFY, {}],
    ['GET', '/quotas', READ, undefined],
    ['GET', '/breakers', READ, undefined],
    ['PUT', '/breakers/vt', MODIFY, force],
  ])('%s %s needs its permission', async (method, path, permissions, body) => {
    const others = ['EnrichmentRead', 'EnrichmentModify', 'EnrichmentRun'].filter(
      (each) => !permissions.includes(each),
    );
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, permissions, body)).status).toBe(200);
  });

  it('answers each value in its own words', async () => {
    const body = { values: ['8.8.8.8', '8.8.4.4', 'x'], alert: true, waitMs: 500 };
    const { json } = await call('POST', '/providers/vt/lookup', RUN, body);
    expect(asked).toEqual([
      {
        provider: 'vt',
        values: body.values.map((value) => ({ kind: '', value })),
        isAlert: true,
        waitMs: 500,
      },
    ]);
    expect(json).toEqual({
      results: [
        {
          value: '8.8.8.8',
          kind: 'ip',
          status: 'hit',
          verdict: 'malicious',
          row: { score: 7 },
          ageMs: 1_500,
          tier: 'shared',
        },
        { value: '8.8.4.4', kind: 'ip', status: 'throttled', retryAt: at.toISOString() },
        { value: 'x', status: 'skipped', reason: 'malformed' },
      ],
    });
  });

  it.each([
    [{ values: [] }, 'values'],
    [{ values: Array(101).fill('8.8.8.8') }, 'values'],
    [{ values: [''] }, 'values[0]'],
    [{ values: ['x'], kind: 'mail' }, 'kind'],
    [{ values: ['x'], waitMs: 20_001 }, 'waitMs'],
    [{ ...ask, key: 'x' }, 'key'],
  ])('refuses to ask %j and names what is wrong', async (body, path) => {
    const { status, json } = await call('POST', '/providers/vt/lookup', RUN, body);
    expect(status).toBe(400);
    expect(json['errors']).toContainEqual(expect.objectContaining({ path }));
    expect(asked).toEqual([]);
  });

  it('says how quotas and breakers stand', async () => {
    expect((await call('GET', '/quotas', READ)).json).toEqual({
      results: [
        {
          provider: 'vt',
          windows: [
            {
              window: 'fixed 60',
              limit: 4,
              used: 3,
              left: 1,
              resetAt: at.toISOString(),
              emptyAt: at.toISOString(),
            },
          ],
        },
      ],
    });
    expect((await call('GET', '/breakers', READ)).json).toEqual({ results: [shown], replicas: 2 });
  });

  it('passes an order on and answers with how it stands then', async () => {
    expect((await call('PUT', '/breakers/vt', MODIFY, force)).json).toEqual(shown);
    await call('PUT', '/breakers/vt', MODIFY, { state: 'automatic' });
    expect(asked).toEqual([
      { provider: 'vt', ...force },
      { provider: 'vt', state: 'automatic', reason: '' },
    ]);
    expect((await call('PUT', '/breakers/vt', MODIFY, { state: 'ajar' })).status).toBe(400);
  });

  it('forgets what it is told to', async () => {
    const body = { value: '8.8.8.8', verdict: 'malicious' };
    expect((await call('POST', '/providers/vt/purge', MODIFY, body)).json).toEqual({ purged: 3 });
    await call('POST', '/providers/vt/purge', MODIFY, {});
    expect(asked).toEqual([
      { provider: 'vt', verdict: 'malicious', value: { kind: '', value: '8.8.8.8' } },
      { provider: 'vt', verdict: '' },
    ]);
  });

  it.each([
    ['not_found', 404],
    ['unavailable', 503],
    ['timeout', 504],
  ] as const)('answers %s as %i', async (code, status) => {
    failure = new ServiceError(code, 'No.');
    expect((await call('POST', '/providers/vt/lookup', RUN, ask)).status).toBe(status);
    expect((await call('PUT', '/breakers/vt', MODIFY, force)).status).toBe(status);
  });
});
