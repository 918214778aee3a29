import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnrichmentApi, EnrichmentPipelineApi, PutOutcome } from '@margay/contracts';
import type { Client } from '@margay/messaging';
import { eventually, type TestDatabase, testNats } from '@margay/testing';
import { EnrichedReader } from './enriched-reader.js';
import { caller, enrichmentDatabase, Serving } from './serving.js';

const LOG_TYPE = 'GitHub.Audit';

describe('the pipeline', () => {
  let database: TestDatabase;
  let serving: Serving;
  let pipeline: Client<typeof EnrichmentPipelineApi>;
  let reader: EnrichedReader;

  beforeAll(async () => {
    database = await enrichmentDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    serving = new Serving(testNats(), database);
    pipeline = serving.client.of(EnrichmentPipelineApi);
    reader = new EnrichedReader(serving.bus);
  });
  afterEach(async () => {
    await reader.stop();
    await serving.close();
  });

  const ready = () =>
    eventually('the queues are there', async () => {
      await pipeline.getPipeline({}, caller());
      return true;
    });
  const put = async (events: readonly { id: string; event: string }[], logType = LOG_TYPE) => {
    const wire = events.map(({ id, event }) => ({ id, event: Buffer.from(event) }));
    return (await pipeline.putEvents({ logType, events: wire }, caller())).results;
  };
  const outcomes = async (...given: Parameters<typeof put>) =>
    (await put(...given)).map(({ outcome }) => outcome);
  const someEvents = (count: number, more: object = {}) => {
    const batch = randomUUID();
    return Array.from({ length: count }, (_, n) => ({
      id: `${batch}:${n}`,
      event: JSON.stringify({ n, actor_ip: `8.8.8.${n % 256}`, ...more }),
    }));
  };
  const allRead = (count: number) =>
    eventually(`${count} events came out`, () => reader.read.length >= count);
  const parked = async () => (await pipeline.listParkedEvents({}, caller())).events;

  it('brings every event out once, enriched as the bus method does it, with its id and log type', async () => {
    await serving.replica();
    await serving.replica();
    await ready();
    const events = someEvents(500);
    expect(new Set(await outcomes(events))).toEqual(new Set([PutOutcome.ACCEPTED]));
    reader.start();
    await allRead(500);
    const { results } = await serving.client
      .of(EnrichmentApi)
      .enrichEvents(
        { logType: LOG_TYPE, events: events.map(({ event }) => Buffer.from(event)) },
        caller(),
      );
    const byBus = results.map(({ outcome }, index) => ({
      id: events[index]?.id,
      topic: LOG_TYPE,
      text: Buffer.from(outcome.value as Uint8Array).toString(),
    }));
    const inOrder = (read: readonly { id?: string | undefined }[]) =>
      [...read].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    expect(inOrder(reader.read)).toEqual(inOrder(byBus));
    expect(reader.read[0]?.text).toContain('"p_match"');
    const state = await pipeline.getPipeline({}, caller());
    expect(state.logs).toMatchObject({ events: 0n, inWork: 0n, bytesMax: 1_073_741_824n });
  });

  it('takes an event that is sent twice once', async () => {
    await serving.replica();
    await ready();
    const events = someEvents(3);
    await put(events);
    expect(await outcomes([...events, ...someEvents(1)])).toEqual([
      PutOutcome.KNOWN,
      PutOutcome.KNOWN,
      PutOutcome.KNOWN,
      PutOutcome.ACCEPTED,
    ]);
    reader.start();
    await allRead(4);
    expect(new Set(reader.read.map(({ id }) => id)).size).toBe(4);
  });

  it('puts no event into ENRICHED again that a worker had put there before it died', async () => {
    await serving.replica();
    await ready();
    const id = randomUUID();
    await reader.enriched.put(LOG_TYPE, id, Buffer.from('{"by":"the worker that died"}'));
    // That it was done was never said, so the queue gives it out again.
    await reader.logs.put(LOG_TYPE, id, Buffer.from('{"by":"nobody"}'));
    await put(someEvents(20));
    reader.start();
    await allRead(21);
    await eventually(
      'nothing is left',
      async () => (await pipeline.getPipeline({}, caller())).logs?.events === 0n,
    );
    expect(reader.read.filter((each) => each.id === id).map(({ text }) => text)).toEqual([
      '{"by":"the worker that died"}',
    ]);
  });

  it('refuses what is no event where its sender still listens, and takes the rest', async () => {
    await serving.replica();
    await ready();
    const results = await put([
      { id: 'a', event: '{"a":1}' },
      { id: 'b', event: '{"a":' },
    ]);
    expect(results).toMatchObject([
      { outcome: PutOutcome.ACCEPTED },
      { outcome: PutOutcome.REFUSED, code: 'bad_request', message: 'Not valid JSON.' },
    ]);
    expect(await parked()).toEqual([]);
  });

  it.each([
    ['logType', '', 'a'],
    ['logType', 'a b', 'a'],
    ['logType', 'a.>', 'a'],
    ['events[0].id', LOG_TYPE, ''],
    ['events[0].id', LOG_TYPE, 'a\r\nb'],
  ])('refuses a bad %s', async (path, logType, id) => {
    await serving.replica({ worker: false });
    await expect(put([{ id, event: '{}' }], logType)).rejects.toMatchObject({
      code: 'bad_request',
      fields: [expect.objectContaining({ path })],
    });
  });

  it('parks an event that it cannot enrich, and lets the others pass', async () => {
    await serving.replica();
    await ready();
    const id = `bad-${randomUUID()}`;
    // Somebody who puts events in by NATS itself.
    await reader.logs.put(LOG_TYPE, id, Buffer.from('no json'));
    await put(someEvents(5));
    reader.start();
    await allRead(5);
    await eventually('it is parked', async () => (await parked()).length === 1);
    const [found] = await parked();
    expect(found).toMatchObject({ id, logType: LOG_TYPE, code: 'bad_request', bytes: 7n });
    const { event } = await pipeline.getParkedEvent({ id }, caller());
    expect(Buffer.from(event).toString()).toBe('no json');

    // It is tried again, and is bad still.
    await pipeline.replayParkedEvent({ id }, caller());
    await eventually('it is parked again', async () => (await parked())[0]?.id === `${id}~1`);

    await pipeline.skipParkedEvent({ id: `${id}~1` }, caller());
    expect(await parked()).toEqual([]);
    await expect(pipeline.skipParkedEvent({ id }, caller())).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(reader.read).toHaveLength(5);
  });

  it('lists parked events in pages', async () => {
    await serving.replica();
    await ready();
    const ids = ['p-1', 'p-2', 'p-3'];
    for (const id of ids) await reader.logs.put(LOG_TYPE, id, Buffer.from('[]'));
    await eventually('they are parked', async () => (await parked()).length === 3);
    const first = await pipeline.listParkedEvents({ limit: 2 }, caller());
    const rest = await pipeline.listParkedEvents({ limit: 2, cursor: first.next }, caller());
    expect([...first.events, ...rest.events].map(({ id }) => id)).toEqual(ids);
    expect(rest.next).toBe('');
    for (const id of ids) await pipeline.skipParkedEvent({ id }, caller());
  });

  it('waits while ENRICHED is full, then refuses more, and loses nothing', async () => {
    await serving.replica({ enrichedBytesMax: 60_000, logsBytesMax: 200_000 });
    await ready();
    const padding = 'x'.repeat(500);
    const accepted: string[] = [];
    const isFull = async () => {
      const events = someEvents(100, { padding });
      const results = await put(events);
      results.forEach(({ outcome }, index) => {
        if (outcome === PutOutcome.ACCEPTED) accepted.push(events[index]?.id ?? '');
      });
      return results.find(({ outcome }) => outcome === PutOutcome.NOT_TAKEN);
    };
    const refused = await eventually('LOGS is full', isFull);
    expect(refused).toMatchObject({ code: 'unavailable', message: 'The queue is full.' });
    await eventually('ENRICHED is full', async () => {
      const { enriched, logs } = await pipeline.getPipeline({}, caller());
      return (enriched?.bytes ?? 0n) > 50_000n && (logs?.events ?? 0n) > 100n;
    });
    reader.start();
    await allRead(accepted.length);
    expect(reader.read.map(({ id }) => id).sort()).toEqual([...accepted].sort());
  });
});
