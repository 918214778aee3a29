import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { create, toBinary } from '@bufbuild/protobuf';
import { file_margay_tokens_v1_token_events, PulseSchema } from '@margay/contracts';
import { Health } from '@margay/observability';
import { eventually, testNats } from '@margay/testing';
import { Bus, MessagingModule, Watch, createService, eventTypes } from '../src/index.js';
import { pulseSubjectOf } from '../src/event-subjects.js';
import { MemoryLog, toWire } from './memory-log.js';

const PLACE = { epoch: '0e3f7c3e-6f5c-4c57-9d4e-8a2f0f3f1f10', position: 30 };

const types = eventTypes(file_margay_tokens_v1_token_events);

describe('a watch', () => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const setUp = async (staleMs = 5_000) => {
    const nats = testNats();
    const owner = new Bus({ ...nats, service: 'tokens' }).start();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    await Promise.all([owner.ready(10_000), bus.ready(10_000)]);
    const log = new MemoryLog();
    const app = await createService(
      MessagingModule.publishing({ useFactory: () => ({ log, toWire }) }),
      { bus: owner, health: new Health() },
    );
    cleanUps.push(
      () => owner.close(),
      () => bus.close(),
      () => app.close(),
    );
    const seen: number[] = [];
    const gaps: string[] = [];
    const watch = new Watch(bus, {
      owner: 'tokens',
      types,
      staleMs,
      onEvent: ({ position }) => seen.push(position),
      onGap: (reason) => gaps.push(reason),
    });
    watch.onApplicationBootstrap();
    cleanUps.push(() => watch.onModuleDestroy());
    await (await bus.ready()).flush();
    return { log, app, owner, watch, seen, gaps };
  };

  it('notices that the log went back before it has another name', async () => {
    const { owner, watch, gaps } = await setUp(60_000);
    const pulse = async (position: number) => {
      const { epoch } = PLACE;
      const data = toBinary(
        PulseSchema,
        create(PulseSchema, { epoch, position: BigInt(position) }),
      );
      (await owner.ready()).publish(pulseSubjectOf(owner, 'tokens'), data);
    };
    await pulse(30);
    await eventually('it is fresh', () => watch.isFresh);
    // One that was overtaken by an event is no sign of anything.
    await pulse(29);
    await eventually('it is there for a while', async () => {
      await pulse(30);
      await pulse(20);
      return gaps.length > 0;
    });
    expect(gaps).toEqual(['The log went back.']);
    expect(watch.place).toEqual({ ...PLACE, position: 20 });
  });

  it('sees events as they happen, and knows that it missed none', async () => {
    const { log, app, watch, seen, gaps } = await setUp();
    expect(watch.isFresh).toBe(false);
    await app.listen();
    await eventually('it is fresh', () => watch.isFresh);
    await log.add(20);
    await eventually('it saw them', () => seen.length === 20);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    await sleep(1_200);
    expect(watch.isFresh).toBe(true);
    expect(gaps).toEqual([]);
    expect(watch.place).toEqual(await log.head());
  });

  it('begins where the log is, not at its start', async () => {
    const { log, app, watch, seen } = await setUp();
    await log.add(10);
    await app.listen();
    await eventually('it is fresh', () => watch.isFresh);
    seen.length = 0;
    await log.add(3);
    await eventually('it saw them', () => seen.length === 3);
    expect(seen).toEqual([11, 12, 13]);
  });

  it('is stale when the service falls silent, and says so once', async () => {
    const { app, watch, gaps } = await setUp(1_500);
    await app.listen();
    await eventually('it is fresh', () => watch.isFresh);
    await app.close();
    await eventually('it is stale', () => gaps.length > 0);
    expect(watch.isFresh).toBe(false);
    await sleep(500);
    expect(gaps).toEqual(['The service is silent.']);
  });

  it('is stale when events are promised but do not come', async () => {
    const { log, app, watch, gaps } = await setUp(1_500);
    await app.listen();
    await eventually('it is fresh', () => watch.isFresh);
    // Who waits for the lead now gets it before the relay can take it again, and does nothing.
    const lead = log.lead('relay', new AbortController().signal);
    log.lose();
    await lead;
    await log.add(1);
    await eventually('it is stale', () => gaps.length > 0);
    expect(gaps).toEqual(['Events are late.']);
  });

  it('notices missed events and another epoch', async () => {
    const { log, app, owner, watch, seen, gaps } = await setUp();
    await app.listen();
    await eventually('it is fresh', () => watch.isFresh);
    await log.add(2);
    await eventually('it saw them', () => seen.length === 2);
    const nats = await owner.ready();
    const forge = async (position: number, epoch: string) => {
      const { toEventMessage, sourceOf } = await import('../src/event-message.js');
      const { eventSubjectOf } = await import('../src/event-subjects.js');
      const [first] = await log.read(0, 1);
      if (!first) throw new Error('There is an event.');
      const wire = toWire(first);
      const recorded = { ...first, position };
      const message = toEventMessage(sourceOf('tokens', epoch), recorded, wire, 1_000_000);
      const subject = eventSubjectOf(owner, 'tokens', first.stream, wire.schema.typeName);
      nats.publish(subject, message.body, { headers: message.headers });
    };
    const { epoch } = await log.head();
    await forge(1, epoch);
    await forge(5, epoch);
    await eventually('a gap', () => gaps.length === 1);
    expect(watch.isFresh).toBe(false);
    await forge(6, 'another');
    await eventually('another epoch', () => gaps.length === 2);
    expect(gaps).toEqual(['Events were missed.', 'The log began a new epoch.']);
    expect(seen).toEqual([1, 2, 5, 6]);
  });
});
