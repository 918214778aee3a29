import { ServiceError } from '@margay/contracts';
import type { Append, AppendOutcome } from './event-store.js';

/** Most events of one commit. */
const BATCH_EVENTS = 512;
/** Most appends that wait. Beyond it callers are refused at once. */
const QUEUE_LIMIT = 8_192;

/** Writes appends in one commit, each with its own outcome, in their order. All or none are durable. */
export type Commit<Item extends Append = Append> = (
  batch: readonly Item[],
) => Promise<readonly AppendOutcome[]>;

interface Waiting<Item extends Append> {
  readonly append: Item;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

const hasTags = ({ unless, events }: Append): boolean =>
  unless !== undefined || events.some(({ tags }) => tags?.length);

/**
 * Group commit: appends that arrive while a commit is under way are written together in the next.
 *
 * A batch holds at most one append of a stream, in the order of arrival, so that each is judged on
 * what the one before left; an append with tags goes alone for the same reason.
 */
export class Coalescer<Item extends Append> {
  private queue: Waiting<Item>[] = [];
  private running = false;

  constructor(private readonly commit: Commit<Item>) {}

  submit(append: Item): Promise<AppendOutcome> {
    if (this.queue.length >= QUEUE_LIMIT)
      return Promise.reject(new ServiceError('unavailable', 'Too many writes are waiting.'));
    return new Promise((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
      if (this.running) return;
      this.running = true;
      // A turn of the event loop lets the callers that were just answered join the next commit.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    const batch = this.take();
    try {
      const outcomes = await this.commit(batch.map(({ append }) => append));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('The commit gave fewer outcomes than it had appends.'));
      });
    } catch (error) {
      if (batch.length > 1 && !(error instanceof ServiceError)) this.isolate(batch);
      else for (const { reject } of batch) reject(error);
    }
    if (this.queue.length > 0) setImmediate(() => void this.run());
    else this.running = false;
  }

  /** One append that the database refuses must not take the others down: each is tried alone. */
  private isolate(batch: readonly Waiting<Item>[]): void {
    this.alone = new Set([...this.alone, ...batch]);
    this.queue = [...batch, ...this.queue];
  }

  private alone: ReadonlySet<Waiting<Item>> = new Set();

  private take(): Waiting<Item>[] {
    const first = this.queue[0];
    if (!first) return [];
    if (this.alone.has(first)) {
      this.alone = new Set([...this.alone].filter((waiting) => waiting !== first));
      return [this.queue.shift() ?? first];
    }
    const batch: Waiting<Item>[] = [];
    const left: Waiting<Item>[] = [];
    const streams = new Set<string>();
    let events = 0;
    let closed = false;
    for (const waiting of this.queue) {
      const { append } = waiting;
      const fits =
        !closed &&
        !streams.has(append.stream) &&
        events + append.events.length <= BATCH_EVENTS &&
        (batch.length === 0 || !hasTags(append));
      // Whatever comes later on a stream stays behind what waits for it.
      streams.add(append.stream);
      if (!fits) {
        left.push(waiting);
        continue;
      }
      batch.push(waiting);
      events += append.events.length;
      closed = hasTags(append) || events >= BATCH_EVENTS;
    }
    this.queue = left;
    return batch;
  }
}
