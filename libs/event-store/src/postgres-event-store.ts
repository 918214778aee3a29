import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@margay/contracts';
import { beginSpanOf } from '@margay/observability';
import type { Client } from 'pg';
import { serialised } from './append-limits.js';
import { Coalescer } from './coalescer.js';
import { type Database, isTransient } from './database.js';
import type { Cause, Fact, Recorded } from './decider.js';
import type { Append, AppendOutcome, EventStore, Expected, Head } from './event-store.js';
import { leadRole, type Lease } from './leadership.js';
import { settle } from './settling.js';
import type { Sql } from './sql.js';
import { schemaVersionOf, upcast, type Upcasters } from './upcasters.js';

/** How long an append may take before its caller is told that it is not known whether it was written. */
const APPEND_DEADLINE_MS = 5_000;

/** An append with its events as JSON. */
interface Prepared extends Append {
  readonly datas: readonly string[];
}

const VERDICT = { written: 1, repeated: 2, wrongVersion: 3, tagTaken: 4 } as const;

const expectedVersion = (expect: Expected): number => {
  if (expect === 'any') return -1;
  if (expect === 'exists') return -2;
  return expect === 'none' ? 0 : expect;
};

interface EventRow {
  readonly position: number;
  readonly stream_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly recorded_at: Date;
  readonly data: Record<string, unknown>;
  readonly metadata: Cause;
}

/** The event log of one service in PostgreSQL. */
export class PostgresEventStore<Event extends Fact = Fact> implements EventStore<Event> {
  private readonly listeners = new Set<(position: number) => void>();
  private readonly coalescer = new Coalescer<Prepared>((batch) => this.commit(batch));
  private writer: Promise<Client> | undefined;

  constructor(
    private readonly database: Database,
    private readonly upcasters: Upcasters = {},
  ) {}

  /**
   * Records the events of an append, all of them or none, together with whatever else waits.
   *
   * Projections follow a moment later.
   *
   * @throws ServiceError `unavailable` when the database is away; it is then not known whether the
   * append was written, and the same append again (the same event ids) finds out
   */
  async append(append: Append<Event>): Promise<AppendOutcome> {
    const span = beginSpanOf(
      {
        kind: 'internal',
        name: `append ${this.database.schema}`,
        parent: append.cause.traceparent,
      },
      new Date(),
    );
    try {
      return await this.coalescer.submit({ ...append, datas: serialised(append) });
    } finally {
      span?.end();
    }
  }

  async load(stream: string, afterVersion = 0): Promise<readonly Recorded<Event>[]> {
    const rows = await this.database.sql<EventRow>`
      SELECT * FROM event WHERE stream_id = ${stream} AND version > ${afterVersion} ORDER BY version`;
    return rows.map((row) => this.recorded(row));
  }

  read(after: number, limit: number): Promise<readonly Recorded<Event>[]> {
    return this.readWith(this.database.sql, after, limit);
  }

  /** As `read`, inside a transaction. @throws Error if a position is missing, which cannot happen. */
  async readWith(sql: Sql, after: number, limit: number): Promise<readonly Recorded<Event>[]> {
    const rows = await sql<EventRow>`
      SELECT * FROM event WHERE position > ${after} ORDER BY position LIMIT ${limit}`;
    rows.forEach(({ position }, index) => {
      if (position !== after + index + 1)
        throw new Error(`The log of ${this.database.schema} has a hole after ${after + index}.`);
    });
    return rows.map((row) => this.recorded(row));
  }

  async head(): Promise<Head> {
    const [head] = await this.database.sql<Head>`
      SELECT (SELECT epoch FROM epoch ORDER BY ordinal DESC LIMIT 1) AS epoch,
             coalesce((SELECT position FROM event ORDER BY position DESC LIMIT 1), 0) AS position`;
    if (!head) throw new Error('A query without FROM always has a row.');
    return head;
  }

  async find(eventId: string): Promise<Recorded<Event> | undefined> {
    const [row] = await this.database.sql<EventRow>`
      SELECT * FROM event WHERE event_id = ${eventId}`;
    return row && this.recorded(row);
  }

