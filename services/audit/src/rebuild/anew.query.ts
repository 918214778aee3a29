import { Database, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { type Finding, FINDINGS } from './rebuild.decider.js';

export interface RunningRebuild {
  /** Of the event that began it. */
  readonly id: string;
  readonly through: number;
}

export interface RebuildSource {
  readonly source: string;
  readonly position: number;
  readonly head: number;
}

export interface RebuildNews {
  readonly isRunning: boolean;
  readonly begunAt: Date;
  readonly begunBy: string;
  readonly throughSequence: number;
  readonly endedAt: Date | null;
  /** Of the one that ended. */
  readonly records: number | null;
  readonly findings: readonly Finding[] | null;
}

const SEQUENCES_SHOWN = 100;

/** What is compared but for what is personal, and for what a record is only searched by. */
const SAID = [
  'event_id',
  'request_id',
  'source',
  'recorded_at',
  'action_name',
  'action_result',
  'actor_id',
  'targets',
  'leaf',
  'subject',
];
const saidBy = (table: string) => ({
  fragment: () => `(${SAID.map((column) => `${table}.${column}`).join(', ')})`,
});

/** Records that are made anew, beside those that are read. */
@Injectable()
export class AnewQuery {
  constructor(private readonly database: Database) {}

  /** The newest rebuild, running or over. */
  async newest(): Promise<RebuildNews | undefined> {
    const [row] = await this.database.sql<RebuildNews>`
      SELECT e.type IS NULL AS "isRunning", b.recorded_at AS "begunAt",
             coalesce(b.metadata->'actor'->>'name', b.metadata->'actor'->>'id') AS "begunBy",
             (b.data->>'throughSequence')::bigint AS "throughSequence",
             e.recorded_at AS "endedAt", (e.data->>'records')::bigint AS records,
             e.data->'findings' AS findings
      FROM event b LEFT JOIN event e ON e.stream_id = b.stream_id AND e.version = b.version + 1
      WHERE b.stream_id = 'rebuild-log' AND b.type = 'RebuildBegun'
      ORDER BY b.version DESC LIMIT 1`;
    return row;
  }

  async running(): Promise<RunningRebuild | undefined> {
    const [row] = await this.database.sql<RunningRebuild & { readonly type: string }>`
      SELECT type, event_id AS id, (data->>'throughSequence')::bigint AS through
      FROM event WHERE stream_id = 'rebuild-log' ORDER BY version DESC LIMIT 1`;
    return row?.type === 'RebuildBegun' ? row : undefined;
  }

  /** The newest record. */
  async head(): Promise<number> {
    const [row] = await this.database.sql<{ readonly last: number }>`
      SELECT coalesce(max(sequence), 0) AS last FROM record_number`;
    return Number(row?.last ?? 0);
  }

  /** Makes room for a rebuild, unless it is under way. @returns whether what differs is replaced already */
  async begin({ id, through }: RunningRebuild): Promise<boolean> {
    return this.atLeisure(async (sql) => {
      const [known] = await sql<{ readonly id: string; readonly switched: boolean }>`
        SELECT rebuild_id AS id, is_switched AS switched FROM rebuild`;
      if (known?.id === id) return known.switched;
      await sql`TRUNCATE rebuild, rebuild_source, record_anew, state_anew, rebuild_finding`;
      await sql`INSERT INTO rebuild (rebuild_id, through) VALUES (${id}, ${through})`;
      await sql`
        INSERT INTO rebuild_source (source, head)
        SELECT source, max(position) FROM record_number WHERE sequence <= ${through} GROUP BY source`;
      return false;
    });
  }

  sources(): Promise<readonly RebuildSource[]> {
    return this.database.sql<RebuildSource>`
      SELECT source, position, head FROM rebuild_source ORDER BY source`;
  }

  /**
   * Works on what follows `position`, in the transaction that goes on to `next`.
   *
   * @returns false, and nothing was done, if it is not at `position`
   */
  async advance(
    { source, position }: RebuildSource,
    next: number,
    work: (sql: Sql) => Promise<void>,
  ): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const moved = await sql`
        UPDATE rebuild_source SET position = ${next}
        WHERE source = ${source} AND position = ${position} RETURNING 1`;
      if (moved.length > 0) await work(sql);
      return moved.length > 0;
    });
  }

  /** Writes down what differs. Reads without holding anybody up. */
  async compare({ through }: RunningRebuild): Promise<void> {
    await this.atLeisure(async (sql) => {
      await sql`
        INSERT INTO rebuild_finding (sequence, kind)
        SELECT sequence, CASE WHEN said OR shown THEN 'altered' ELSE 'reindexed' END
        FROM (
          SELECT a.sequence, ${saidBy('a')} IS DISTINCT FROM ${saidBy('r')} AS said,
                 a.sequence > coalesce(k.erased_through, 0)
                   AND (a.personal, a.source_ip) IS DISTINCT FROM (r.personal, r.source_ip) AS shown,
                 (a.words, a.personal_words) IS DISTINCT FROM (r.words, r.personal_words)
                   AND a.sequence > coalesce(k.erased_through, 0) AS sought
          FROM record_anew a JOIN audit_record r USING (sequence)
            LEFT JOIN subject_key k ON k.subject = a.subject) AS c
        WHERE said OR shown OR sought
        ON CONFLICT DO NOTHING`;
      await sql`
        INSERT INTO rebuild_finding (sequence, kind)
        SELECT n.sequence, CASE WHEN a.sequence IS NULL THEN 'lost' ELSE 'missing' END
        FROM record_number n LEFT JOIN record_anew a USING (sequence)
          LEFT JOIN audit_record r ON r.sequence = n.sequence
        WHERE n.sequence > (SELECT dropped_through FROM retention_mark) AND n.sequence <= ${through}
          AND (a.sequence IS NULL OR r.sequence IS NULL)
        ON CONFLICT DO NOTHING`;
      await sql`
        INSERT INTO rebuild_finding (sequence, kind)
        SELECT r.sequence, 'surplus' FROM audit_record r
        WHERE NOT EXISTS (SELECT FROM record_number n WHERE n.sequence = r.sequence)
        ON CONFLICT DO NOTHING`;
    });
  }

  /** Puts what differs in its place, all in one transaction. */
  async replace({ id }: RunningRebuild): Promise<void> {
    await this.atLeisure((sql) => sql`SELECT replace_records(${id})`);
  }

  async findings(): Promise<readonly Finding[]> {
    const found = await this.database.sql<Finding>`
      SELECT kind, count(*) AS records,
             (array_agg(sequence ORDER BY sequence))[1:${SEQUENCES_SHOWN}] AS sequences
      FROM rebuild_finding WHERE kind <> 'reindexed' GROUP BY kind`;
    return FINDINGS.flatMap((kind) => found.filter((each) => each.kind === kind)).map(
      ({ sequences, ...finding }) => ({ ...finding, sequences: sequences.map(Number) }),
    );
  }

  /** How many records were made anew, or found not to be. */
  async count({ through }: RunningRebuild): Promise<number> {
    const [row] = await this.database.sql<{ readonly count: number }>`
      SELECT greatest(0, ${through} - dropped_through) AS count FROM retention_mark`;
    return Number(row?.count ?? 0);
  }

  /** Leaves nothing lying about. */
  async clear(): Promise<void> {
    const [left] = await this.database.sql`SELECT 1 FROM rebuild`;
    if (left)
      await this.database.sql`
        TRUNCATE rebuild, rebuild_source, record_anew, state_anew, rebuild_finding`;
  }

  /** Millions of records take their time, and nobody waits for them. */
  private atLeisure<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.transaction(async (sql) => {
      await sql`SET LOCAL statement_timeout = 0`;
      return work(sql);
    });
  }
}
