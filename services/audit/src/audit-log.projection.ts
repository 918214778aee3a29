import { rowsOf, type Sql } from '@margay/event-store';
import { type Auditable, auditRecordOf } from './audit-record.js';

/**
 * Writes the records of events, in the transaction that moves the reader's checkpoint.
 *
 * Numbers are given without gaps, in the order in which events are first seen, and are kept: an event
 * that comes again, or records that are made anew, get the same ones. An attempt that the gateway
 * reports although the service that did it has told already is left out; that is kept as well.
 */
export async function writeRecords(
  events: readonly Auditable[],
  sql: Sql,
  productVersion: string,
): Promise<void> {
  const rows = events.map((event, index) => ({
    ord: index,
    event_id: event.id,
    source: event.source,
    position: event.position,
    request_id: event.cause.requestId,
    recorded_at: event.at,
    record: auditRecordOf(event, productVersion),
  }));
  const columns = `ord integer, event_id uuid, source text, position bigint, request_id text,
                   recorded_at timestamptz, record jsonb`;
  // One writer at a time, or numbers would not come in the order of commits.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0))`;
  await sql`
    WITH news AS (
      SELECT r.*, r.source = 'audit' AND EXISTS (
               SELECT FROM audit_record a JOIN record_number n USING (event_id)
               WHERE a.request_id = r.request_id AND n.source <> 'audit') AS told
      FROM ${rowsOf(rows, columns)} AS r
      WHERE NOT EXISTS (SELECT FROM record_number n WHERE n.event_id = r.event_id))
    INSERT INTO record_number (event_id, source, position, sequence)
    SELECT event_id, source, position,
           CASE WHEN NOT told THEN
             (SELECT coalesce(max(sequence), 0) FROM record_number)
             + count(*) FILTER (WHERE NOT told) OVER (ORDER BY ord) END
    FROM news`;
  await sql`
    INSERT INTO audit_record (sequence, event_id, request_id, recorded_at, record)
    SELECT n.sequence, r.event_id, r.request_id, r.recorded_at, r.record
    FROM ${rowsOf(rows, columns)} AS r JOIN record_number n USING (event_id)
    WHERE n.sequence IS NOT NULL
    ON CONFLICT DO NOTHING`;
}
