import { Logger } from '@nestjs/common';
import {
  DiscardPolicy,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
  nanos,
} from 'nats';
import type { Bus } from './connection.js';
import { identityOf } from './event-message.js';
import { eventStreamOf, eventSubjectsOf } from './event-subjects.js';
import { withCopies } from './stream-copies.js';

/** JetStream's error codes. */
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;
const NO_MESSAGE = 10037;
const OTHER_CONFIGURATION = 10058;

const codeOf = (error: unknown): number | undefined =>
  error instanceof NatsError ? error.jsError()?.err_code : undefined;

export const isMissing = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === STREAM_NOT_FOUND || code === CONSUMER_NOT_FOUND || code === NO_MESSAGE;
};

const API_TIMEOUT_MS = 2_000;

/**
 * The sequence refuses a duplicate for ever; a window of ids would only cost the server memory.
 * It is as short as is useful to people who publish by hand.
 */
const DUPLICATE_WINDOW_MS = 1_000;

/** JetStream's administration. Asks for nothing that a restricted login might not be allowed. */
export const managerOf = (nats: NatsConnection): Promise<JetStreamManager> =>
  nats.jetstreamManager({ checkAPI: false, timeout: API_TIMEOUT_MS });

/** The JetStream stream of one service's events, as its relay sees it. */
export class EventStream {
  readonly name: string;
  private readonly logger: Logger;

  constructor(
    private readonly bus: Bus,
    private readonly service: string,
  ) {
    this.name = eventStreamOf(bus, service);
    this.logger = new Logger(`stream ${this.name}`);
  }

  /** Makes the stream if it is not there, with the copies that it should have. @returns its last sequence */
  async declare(manager: JetStreamManager): Promise<number> {
    const found = await manager.streams.info(this.name).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const stream = found ? await withCopies(this.bus, manager, found) : await this.create(manager);
    return stream.state.last_seq;
  }

  /** @returns the last sequence, or `undefined` if the stream is gone */
  async lastSequence(manager: JetStreamManager): Promise<number | undefined> {
    try {
      return (await manager.streams.info(this.name)).state.last_seq;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Id and source of the event under a sequence, or `undefined` if there is none. */
  async eventAt(manager: JetStreamManager, seq: number) {
    try {
      return identityOf((await manager.streams.getMessage(this.name, { seq })).header);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Throws the stream away and makes it anew, empty. What it held is published again from the log. */
  async recreate(manager: JetStreamManager): Promise<void> {
    await manager.streams.delete(this.name).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await this.create(manager);
  }

  private async create(manager: JetStreamManager): Promise<StreamInfo> {
    this.logger.log('Creating the stream.');
    const config = {
      name: this.name,
      subjects: [eventSubjectsOf(this.bus, this.service)],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      storage: StorageType.File,
      num_replicas: this.bus.replicas,
      duplicate_window: nanos(DUPLICATE_WINDOW_MS),
      deny_delete: true,
      deny_purge: true,
      allow_rollup_hdrs: false,
    };
    try {
      return await manager.streams.add(config);
    } catch (error) {
      if (codeOf(error) !== OTHER_CONFIGURATION) throw error;
      this.logger.warn('The stream exists with another configuration, which is kept.');
      return manager.streams.info(this.name);
    }
  }
}
