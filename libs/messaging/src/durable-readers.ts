import { AckPolicy, type ConsumerInfo, DeliverPolicy, nanos } from 'nats';
import type { Bus } from './connection.js';
import { isMissing, managerOf } from './event-stream.js';
import type { NumberedStreamOptions } from './numbered-stream.js';

const READY_MS = 2_000;
const ACK_WAIT_MS = 30_000;
/** Delivered and not acknowledged. */
const IN_WORK_MAX = 1_000;

export interface ReaderOptions {
  /** Last parts of subjects, any of them; empty: all. Several need a server of 2.10 or later. */
  readonly topics: readonly string[];
  /** The first number to be read. */
  readonly from: number;
}

/** How a reader is doing. */
export interface ReaderState {
  /** It has acknowledged everything that is for it up to this number. */
  readonly acknowledged: number;
  /** What is for it and not acknowledged yet. */
  readonly left: number;
  readonly lastAcknowledgedAt: Date | undefined;
}

/** Durable pull consumers of a numbered stream, for programs that are none of ours. */
export class DurableReaders {
  constructor(
    private readonly bus: Bus,
    private readonly options: Pick<NumberedStreamOptions, 'name' | 'subject'>,
  ) {}

  /** What a reader connects to. */
  get stream(): string {
    return this.bus.stream(this.options.name);
  }

  /** @returns undefined if it, or its stream, is not there */
  async state(name: string): Promise<ReaderState | undefined> {
    const { consumers } = await this.manager();
    const found = await consumers.info(this.stream, name).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    return found && stateOf(found);
  }

  /** Makes it. @returns false if its stream is not there */
  async make(name: string, { topics, from }: ReaderOptions): Promise<boolean> {
    const { consumers } = await this.manager();
    const [first, ...more] = topics.map((topic) =>
      this.bus.subject(`${this.options.subject}.${topic}`),
    );
    try {
      await consumers.add(this.stream, {
        durable_name: name,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_WAIT_MS),
        max_ack_pending: IN_WORK_MAX,
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: from,
        ...(first === undefined
          ? {}
          : more.length === 0
            ? { filter_subject: first }
            : { filter_subjects: [first, ...more] }),
      });
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** Also if it is not there. */
  async remove(name: string): Promise<void> {
    const { consumers } = await this.manager();
    await consumers.delete(this.stream, name).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  /** Names that begin like this; none while the stream is not there. */
  async names(prefix: string): Promise<readonly string[]> {
    const { consumers } = await this.manager();
    const names: string[] = [];
    try {
      for await (const { name } of consumers.list(this.stream))
        if (name.startsWith(prefix)) names.push(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return names;
  }

  /** Whether one reader can have several topics. */
  async allowsSeveralTopics(): Promise<boolean> {
    const nats = await this.bus.ready(READY_MS);
    const [major = 0, minor = 0] = (nats.info?.version ?? '').split('.').map(Number);
    return major > 2 || (major === 2 && minor >= 10);
  }

  private async manager() {
    return managerOf(await this.bus.ready(READY_MS));
  }
}

const stateOf = ({ ack_floor, num_pending, num_ack_pending }: ConsumerInfo): ReaderState => ({
  acknowledged: ack_floor.stream_seq,
  left: num_pending + num_ack_pending,
  lastAcknowledgedAt:
    typeof ack_floor.last_active === 'string' ? new Date(ack_floor.last_active) : undefined,
});
