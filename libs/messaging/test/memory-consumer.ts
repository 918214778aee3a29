import type { Checkpointed, ParkedEvent, Parking, Place } from '@margay/event-store';
import { ServiceError } from '@margay/contracts';
import type { Lease, Sql } from '@margay/event-store';
import type { ConsumedEvent, EventSink } from '../src/index.js';

/** A consumer's database in memory, with transactions, that a spec can make fail. */
export class MemoryConsumer implements Checkpointed, EventSink, Parking {
  /** Every effect that was committed: event ids in order. */
  effects: { readonly id: string; readonly position: number; readonly name: string }[] = [];
  place: Place | undefined;
  rows = new Map<number, ParkedEvent>();
  away = false;
  /** How often it was asked for while it was away. */
  missed = 0;
  /** Events whose effect fails. */
  poisoned: (event: ConsumedEvent) => boolean = () => false;
  /** Runs after the effect and before the commit. */
  beforeCommit: () => void = () => undefined;
  afterCommit: () => void = () => undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private led: Promise<void> = Promise.resolve();
  lose: () => void = () => undefined;

  async lead(signal: AbortSignal): Promise<Lease> {
    const before = this.led;
    let release: () => void = () => undefined;
    this.led = new Promise((resolve) => (release = resolve));
    const stop = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([before, stop]);
    // Whoever gives up waiting lets the next in line wait for the one before.
    if (signal.aborted) void before.then(release);
    signal.throwIfAborted();
    const lost = new AbortController();
    this.lose = () => lost.abort();
    return { lost: lost.signal, release: () => Promise.resolve(release()) };
  }

  position(): Promise<Place | undefined> {
    this.assertThere();
    return Promise.resolve(this.place);
  }

  commit(from: Place | undefined, to: Place, effect: (sql: Sql) => Promise<void>) {
    return this.transaction(async (sql) => {
      if (from?.epoch !== this.place?.epoch || from?.position !== this.place?.position)
        return false;
      this.place = to;
      await effect(sql);
      return true;
    });
  }

  hold(effect: (sql: Sql) => Promise<void>): Promise<void> {
    return this.transaction(effect);
  }

  apply(events: readonly ConsumedEvent[]): Promise<void> {
    for (const event of events) {
      if (this.poisoned(event)) throw new TypeError(`poison ${event.position}`);
      const { name } = event.data as unknown as { name: string };
      if (!this.effects.some(({ id }) => id === event.id))
        this.effects.push({ id: event.id, position: event.position, name });
    }
    return Promise.resolve();
  }

  blocked(_sql: Sql, streams: readonly string[]): Promise<ReadonlySet<string>> {
    const parked = new Set([...this.rows.values()].map(({ stream }) => stream));
    return Promise.resolve(new Set(streams.filter((stream) => parked.has(stream))));
  }

  park(_sql: Sql, events: readonly ParkedEvent[]): Promise<void> {
    for (const event of events) this.rows.set(event.position, event);
    return Promise.resolve();
  }

  remove(_sql: Sql, position: number): Promise<boolean> {
    return Promise.resolve(this.rows.delete(position));
  }

  clear(): Promise<void> {
    this.rows.clear();
    return Promise.resolve();
  }

  async first(stream: string): Promise<ParkedEvent | undefined> {
    return (await this.list(Infinity)).find((parked) => parked.stream === stream);
  }

  list(limit: number): Promise<readonly ParkedEvent[]> {
    const sorted = [...this.rows.values()].sort((a, b) => a.position - b.position);
    return Promise.resolve(sorted.slice(0, limit));
  }

  count(): Promise<number> {
    return Promise.resolve(this.rows.size);
  }

  private assertThere(): void {
    if (this.away) {
      this.missed++;
      throw new ServiceError('unavailable', 'The database is not available.');
    }
  }

  private transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const run = async () => {
      this.assertThere();
      const before = { effects: [...this.effects], place: this.place, rows: new Map(this.rows) };
      try {
        const result = await work(undefined as unknown as Sql);
        this.beforeCommit();
        this.assertThere();
        this.afterCommit();
        return result;
      } catch (error) {
        // What `afterCommit` throws is an answer that was lost: the commit stands.
        if (!(error instanceof LostAnswer)) Object.assign(this, before);
        throw error;
      }
    };
    const result = this.queue.then(run, run);
    this.queue = result.catch(() => undefined);
    return result;
  }
}

/** The database committed, but nobody heard. */
export class LostAnswer extends ServiceError {
  constructor() {
    super('unavailable', 'The database is not available.');
  }
}
