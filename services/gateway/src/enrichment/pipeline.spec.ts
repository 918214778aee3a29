import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GetPipelineResponseSchema,
  GetValueResponseSchema,
  IncrementCounterResponseSchema,
  ParkedLogEventSchema,
  type PutEventsRequest,
  PutOutcome,
  ServiceError,
  SharedKind,
} from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const at = { seconds: 1_750_000_000n, nanos: 0 };
const expiresAt = '2025-06-15T15:06:40.000Z';
const RUN = ['EnrichmentRun'];
const READ = ['EnrichmentRead'];
const MODIFY = ['EnrichmentModify'];

describe('the doors of the pipeline and of what detections remember', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  let outcome = PutOutcome.ACCEPTED;
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer);
  };

  beforeAll(async () => {
    const parked = create(ParkedLogEventSchema, {
      id: 'a:1',
      logType: 'GitHub.Audit',
      code: 'bad_request',
      message: 'Not valid JSON.',
      deliveries: 1,
      bytes: 2n,
      parkedAt: at,
    });
    doors = await openDoors({
      pipeline: {
        putEvents: (request: PutEventsRequest) => {
          asked.push({ ...request });
          const result = { outcome, code: 'unavailable', message: 'The queue is full.' };
          return Promise.resolve({ results: request.events.map(() => result) });
        },
        getPipeline: answering(
          create(GetPipelineResponseSchema, {
            logs: { events: 3n, bytes: 30n, bytesMax: 100n, oldestAt: at, inWork: 2n },
            enriched: { bytesMax: 100n },
            parked: 1n,
            parkedMax: 9n,
          }),
        ),
        listParkedEvents: answering({ events: [parked], next: 'abc' }),
        getParkedEvent: answering({ parked, event: Buffer.from('no') }),
        replayParkedEvent: answering({}),
        skipParkedEvent: answering({}),
      },
      sharedState: {
        incrementCounter: answering(
          create(IncrementCounterResponseSchema, { count: 5n, crossed: true, expiresAt: at }),
        ),
        getCounter: answering({ count: 0n }),
        changeSet: answering({ members: ['a'], expiresAt: at }),
        getSet: answering({ members: [] }),
        putValue: answering({ expiresAt: at }),
        getValue: answering(
          create(GetValueResponseSchema, { value: Buffer.from('{"a":1}'), expiresAt: at }),
        ),
        forget: answering({ found: true }),
        getNamespace: answering({ keys: 2n, keysMax: 100_000n }),
        clearNamespace: answering({ forgotten: 2n }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    outcome = PutOutcome.ACCEPTED;
    asked.length = 0;
  });

  const call = async (
    method: string,
    path: string,
    permissions: readonly string[],
    body?: object | string,
    headers: Record<string, string> = {},
    key = doors.key(permissions),
  ) => {
    const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
    const response = await fetch(`${url}/enrichment/${path}`, {
      method,
      headers: {
        'X-API-Key': key,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };

  const EVENTS = 'pipeline/events?logType=GitHub.Audit';
  const STATE = 'state/brute-force';

  it.each([
    ['GET', 'pipeline', READ, undefined, 200],
    ['POST', EVENTS, RUN, '{"a":1}', 202],
    ['GET', 'pipeline/parked', READ, undefined, 200],
    ['GET', 'pipeline/parked/a%3A1', READ, undefined, 200],
    ['POST', 'pipeline/parked/a%3A1/replay', MODIFY, undefined, 204],
    ['DELETE', 'pipeline/parked/a%3A1', MODIFY, undefined, 204],
    ['GET', STATE, RUN, undefined, 200],
    ['DELETE', STATE, MODIFY, undefined, 204],
    ['GET', `${STATE}/counters/k`, RUN, undefined, 200],
    ['POST', `${STATE}/counters/k`, RUN, { windowSeconds: 60 }, 200],
    ['GET', `${STATE}/sets/k`, RUN, undefined, 200],
    ['POST', `${STATE}/sets/k`, RUN, { add: ['a'], ttlSeconds: 60 }, 200],
    ['GET', `${STATE}/values/k`, RUN, undefined, 200],
    ['PUT', `${STATE}/values/k`, RUN, { value: null, ttlSeconds: 60 }, 200],
    ['DELETE', `${STATE}/values/k`, RUN, undefined, 204],
  ])('%s %s needs its permission', async (method, path, permissions, body, status) => {
    const others = [...RUN, ...READ, ...MODIFY].filter((each) => !permissions.includes(each));
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, permissions, body)).status).toBe(status);
  });

  it('counts the lines that were put in, and names those that are no events', async () => {
    expect((await call('POST', EVENTS, RUN, '{"a":1}\n\n{"b":2}\n')).json).toEqual({
      accepted: 2,
      known: 0,
      refused: 0,
      errors: [],
    });
    outcome = PutOutcome.REFUSED;
    expect((await call('POST', EVENTS, RUN, '\nno')).json).toMatchObject({
      accepted: 0,
      refused: 1,
      errors: [{ line: 2 }],
    });
  });

  it('gives the same ids to the same lines under the same key of the same caller only', async () => {
    const idsOf = async (headers: Record<string, string>) => {
      asked.length = 0;
      await call('POST', EVENTS, RUN, '{"a":1}\n{"a":1}', headers);
      return asked.flatMap(({ events }) => (events as { id: string }[]).map(({ id }) => id));
    };
    const once = await idsOf({ 'Idempotency-Key': 'k' });
    expect(new Set(once).size).toBe(2);
    expect(await idsOf({ 'Idempotency-Key': 'k' })).toEqual(once);
    expect(await idsOf({ 'Idempotency-Key': 'l' })).not.toEqual(once);
    expect(await idsOf({})).not.toEqual(await idsOf({}));
  });

  it('answers 503 when the queue takes no more, and says what to do', async () => {
    outcome = PutOutcome.NOT_TAKEN;
    const { status, json } = await call('POST', EVENTS, RUN, '{"a":1}');
    expect(status).toBe(503);
    expect(json).toMatchObject({ code: 'unavailable' });
    expect(json.message).toContain('The queue is full. 0 events were taken');
    expect(json.message).toContain('Idempotency-Key');
  });

  it('takes NDJSON only, with a log type', async () => {
    expect((await call('POST', EVENTS, RUN, { a: 1 })).status).toBe(415);
    expect((await call('POST', 'pipeline/events', RUN, '{}')).status).toBe(400);
  });

  it('says how far behind the pipeline is', async () =>
    expect((await call('GET', 'pipeline', READ)).json).toEqual({
      logs: { events: 3, bytes: 30, bytesMax: 100, oldestAt: expiresAt, inWork: 2 },
      enriched: { events: 0, bytes: 0, bytesMax: 100 },
      parked: 1,
      parkedMax: 9,
    }));

  it('shows what is parked, in pages and one by one', async () => {
    const { json } = await call('GET', 'pipeline/parked?limit=1', READ);
    expect(json).toMatchObject({
      results: [{ id: 'a:1', message: 'Not valid JSON.' }],
      next: 'abc',
    });
    expect((await call('GET', 'pipeline/parked/a%3A1', READ)).json).toMatchObject({
      id: 'a:1',
      eventBase64: 'bm8=',
    });
    failure = new ServiceError('not_found', 'None.');
    expect((await call('DELETE', 'pipeline/parked/x', MODIFY)).status).toBe(404);
  });

  it('adds one to a counter unless told how much', async () => {
    const path = `${STATE}/counters/user%201`;
    const { json } = await call('POST', path, RUN, { windowSeconds: 60, threshold: 5 });
    expect(json).toEqual({ count: 5, crossed: true, expiresAt });
    expect(asked).toEqual([
      { namespace: 'brute-force', key: 'user 1', by: 1n, threshold: 5n, windowSeconds: 60 },
    ]);
  });

  it('answers a value as it was put, and 404 where there is none', async () => {
    expect((await call('GET', `${STATE}/values/k`, RUN)).json).toEqual({
      value: { a: 1 },
      expiresAt,
    });
    failure = new ServiceError('not_found', 'None.');
    expect((await call('GET', `${STATE}/values/k`, RUN)).status).toBe(404);
  });

  it('forgets what it is asked to, of the kinds that there are', async () => {
    await call('DELETE', `${STATE}/sets/k`, RUN);
    expect(asked).toEqual([{ namespace: 'brute-force', key: 'k', kind: SharedKind.SET }]);
    expect((await call('DELETE', `${STATE}/others/k`, RUN)).status).toBe(404);
  });

  it.each([
    ['POST', 'counters/k', { windowSeconds: 0 }, 'windowSeconds'],
    ['POST', 'counters/k', { windowSeconds: 1, by: 0 }, 'by'],
    ['POST', 'sets/k', { ttlSeconds: 1, add: [''] }, 'add[0]'],
    ['PUT', 'values/k', { value: 1, ttlSeconds: 2_592_001 }, 'ttlSeconds'],
    ['PUT', 'values/k', { value: 1, ttlSeconds: 1, more: 1 }, 'more'],
  ])('%s %s refuses %j by its field', async (method, path, body, field) => {
    const { status, json } = await call(method, `${STATE}/${path}`, RUN, body);
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ path: field })]);
  });
});
