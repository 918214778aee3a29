import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { file_margay_tokens_v1_token_events } from '@margay/contracts';
import { Health, metrics } from '@margay/observability';
import { eventually, startOwnNats, testNats } from '@margay/testing';
import {
  Bus,
  BusClient,
  EVENT_SOURCE,
  EventLogController,
  type EventSink,
  MessagingModule,
  Relay,
  Subscription,
  createService,
  eventTypes,
} from '../src/index.js';
import { eventStreamOf } from '../src/event-subjects.js';
import { managerOf } from '../src/event-stream.js';
import { LostAnswer, MemoryConsumer } from './memory-consumer.js';
import { MemoryLog, toWire } from './memory-log.js';

const types = eventTypes(file_margay_tokens_v1_token_events);

/** How often consumers found more in a stream than its log holds. */
const refusals = async (): Promise<number> => {
  const { values = [] } =
    (await metrics.getSingleMetric('margay_consumer_ahead_total')?.get()) ?? {};
  return values.reduce((sum, { value }) => sum + value, 0);
};

describe('a consumer of events', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const setUp = async (nats = testNats()) => {
    const log = new MemoryLog();
    const owner = new Bus({ ...nats, service: 'tokens' }).start();
    const bus = new Bus({ ...nats, service: 'audit' }).start();
    await Promise.all([owner.ready(10_000), bus.ready(10_000)]);
    cleanUps.push(() => Promise.all([owner.close(), bus.close()]));
    const serve = async () => {
      const app = await createService(
        MessagingModule.publishing({ useFactory: () => ({ log, toWire }) }),
        { bus: owner, health: new Health() },
      );
      await app.listen();
      cleanUps.push(() => app.close());
      return app;
    };
    const consumer = new MemoryConsumer();
    const subscribe = (options: Partial<{ types: typeof types; sink: EventSink }> = {}) => {
      const subscription = new Subscription(bus, new BusClient(bus), {
        name: 'audit-log',
        owner: 'tokens',
        types,
        checkpoint: consumer,
        parking: consumer,
        sink: consumer,
        ...options,
      });
      subscription.onApplicationBootstrap();
      cleanUps.push(() => subscription.onModuleDestroy());
      return subscription;
    };
    const caughtUp = (count: number) =>
      eventually(`the consumer is at ${count}`, () => consumer.place?.position === count);
    const allOnceInOrder = async () => {
      const events = await log.read(0, 100_000);
      expect(consumer.effects.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    };
    return { log, owner, bus, serve, consumer, subscribe, caughtUp, allOnceInOrder };
  };

  it('lets every event have its effect once and in order', async () => {
    const { log, serve, subscribe, caughtUp, allOnceInOrder } = await setUp();
    await log.add(700);
    await serve();
    subscribe();
    await caughtUp(700);
    await log.add(30);
    await caughtUp(730);
    await allOnceInOrder();
  });

  it('shows events to its sink as soon as they arrive, and gets on with them if that fails', async () => {
    const { log, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    const seen = new Set<number>();
    const sink: EventSink = {
      prepare: ({ position }) => {
        seen.add(position);
        if (position % 3 === 0) throw new TypeError('It cannot be prepared.');
      },
      apply: (events) => consumer.apply(events),
    };
    await serve();
    await log.add(60);
    subscribe({ sink });
    await caughtUp(60);
    await log.add(30);
    await caughtUp(90);
    await allOnceInOrder();
    expect(seen.size).toBeGreaterThan(0);
  });

  it('goes on at its checkpoint, whichever process consumes', async () => {
    const { log, serve, subscribe, consumer, caughtUp, allOnceInOrder } = await setUp();
    await serve();
    const first = subscribe();
    subscribe();
    await log.add(40);
    await caughtUp(40);
    consumer.lose();
    await log.add(40);
    await caughtUp(80);
    await first.onModuleDestroy();
    await log.add(40);
    await caughtUp(120);
    await allOnceInOrder();
  });

  it('has no effect twice when the answer of a commit was lost', async () => {
    const { log, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    let lost = 0;
    consumer.afterCommit = () => {
      if (lost++ % 2 === 0) throw new LostAnswer();
    };
    await serve();
    subscribe();
    for (let n = 1; n <= 5; n++) {
      await log.add(20);
      await caughtUp(20 * n);
    }
    await allOnceInOrder();
    expect(lost).toBeGreaterThan(1);
  });

  it('waits for its database without parking anything', async () => {
    const { log, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    await serve();
    subscribe();
    await log.add(10);
    await caughtUp(10);
    consumer.away = true;
    await log.add(10);
    // More often than an event that fails by itself is tried.
    await eventually('it was tried again and again', () => consumer.missed > 4);
    consumer.away = false;
    await caughtUp(20);
    await allOnceInOrder();
    expect(consumer.rows.size).toBe(0);
  });

  it('parks an event that keeps failing with what follows in its stream, and no other', async () => {
    const { log, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    consumer.poisoned = ({ position }) => position === 3;
    await serve();
    const { parked } = subscribe();
    await log.add(21);
    await caughtUp(21);
    const rows = await parked.list(10);
    expect(rows.map(({ position, stream, attempts }) => [position, stream, attempts])).toEqual([
      [3, 'token-2', 3],
      [10, 'token-2', 0],
      [17, 'token-2', 0],
    ]);
    expect(rows[0]?.reason).toBe('poison 3');
    expect(consumer.effects).toHaveLength(18);

    await expect(parked.replay('token-2')).rejects.toMatchObject({ code: 'unprocessable' });
    expect((await parked.list(1))[0]?.attempts).toBe(4);
    consumer.poisoned = () => false;
    expect(await parked.replay('token-2')).toBe(3);
    expect(consumer.rows.size).toBe(0);
    expect(consumer.effects.slice(-3).map(({ position }) => position)).toEqual([3, 10, 17]);
    await log.add(7);
    await caughtUp(28);
    expect(consumer.effects).toHaveLength(28);
    await expect(allOnceInOrder()).rejects.toThrow();
  });

  it('skips a parked event when told, and replays those behind it', async () => {
    const { log, serve, consumer, subscribe, caughtUp } = await setUp();
    consumer.poisoned = ({ position }) => position === 1;
    await serve();
    const { parked } = subscribe();
    await log.add(8);
    await caughtUp(8);
    await expect(parked.skip('token-0', 8)).rejects.toMatchObject({ code: 'conflict' });
    expect(await parked.skip('token-0', 1)).toMatchObject({ position: 1 });
    expect(await parked.replay('token-0')).toBe(1);
    expect(consumer.effects).toHaveLength(7);
  });

  it('parks what it cannot read, and reads it once it knows the type', async () => {
    const { log, serve, consumer, subscribe, caughtUp } = await setUp();
    await serve();
    const old = subscribe({ types: eventTypes() });
    await log.add(7);
    await caughtUp(7);
    expect(consumer.rows.size).toBe(7);
    await old.onModuleDestroy();
    const { parked } = subscribe();
    expect(await parked.replay('token-0')).toBe(1);
    expect(consumer.effects).toHaveLength(1);
  });

  it('reads the log of the owner when there is no stream', async () => {
    const { log, owner, subscribe, caughtUp, allOnceInOrder } = await setUp();
    const app = await createService(
      {
        module: class {},
        controllers: [EventLogController],
        providers: [{ provide: EVENT_SOURCE, useValue: { log, toWire } }],
      },
      { bus: owner, health: new Health() },
    );
    cleanUps.push(() => app.close());
    subscribe();
    await log.add(1_200);
    await app.listen();
    await caughtUp(1_200);
    await log.add(20);
    await caughtUp(1_220);
    await allOnceInOrder();
  });

  it('fills holes from the owner', async () => {
    const { log, bus, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    await serve();
    const subscription = subscribe();
    await log.add(10);
    await caughtUp(10);
    await subscription.onModuleDestroy();
    await log.add(1_500);
    // The durable starts far behind the checkpoint, so the first message shows a hole.
    const { consumers } = await managerOf(await bus.ready());
    await eventually('the stream has them', async () => {
      const info = await consumers.info(eventStreamOf(bus, 'tokens'), 'audit-log');
      // A request of the consumer that has stopped may still have been given some.
      return info.num_pending + info.num_ack_pending === 1_500;
    });
    consumer.place = { ...(consumer.place as { epoch: string }), position: 5 };
    consumer.effects.length = 5;
    subscribe();
    await caughtUp(1_510);
    await allOnceInOrder();
  });

  it('reads a new epoch from its start and repeats no effect', async () => {
    const { log, serve, consumer, subscribe, caughtUp } = await setUp();
    await serve();
    subscribe();
    await log.add(30);
    await caughtUp(30);
    const before = [...consumer.effects];
    // Who restores a database breaks the connections to it, and with them the lead.
    log.lose();
    log.truncate(20);
    await log.newEpoch();
    await log.add(15, 'new');
    const { epoch } = await log.head();
    await eventually(
      'the new epoch is read',
      () => consumer.place?.epoch === epoch && consumer.place.position === 35,
    );
    expect(consumer.effects.slice(0, 30)).toEqual(before);
    expect(consumer.effects.slice(30).map(({ name }) => name)).toEqual(
      Array.from({ length: 15 }, (_, n) => `new${n}`),
    );
  });

  it('takes nothing of a stream that is ahead of a restored log, and then reads the log', async () => {
    const { log, bus, owner, serve, consumer, subscribe, caughtUp, allOnceInOrder } = await setUp();
    await log.add(30);
    const before = await serve();
    const stopped = subscribe();
    await caughtUp(30);
    const { consumers } = await managerOf(await bus.ready());
    await eventually('the server knows of it', async () => {
      const { ack_floor } = await consumers.info(eventStreamOf(bus, 'tokens'), 'audit-log');
      return ack_floor.stream_seq === 30;
    });
    await stopped.onModuleDestroy();
    await before.close();
    // Both come back from a backup; the stream does not, and nobody has looked at it yet.
    log.truncate(20);
    consumer.effects.length = 20;
    consumer.place = { ...(consumer.place as { epoch: string }), position: 20 };
    const app = await createService(
      {
        module: class {},
        controllers: [EventLogController],
        providers: [{ provide: EVENT_SOURCE, useValue: { log, toWire } }],
      },
      { bus: owner, health: new Health() },
    );
    await app.listen();
    const refused = await refusals();
    subscribe();
    await eventually('the stream was not believed', async () => (await refusals()) > refused);
    expect(consumer.effects).toHaveLength(20);

    await log.add(15, 'new');
    const relay = new Relay(owner, { log, toWire });
    relay.onApplicationBootstrap();
    cleanUps.push(() => relay.onModuleDestroy());
    await caughtUp(35);
    await allOnceInOrder();
    expect(consumer.place?.epoch).toBe((await log.head()).epoch);
    await app.close();
  });

  it('survives kill -9 of the server and the loss of its whole store', async () => {
    const server = await startOwnNats();
    cleanUps.push(() => server.stop());
    const { log, serve, subscribe, caughtUp, allOnceInOrder } = await setUp({
      servers: [server.url],
      namespace: 'own',
    });
    await serve();
    subscribe();
    await log.add(100);
    await caughtUp(100);
    await server.kill9();
    await log.add(100);
    await server.restart();
    await caughtUp(200);
    await server.kill9();
    await rm(server.storeDirectory, { recursive: true });
    await log.add(100);
    await server.restart();
    await caughtUp(300);
    await log.add(100);
    await caughtUp(400);
    await allOnceInOrder();
  }, 60_000);
});