  onAppend(listener: (position: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Gives this history of the log a new name, after a restore to an earlier state. */
  async newEpoch(): Promise<void> {
    await this.database.sql`SELECT new_epoch()`;
  }

  /**
   * Waits until nobody else in the cluster leads `role` of this log, then leads.
   *
   * @throws whatever `signal` was aborted with
   */
  lead(role: string, signal: AbortSignal): Promise<Lease> {
    return leadRole(this.database, role, signal, (client) => settle(this.database, client));
  }

  async close(): Promise<void> {
    const client = await this.writer?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async commit(batch: readonly Prepared[]): Promise<readonly AppendOutcome[]> {
    const deadline = Date.now() + APPEND_DEADLINE_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcomes = await this.write(batch);
        this.announce(outcomes);
        return outcomes;
      } catch (error) {
        // The commit may or may not have happened. Writing it again finds out: event ids are known.
        if (!isTransient(error)) throw error;
        this.writer = undefined;
        if (Date.now() > deadline)
          throw new ServiceError('unavailable', 'The database is not available.', { cause: error });
        await sleep(Math.min(50 * 2 ** attempt, 500));
      }
    }
  }

  private async write(batch: readonly Prepared[]): Promise<AppendOutcome[]> {
    this.writer ??= this.openWriter().catch((error: unknown) => {
      this.writer = undefined;
      throw error;
    });
    const client = await this.writer;
    const events = batch.flatMap((append) => append.events);
    const { unless } = batch[0] ?? {};
    const tagged = events.some(({ tags }) => tags?.length);
    const { rows } = await client.query<{
      verdicts: number[];
      positions: number[];
      versions: number[];
    }>({
      name: 'append',
      text: 'SELECT * FROM append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      values: [
        batch.map(({ stream }) => stream),
        batch.map(({ expect }) => expectedVersion(expect)),
        batch.map((append) => append.events.length),
        batch.map(({ cause }) => JSON.stringify(cause)),
        events.map(({ id }) => id),
        events.map(({ event }) => event.type),
        events.map(({ event }) => schemaVersionOf(this.upcasters, event.type)),
        batch.flatMap(({ datas }) => datas),
        tagged ? JSON.stringify(events.map(({ tags }) => tags ?? [])) : null,
        unless?.tags ?? null,
        unless?.after ?? null,
      ],
    });
    const [row] = rows;
    if (!row) throw new Error('The append function always answers with a row.');
    return batch.map((_, index) =>
      outcomeOf(row.verdicts[index], Number(row.positions[index]), Number(row.versions[index])),
    );
  }

  private async openWriter(): Promise<Client> {
    const client = await this.database.dedicated('-c plan_cache_mode=force_generic_plan');
    client.once('end', () => (this.writer = undefined));
    try {
      await settle(this.database, client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    return client;
  }

  private announce(outcomes: readonly AppendOutcome[]): void {
    const newest = outcomes.reduce(
      (max, outcome) =>
        outcome.kind === 'written' && !outcome.repeated ? Math.max(max, outcome.position) : max,
      0,
    );
    if (newest > 0) for (const listener of this.listeners) listener(newest);
  }

  private recorded(row: EventRow): Recorded<Event> {
    const data = upcast(this.upcasters, row.type, row.schema_version, row.data);
    return {
      position: row.position,
      stream: row.stream_id,
      version: row.version,
      id: row.event_id,
      at: row.recorded_at,
      cause: row.metadata,
      event: { ...data, type: row.type } as Fact as Event,
    };
  }
}

const outcomeOf = (
  verdict: number | undefined,
  position: number,
  version: number,
): AppendOutcome => {
  switch (verdict) {
    case VERDICT.written:
    case VERDICT.repeated:
      return { kind: 'written', position, version, repeated: verdict === VERDICT.repeated };
    case VERDICT.wrongVersion:
      return { kind: 'wrongVersion', version };
    case VERDICT.tagTaken:
      return { kind: 'tagTaken', position };
    default:
      throw new Error('The append function gave an unknown verdict.');
  }
};
