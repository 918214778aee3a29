import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@margay/contracts';
import { Logger } from '@nestjs/common';
import type { Database } from './database.js';
import type { Fact, Recorded } from './decider.js';
import { type Generation, Generations, tableOf } from './generations.js';
import type { PostgresEventStore } from './postgres-event-store.js';
import type { Projection } from './projection.js';
import type { Sql } from './sql.js';
import { Wakeable } from './wakeable.js';

const BATCH = 500;
/** Appends of this process wake the projector; those of others are found by asking. */
const POLL_MS = 250;
/** How long a read waits for the projection before it is refused. */
const FRESH_WITHIN_MS = 2_000;
const RETRY_MS = { least: 50, most: 1_000 } as const;

/** Cuts a batch so that no part has two events of one stream, keeping the order. */
export function* partsOf<Event extends Fact>(
  events: readonly Recorded<Event>[],
): Generator<readonly Recorded<Event>[]> {
  let part: Recorded<Event>[] = [];
  let streams = new Set<string>();
  for (const event of events) {
    if (streams.has(event.stream)) {
      yield part;
      part = [];
      streams = new Set();
    }
    part.push(event);
    streams.add(event.stream);
  }
  if (part.length > 0) yield part;
}

/** Keeps a projection's tables up with the log of its own service. */
export class Projector<Event extends Fact> {
  private readonly logger: Logger;
  private readonly generations: Generations;
  private readonly stopped = new AbortController();
  private readonly wakeable = new Wakeable();
  private readonly waiters = new Set<() => void>();
  private working: Promise<void> = Promise.resolve();
  private writes: Generation | undefined;

  constructor(
    private readonly database: Database,
    private readonly store: PostgresEventStore<Event>,
    private readonly projection: Projection<Event>,
  ) {
    this.logger = new Logger(`projection ${projection.name}`);
    this.generations = new Generations(database, projection as unknown as Projection);
  }

  start(): void {
    const off = this.store.onAppend(() => this.wakeable.wake());
    this.stopped.signal.addEventListener('abort', off);
    this.working = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.working;
  }

  /**
   * Resolves when what is read shows everything acknowledged before the call.
   *
   * @throws ServiceError `unavailable` if the projection does not get there within two seconds
   */
  async fresh(): Promise<void> {
    const deadline = Date.now() + FRESH_WITHIN_MS;
    let wanted: number | undefined;
    for (;;) {
      const state = await this.lag();
      wanted ??= state.head;
      if (state.position >= wanted) return;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new ServiceError('unavailable', 'The answer would be out of date. Try again.');
      this.wakeable.wake();
      await this.moved(Math.min(left, 50));
    }
  }

  /** How far the tables that are read have come, -1 while there are none, and how far the log has. */
  async lag(): Promise<{ readonly position: number; readonly head: number }> {
    const [row] = await this.database.sql<{ position: number; head: number }>`
      SELECT coalesce((SELECT c.position FROM checkpoint c JOIN generation g
                         ON g.projection = c.consumer AND g.generation = c.generation
                       WHERE c.consumer = ${this.projection.name} AND g.status = 'live'), -1) AS position,
             coalesce((SELECT position FROM event ORDER BY position DESC LIMIT 1), 0) AS head`;
    return row ?? { position: -1, head: 0 };
  }

  /** Fills new tables beside those that are read, then switches. For tables that are no longer trusted. */
  async rebuild(): Promise<void> {
    const next = await this.generations.rebuild();
    while ((await this.step(next.generation)) > 0) this.stopped.signal.throwIfAborted();
    await this.generations.promote(next.generation);
    this.writes = { ...next, status: 'live' };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let failures = 0;
    while (!signal.aborted) {
      try {
        this.writes ??= await this.generations.prepare();
        const moved = this.writes ? await this.step(this.writes.generation) : 0;
        failures = 0;
        if (moved > 0) this.tellWaiters();
        if (moved === BATCH) continue;
        if (this.writes?.status === 'building') {
          await this.generations.promote(this.writes.generation);
          this.writes = { ...this.writes, status: 'live' };
        }
        await this.wakeable.sleep(POLL_MS, signal);
      } catch (error) {
        failures++;
        this.writes = undefined;
        // The first failure is often the database going away; say it once, then when it lasts.
        if (failures === 1 || failures % 20 === 0) this.logger.warn(error);
        const wait = Math.min(RETRY_MS.least * 2 ** failures, RETRY_MS.most);
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Applies what comes next, in one transaction with the checkpoint. @returns how many events. */
  private async step(generation: number): Promise<number> {
    return this.database.transaction(
      async (sql) => {
        const position = await this.claim(sql, generation);
        if (position === undefined) return 0;
        const events = await this.store.readWith(sql, position, BATCH);
        const last = events.at(-1);
        if (!last) return 0;
        for (const part of partsOf(events)) await this.projection.apply(part, sql);
        await sql`UPDATE checkpoint SET position = ${last.position}, moved_at = clock_timestamp()
                  WHERE consumer = ${this.projection.name} AND generation = ${generation}
                    AND position = ${position}`;
        return events.length;
      },
      // Losing the newest commit in a crash loses the checkpoint with it, and the events come again.
      { durable: false, tableName: tableOf(generation) },
    );
  }

  /** The checkpoint, locked; undefined while another replica is at work. */
  private async claim(sql: Sql, generation: number): Promise<number | undefined> {
    const [row] = await sql<{ position: number }>`
      SELECT position FROM checkpoint
      WHERE consumer = ${this.projection.name} AND generation = ${generation}
      FOR UPDATE SKIP LOCKED`;
    return row?.position;
  }

  private moved(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiters.add(done);
    });
  }

  private tellWaiters(): void {
    for (const done of [...this.waiters]) done();
  }
}
