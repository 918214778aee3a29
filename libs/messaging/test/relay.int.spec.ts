import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, startOwnNats, testNats } from '@margay/testing';
import { Bus, Relay } from '../src/index.js';
import { eventStreamOf } from '../src/event-subjects.js';
import { identityOf } from '../src/event-message.js';
import { managerOf } from '../src/event-stream.js';
import { MemoryLog, toWire } from './memory-log.js';

describe('a relay', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const busOn = async (nats = testNats()) => {
    const bus = new Bus({ ...nats, service: 'tokens' }).start();
    await bus.ready(10_000);
    cleanUps.push(() => bus.close());
    return bus;
  };
  const relayOf = (bus: Bus, log: MemoryLog) => {
    const relay = new Relay(bus, { log, toWire });
    relay.onApplicationBootstrap();
    cleanUps.push(() => relay.onModuleDestroy());
    return relay;
  };
  const lastOf = async (bus: Bus) =>
    (await (await managerOf(await bus.ready())).streams.info(eventStreamOf(bus, 'tokens'))).state;
  const arrived = (bus: Bus, count: number) =>
    eventually(`${count} events in the stream`, async () => {
      const { last_seq, messages } = await lastOf(bus);
      return last_seq === count && messages === count;
    });
  const sameAsLog = async (bus: Bus, log: MemoryLog) => {
    const manager = await managerOf(await bus.ready());
    const stream = eventStreamOf(bus, 'tokens');
    const { epoch } = await log.head();
    for (const { position, id } of await log.read(0, 10_000)) {
      const { header } = await manager.streams.getMessage(stream, { seq: position });
      expect(identityOf(header)).toMatchObject({ id, source: `margay/tokens/${epoch}` });
    }
  };

  it('gives every event the sequence of its position', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    await log.add(600);
    relayOf(bus, log);
    await arrived(bus, 600);
    await log.add(50);
    await arrived(bus, 650);
    await sameAsLog(bus, log);
  });

  it('goes on where another stopped, and stores nothing twice', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    await log.add(20);
    const first = relayOf(bus, log);
    await arrived(bus, 20);
    await first.onModuleDestroy();
    await log.add(20);
    relayOf(bus, log);
    await arrived(bus, 40);
    await sameAsLog(bus, log);
  });

  it('stands by while another leads, and takes over when that one lost its lead', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    relayOf(bus, log);
    relayOf(bus, log);
    await log.add(30);
    await arrived(bus, 30);
    log.lose();
    await log.add(30);
    await arrived(bus, 60);
    await sameAsLog(bus, log);
  });

  it('fills a stream that was deleted', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    relayOf(bus, log);
    await log.add(30);
    await arrived(bus, 30);
    const { epoch } = await log.head();
    await (await managerOf(await bus.ready())).streams.delete(eventStreamOf(bus, 'tokens'));
    await arrived(bus, 30);
    await sameAsLog(bus, log);
    expect((await log.head()).epoch).toBe(epoch);
  });

  it('begins a new epoch when the log went back', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    await log.add(30);
    relayOf(bus, log);
    await arrived(bus, 30);
    const { epoch } = await log.head();
    log.truncate(20);
    await log.add(5, 'other');
    await arrived(bus, 25);
    await eventually('a new epoch', async () => (await log.head()).epoch !== epoch);
    await arrived(bus, 25);
    await sameAsLog(bus, log);
  });

  it('makes the stream anew when the log has begun a new epoch', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    await log.add(30);
    relayOf(bus, log);
    await arrived(bus, 30);
    await log.newEpoch();
    const { epoch } = await log.head();
    await eventually('the stream is of the new epoch', async () => {
      const manager = await managerOf(await bus.ready());
      const stored = await manager.streams
        .getMessage(eventStreamOf(bus, 'tokens'), { seq: 30 })
        .catch(() => undefined);
      return identityOf(stored?.header).source === `margay/tokens/${epoch}`;
    });
    await sameAsLog(bus, log);
  });

  it('sends an event that is too large without its data', async () => {
    const bus = await busOn();
    const log = new MemoryLog();
    relayOf(bus, log);
    await log.add(1, 'large');
    await log.add(1);
    await arrived(bus, 2);
    await sameAsLog(bus, log);
  });

  it('survives kill -9 of the server under load, and the loss of its whole store', async () => {
    const server = await startOwnNats();
    cleanUps.push(() => server.stop());
    const bus = await busOn({ servers: [server.url], namespace: 'own' });
    const log = new MemoryLog();
    relayOf(bus, log);
    const adding = (async () => {
      for (let n = 0; n < 40; n++) {
        await log.add(50);
        await sleep(10);
      }
    })();
    await eventually('it runs', async () => (await lastOf(bus)).last_seq > 100);
    await server.kill9();
    await server.restart();
    await adding;
    await arrived(bus, 2_000);
    await sameAsLog(bus, log);

    await server.kill9();
    await rm(server.storeDirectory, { recursive: true });
    await server.restart();
    await arrived(bus, 2_000);
    await sameAsLog(bus, log);
  }, 60_000);
});
