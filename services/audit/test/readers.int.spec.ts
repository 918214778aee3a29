import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ReadersApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Bus, BusClient, type Client } from '@margay/messaging';
import { eventually } from '@margay/testing';
import { auditSuite, caller } from './audit-suite.js';

describe('readers of the stream of audit records', () => {
  const suite = auditSuite();
  let readers: Client<typeof ReadersApi>;
  let gateway: Bus;
  let outside: Bus;

  beforeAll(() => {
    gateway = new Bus({ ...suite.nats, service: 'gateway' }).start();
    outside = new Bus({ ...suite.nats, service: 'reader' }).start();
    readers = new BusClient(gateway).of(ReadersApi);
  });
  afterAll(() => Promise.all([gateway.close(), outside.close()]));
  beforeEach(async () => {
    for (const { id } of (await readers.listReaders({}, caller())).readers)
      await readers.removeReader({ id }, caller());
  });

  const stateOf = async (id: string) => {
    const { reader } = await readers.getReader({ id }, caller());
    if (!reader) throw new Error('It has been registered.');
    return reader;
  };
  const ready = (id: string) =>
    eventually('it is on the bus', async () => {
      const state = await stateOf(id);
      return state.isReady && state;
    });
  const register = async (more: object = {}) => {
    const { reader } = await readers.registerReader({ name: 'lake', ...more }, caller());
    return ready(reader?.id ?? '');
  };
  const made = async (count: number) => {
    const sequences: number[] = [];
    for (let i = 0; i < count; i++)
      sequences.push(Number((await suite.recordOf(await suite.make('x', caller()))).sequence));
    return sequences;
  };
  /** As somebody outside does it, by what they are told to connect to. */
  const next = async ({ stream, consumer }: { stream: string; consumer: string }) => {
    const nats = await outside.ready(5_000);
    const from = await nats.jetstream().consumers.get(stream, consumer);
    const message = await from.next({ expires: 5_000 });
    return message && { message, sequence: message.seq };
  };
  const read = async (of: { stream: string; consumer: string }, count: number) => {
    const sequences: number[] = [];
    for (let i = 0; i < count; i++) {
      const found = await next(of);
      await found?.message.ackAck();
      sequences.push(found?.sequence ?? 0);
    }
    return sequences;
  };
  const consumers = async () => {
    const nats = await outside.ready(5_000);
    return (await nats.jetstreamManager()).consumers;
  };

  it('get a durable consumer from now on, and say how far it is', async () => {
    await made(2);
    const reader = await register();
    expect(reader).toMatchObject({ name: 'lake', actions: [], revision: 1 });
    const [first = 0, second = 0] = await made(2);
    await eventually('it is behind', async () => (await stateOf(reader.id)).lagRecords >= 2n);
    const found: number[] = [];
    while (!found.includes(second)) found.push(...(await read(reader, 1)));
    expect(found).toEqual(expect.arrayContaining([first, second]));
    const state = await eventually('it has caught up', async () => {
      const now = await stateOf(reader.id);
      return now.lagRecords === 0n && now.acknowledgedThrough >= BigInt(second) && now;
    });
    expect(state.lastAcknowledgedAt).toBeDefined();
    expect(state.lagSeconds).toBe(0n);
  });

  it('get one action alone, from a sequence or a time', async () => {
    const sequences = await made(3);
    const [begin = 0] = sequences;
    await suite.attempt();
    const bySequence = await register({
      actions: ['CREATE_API_TOKEN'],
      fromSequence: BigInt(begin),
    });
    expect(await read(bySequence, 3)).toEqual(sequences);
    const byTime = await register({ since: timestampFromDate(new Date(0)) });
    expect(await read(byTime, 1)).toEqual([1]);
  });

  it('say how long the oldest record waits that is not acknowledged', async () => {
    const reader = await register();
    await made(1);
    await eventually('it is behind', async () => (await stateOf(reader.id)).lagRecords > 0n);
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`UPDATE audit_record SET recorded_at = recorded_at - interval '1 hour'`;
    await owner.close();
    expect(Number((await stateOf(reader.id)).lagSeconds)).toBeGreaterThanOrEqual(3_600);
  });

  it('go on where they were when their consumer, or the whole stream, is lost', async () => {
    const [begin = 0, ...rest] = await made(3);
    const reader = await register({ fromSequence: BigInt(begin) });
    expect(await read(reader, 1)).toEqual([begin]);
    await eventually(
      'it is written down',
      async () => (await stateOf(reader.id)).acknowledgedThrough === BigInt(begin),
    );
    await (await consumers()).delete(reader.stream, reader.consumer);
    await eventually('it is there again', () =>
      next(reader).then(
        (found) => found?.sequence === rest[0],
        () => false,
      ),
    );
    const nats = await outside.ready(5_000);
    await (await nats.jetstreamManager()).streams.delete(reader.stream);
    await eventually('it is there again, in a stream made anew', () =>
      next(reader).then(
        (found) => found?.sequence === rest[0],
        () => false,
      ),
    );
  });

  it('take their consumer with them when they are removed', async () => {
    const reader = await register();
    await expect(
      readers.removeReader({ id: reader.id, expectedRevisions: [7] }, caller()),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    await readers.removeReader({ id: reader.id, expectedRevisions: [1] }, caller());
    await expect(readers.getReader({ id: reader.id }, caller())).rejects.toMatchObject({
      code: 'not_found',
    });
    const api = await consumers();
    await eventually('it is gone', () =>
      api.info(reader.stream, reader.consumer).then(
        () => false,
        () => true,
      ),
    );
  });

  it('are on record', async () => {
    const cause = caller();
    await readers.registerReader({ name: 'lake' }, cause);
    const record = await eventually('it is recorded', async () =>
      (await suite.all()).find(({ requestId }) => requestId === cause.requestId),
    );
    expect(record).toMatchObject({
      actionName: 'CREATE_AUDIT_READER',
      actionParams: { dynamic: { input: { name: 'lake' } } },
    });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ actions: Array.from({ length: 51 }, (_, i) => `A${i}`) }, 'actions'],
  ])('are refused for %j', async (more, path) => {
    await expect(readers.registerReader({ name: 'lake', ...more }, caller())).rejects.toMatchObject(
      {
        code: 'bad_request',
        fields: [expect.objectContaining({ path })],
      },
    );
  });

  it.each(['x', '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10'])('are not found by %s', async (id) => {
    await expect(readers.getReader({ id }, caller())).rejects.toMatchObject({ code: 'not_found' });
    await expect(readers.removeReader({ id }, caller())).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
