import { canonicalJson } from '@margay/audit-proof';
import { type Database, LedWork, type Leads } from '@margay/event-store';
import type { NumberedStream } from '@margay/messaging';
import { gauge } from '@margay/observability';
import { filterOf } from '../search/record-filter.js';
import { recordOf } from '../search/record-reader.service.js';
import type { FoundRecord, RecordSearchQuery } from '../search/record-search.query.js';
import { topicOf } from './record-stream.js';

const BATCH = 500;
const LOOK_MS = 500;
/** How far the stream has followed what was erased: the position of the erasure in this service's log. */
const ERASED = 'jetstream-records-erased';

const behind = gauge({
  name: 'margay_audit_record_stream_behind_records',
  help: 'Records that are not in the JetStream stream yet.',
});

interface Erasure {
  readonly position: number;
  readonly subject: string;
  /** The newest record of before. */
  readonly through: number;
}

/**
 * Keeps the JetStream stream of records the same as the log: every record once, under its sequence, and
 * none that was dropped or erased since.
 */
export class RecordPublishing extends LedWork {
  /** The newest that is known to be in the stream. */
  private published = -1;

  constructor(
    private readonly database: Database,
    leads: Leads,
    private readonly log: RecordSearchQuery,
    private readonly stream: NumberedStream,
  ) {
    super(leads, { role: 'record-stream', everyMs: LOOK_MS });
  }

  protected async step(): Promise<boolean> {
    const held = await this.follow();
    const following = await this.following(held);
    if (following.length > 0)
      await this.stream.publish(
        held + 1,
        following.map((found) => {
          const record = recordOf(found);
          return {
            text: canonicalJson(record),
            id: record.eventId,
            topic: topicOf(record.actionName),
          };
        }),
      );
    this.published = held + following.length;
    await this.eraseErased();
    behind.set(await this.countBehind());
    return following.length > 0;
  }

  /** Brings the stream to where it can be added to. @returns its newest sequence */
  private async follow(): Promise<number> {
    let { first, last } = await this.stream.range();
    if (last !== this.published && last > 0 && !(await this.isOfThisLog(last))) {
      this.logger.warn('The stream holds records of another log, and is made anew.');
      await this.stream.recreate();
      ({ first, last } = await this.stream.range());
    }
    const [mark] = await this.database.sql<{ readonly dropped: number }>`
      SELECT dropped_through AS dropped FROM retention_mark`;
    const dropped = mark?.dropped ?? 0;
    if (dropped === 0 || (first > dropped && last >= dropped)) return last;
    await this.stream.beginAt(dropped + 1);
    return (await this.stream.range()).last;
  }

  /** Numbers outlive their records, so this can be told of what was dropped as well. */
  private async isOfThisLog(sequence: number): Promise<boolean> {
    const id = await this.stream.idAt(sequence);
    const [number] = await this.database.sql<{ readonly id: string }>`
      SELECT event_id AS id FROM record_number WHERE sequence = ${sequence}`;
    // One that was erased, or dropped, is not there to be compared.
    return number !== undefined && (id === undefined || id === number.id);
  }

  /** The next records, up to where one is missing because it is being made anew. */
  private async following(held: number): Promise<readonly FoundRecord[]> {
    const { records } = await this.log.page({
      filter: filterOf(undefined),
      after: held,
      limit: BATCH,
      oldestFirst: true,
    });
    const hole = records.findIndex(({ row }, index) => Number(row.sequence) !== held + 1 + index);
    return hole === -1 ? records : records.slice(0, hole);
  }

  /** Takes out what was published of somebody before they were erased, always behind publishing. */
  private async eraseErased(): Promise<void> {
    const { sql } = this.database;
    const [erasure] = await sql<Erasure>`
      SELECT e.position, r.subject, r.through FROM erasure r JOIN event e USING (event_id)
      WHERE e.position > coalesce(
        (SELECT ordinal FROM checkpoint_export WHERE sink = ${ERASED}), 0)
      ORDER BY e.position LIMIT 1`;
    if (!erasure) return;
    const { position, subject, through } = erasure;
    for (let after = 0, done = false; !done;) {
      const rows = await sql<{ readonly sequence: number }>`
        SELECT sequence FROM audit_record
        WHERE actor_id = ${subject} AND sequence > ${after}
          AND sequence <= ${Math.min(through, this.published)}
        ORDER BY sequence LIMIT ${BATCH}`;
      for (const { sequence } of rows) await this.stream.erase(sequence);
      after = rows.at(-1)?.sequence ?? after;
      done = rows.length < BATCH;
    }
    await sql`
      INSERT INTO checkpoint_export (sink, ordinal) VALUES (${ERASED}, ${position})
      ON CONFLICT (sink) DO UPDATE SET ordinal = excluded.ordinal, moved_at = clock_timestamp()`;
  }

  private async countBehind(): Promise<number> {
    const [row] = await this.database.sql<{ readonly last: number | null }>`
      SELECT max(sequence) AS last FROM record_number`;
    return Math.max(0, (row?.last ?? 0) - this.published);
  }
}
