import { setTimeout as sleep } from 'node:timers/promises';
import { create } from '@bufbuild/protobuf';
import { describedEvent, TokenCreatedSchema } from '@margay/contracts';
import { idOf, type PostgresEventStore, type Recorded } from '@margay/event-store';
import { Bus, Relay } from '@margay/messaging';
import type { NatsConnection } from 'nats';
import type { Check } from '../benchmark.js';
import { rate } from '../rounds.js';
import type { SampleEvent } from './sample-event.js';

const SERVICE = 'tokens';
const STREAM = 'EVENTS_TOKENS';
const READY_MS = 10_000;
const DRAIN_MS = 120_000;
const LOOK_EVERY_MS = 10;
const PAGE = 500;

/** As the tokens service shows its events to others. */
const toWire = ({ stream, event: { grant } }: Recorded<SampleEvent>) =>
  describedEvent(
    create(TokenCreatedSchema, {
      tokenId: idOf(stream),
      name: grant.name,
      permissions: [...grant.permissions],
      allowedCidrBlocks: [...grant.allowedCidrBlocks],
    }),
  );

/** A log and the stream that its relay fills. */
export class RelayedLog {
  private constructor(
    private readonly bus: Bus,
    private readonly nats: NatsConnection,
    private readonly log: PostgresEventStore<SampleEvent>,
  ) {}

  static async on(url: string, log: PostgresEventStore<SampleEvent>): Promise<RelayedLog> {
    const bus = new Bus({ servers: [url], service: SERVICE }).start();
    return new RelayedLog(bus, await bus.ready(READY_MS), log);
  }

  get serverVersion(): string {
    return this.nats.info?.version ?? '';
  }

  /** Relays what the stream does not have yet, from the start of the relay to its last event. @returns events per second */
  async drain(): Promise<number> {
    const { position } = await this.log.head();
    const backlog = position - (await this.lastSequence());
    const relay = new Relay(this.bus, { log: this.log, toWire });
    try {
      return await rate(backlog, async () => {
        relay.onApplicationBootstrap();
        const deadline = Date.now() + DRAIN_MS;
        while ((await this.lastSequence()) < position) {
          if (Date.now() > deadline) throw new Error('The relay did not come to an end.');
          await sleep(LOOK_EVERY_MS);
        }
      });
    } finally {
      await relay.onModuleDestroy();
    }
  }

  /** Sets every message of the stream against the event of the same position. */
  async compare(): Promise<Check> {
    const { position: head } = await this.log.head();
    const consumer = await this.nats.jetstream().consumers.get(STREAM);
    const messages = await consumer.consume({ max_messages: PAGE });
    let same = 0;
    let expected: readonly Recorded<SampleEvent>[] = [];
    for await (const { seq, headers } of messages) {
      const at = (seq - 1) % PAGE;
      if (at === 0) expected = await this.log.read(seq - 1, PAGE);
      const event = expected[at];
      const isSame =
        event?.position === seq &&
        headers?.get('ce-sequence') === String(seq) &&
        headers.get('ce-id') === event.id;
      if (isSame) same++;
      if (seq >= head) break;
    }
    await messages.close();
    const last = await this.lastSequence();
    return {
      what: 'the sequence in the stream is the position in the log',
      holds: same === head && last === head,
      detail: `${same} of ${head} events, one by one; the last sequence is ${last}`,
    };
  }

  close(): Promise<void> {
    return this.bus.close();
  }

  private async lastSequence(): Promise<number> {
    const manager = await this.nats.jetstreamManager({ checkAPI: false });
    try {
      return (await manager.streams.info(STREAM)).state.last_seq;
    } catch (error) {
      // Before the first relay there is no stream.
      if (error instanceof Error && /stream not found/.test(error.message)) return 0;
      throw error;
    }
  }
}
