import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type OwnNats, startOwnNatsCluster } from '@margay/testing';
import { Bus, NumberedStream, Relay, WorkQueue } from '../src/index.js';
import { eventStreamOf } from '../src/event-subjects.js';
import { identityOf } from '../src/event-message.js';
import { managerOf } from '../src/event-stream.js';
import { MemoryLog, toWire } from './memory-log.js';

describe('a cluster of three servers', () => {
  let servers: readonly OwnNats[];
  let spec = 0;
  const cleanUps: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    servers = await startOwnNatsCluster();
  }, 60_000);
  afterAll(() => Promise.all(servers.map((server) => server.stop())));
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const namespaced = () => {
    const namespace = `cluster${spec++}`;
    return async (replicas: number) => {
      const urls = servers.map(({ url }) => url);
      const bus = new Bus({ servers: urls, namespace, replicas, service: 'tokens' }).start();
      cleanUps.push(() => bus.close());
      await bus.ready(10_000);
      return bus;
    };
  };
  const infoOf = async (bus: Bus, stream: string) =>
    (await managerOf(await bus.ready(5_000))).streams.info(stream);
  const relayOf = (bus: Bus, log: MemoryLog) => {
    const relay = new Relay(bus, { log, toWire });
    relay.onApplicationBootstrap();
    cleanUps.push(() => relay.onModuleDestroy());
    return relay;
  };
  const arrived = (bus: Bus, count: number) =>
    eventually(
      `${count} events in the stream`,
      async () => {
        const info = await infoOf(bus, eventStreamOf(bus, 'tokens')).catch(() => undefined);
        return info?.state.last_seq === count && info.state.messages === count;
      },
      30_000,
    );
  /** A server that is back is of use once it has caught up: before that, the next one must not fail. */
  const whole = (bus: Bus) =>
    eventually(
      'every copy is up to date',
      async () => {
        const info = await infoOf(bus, eventStreamOf(bus, 'tokens')).catch(() => undefined);
        const copies = info?.cluster?.replicas ?? [];
        return copies.length === 2 && copies.every(({ current, offline }) => current && !offline);
      },
      30_000,
    );
  const sameAsLog = async (bus: Bus, log: MemoryLog) => {
    const manager = await managerOf(await bus.ready());
    for (const { position, id } of await log.read(0, 10_000)) {
      const { header } = await manager.streams.getMessage(eventStreamOf(bus, 'tokens'), {
        seq: position,
      });
      expect(identityOf(header).id).toBe(id);
    }
  };

  it('stores every event once under its position while each server is killed in turn', async () => {
    const bus = await namespaced()(3);
    const log = new MemoryLog();
    relayOf(bus, log);
    await log.add(100);
    await arrived(bus, 100);
    let head = 100;
    for (const server of servers) {
      await whole(bus);
      const killed = server.kill9();
      try {
        for (let n = 0; n < 5; n++) await log.add(20);
        await killed;
        await arrived(bus, (head += 100));
      } finally {
        await server.restart();
      }
    }
    await sameAsLog(bus, log);
    const { cluster, config } = await infoOf(bus, eventStreamOf(bus, 'tokens'));
    expect(config.num_replicas).toBe(3);
    expect(cluster?.replicas).toHaveLength(2);
  }, 240_000);

  it('brings a stream of events to another number of copies and back, and loses none', async () => {
    const open = namespaced();
    const log = new MemoryLog();
    for (const [turn, replicas] of [1, 3, 1].entries()) {
      const bus = await open(replicas);
      const relay = relayOf(bus, log);
      await log.add(50);
      await arrived(bus, 50 * (turn + 1));
      await relay.onModuleDestroy();
      const { config } = await infoOf(bus, eventStreamOf(bus, 'tokens'));
      expect(config.num_replicas).toBe(replicas);
      await sameAsLog(bus, log);
    }
  }, 60_000);

  it('does the same for queues and numbered streams, with what is in them', async () => {
    const open = namespaced();
    const queueOn = (bus: Bus) =>
      new WorkQueue(bus, {
        name: 'WORK',
        subject: 'work',
        bytesMax: 1_000_000,
        ageMaxMs: 60_000,
        duplicateWindowMs: 1_000,
      });
    const numberedOn = (bus: Bus) =>
      new NumberedStream(bus, { name: 'NUMBERS', subject: 'numbers' });
    for (const [turn, replicas] of [1, 3].entries()) {
      const bus = await open(replicas);
      const [queue, numbers] = [queueOn(bus), numberedOn(bus)];
      cleanUps.push(() => Promise.resolve(queue.close()));
      await eventually('the queue is there', () =>
        queue.declare().then(
          () => true,
          () => false,
        ),
      );
      await eventually('it takes work', () =>
        queue.put('a', `id-${turn}`, Buffer.from('x')).then(
          () => true,
          () => false,
        ),
      );
      await eventually('the numbers are there', () =>
        numbers.last().then(
          (last) => last === turn,
          () => false,
        ),
      );
      // A new leader of a stream takes a moment to be found.
      await eventually('it takes a number', async () => {
        await numbers.publish(turn + 1, [{ text: `${turn}`, id: `n${turn}` }]);
        return true;
      });
      expect((await queue.state()).messages).toBe(turn + 1);
      for (const name of ['WORK', 'NUMBERS'])
        expect((await infoOf(bus, bus.stream(name))).config.num_replicas).toBe(replicas);
    }
  }, 60_000);
});
