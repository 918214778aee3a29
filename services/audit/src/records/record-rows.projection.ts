import { parseAddress } from '@margay/contracts';
import { columnsOf, type Sql } from '@margay/event-store';
import type { TargetState } from './difference.js';
import { hex } from './hex.js';
import type { RecordTables } from './record-tables.js';
import { personalWordsOf, storable } from './record-words.js';
import type { Sealed } from './sealing.js';

export async function insertNumbers(sealed: readonly Sealed[], sql: Sql): Promise<void> {
  const rows = sealed
    .filter(({ isNew }) => isNew)
    .map(({ event, record }) => ({
      event_id: event.id,
      source: event.source,
      position: event.position,
      sequence: record?.leaf.sequence ?? null,
      commitment: record?.leaf.seal.commitment ?? null,
      version: record?.leaf.pantherVersion ?? null,
      leaf_hash: record ? hex(record.hash) : null,
      chain: record?.chain ? hex(record.chain) : null,
    }));
  if (rows.length === 0) return;
  await sql`
    INSERT INTO record_number
      (event_id, source, position, sequence, commitment, version, leaf_hash, chain)
    SELECT * FROM ${columnsOf(rows, {
      event_id: 'uuid',
      source: 'text',
      position: 'bigint',
      sequence: 'bigint',
      commitment: 'text',
      version: 'text',
      leaf_hash: 'bytea',
      chain: 'bytea',
    })} AS r`;
}

/** What is below the retention mark, or belongs to somebody who was erased, does not come back. */
export async function insertRecords(
  sealed: readonly Sealed[],
  sql: Sql,
  tables: RecordTables,
): Promise<void> {
  const rows = sealed.flatMap(({ event, record }) => {
    if (!record) return [];
    const { leaf, draft } = record;
    const { personal } = draft;
    return {
      sequence: leaf.sequence,
      event_id: event.id,
      request_id: storable(leaf.requestId),
      source: event.source,
      recorded_at: event.at,
      action_name: leaf.actionName,
      action_result: leaf.actionResult,
      actor_id: storable(leaf.actor.id),
      targets: leaf.targets.map(({ id }) => storable(id)),
      leaf: record.text,
      words: draft.words,
      subject: storable(draft.subject),
      personal: draft.personalText,
      personal_words: personalWordsOf(personal),
      source_ip: parseAddress(personal.sourceIP)?.toString() ?? null,
    };
  });
  if (rows.length === 0) return;
  await sql`
    INSERT INTO ${tables.records}
      (sequence, event_id, request_id, source, recorded_at, action_name, action_result, actor_id,
       targets, leaf, words, subject, personal, personal_words, source_ip)
    SELECT r.sequence, r.event_id, r.request_id, r.source, r.recorded_at, r.action_name,
           r.action_result, r.actor_id, r.targets, r.leaf, to_tsvector('simple', r.words), r.subject,
           CASE WHEN kept THEN r.personal END,
           CASE WHEN kept THEN to_tsvector('simple', r.personal_words) END,
           CASE WHEN kept THEN r.source_ip END
    FROM ${columnsOf(rows, {
      sequence: 'bigint',
      event_id: 'uuid',
      request_id: 'text',
      source: 'text',
      recorded_at: 'timestamptz',
      action_name: 'text',
      action_result: 'text',
      actor_id: 'text',
      targets: 'text[]',
      leaf: 'text',
      words: 'text',
      subject: 'text',
      personal: 'text',
      personal_words: 'text',
      source_ip: 'inet',
    })} AS r
    LEFT JOIN subject_key k ON k.subject = r.subject
    CROSS JOIN LATERAL (SELECT r.sequence > coalesce(k.erased_through, 0) AS kept) AS e
    WHERE r.sequence > (SELECT dropped_through FROM retention_mark)
    ON CONFLICT DO NOTHING`;
}

export async function keepStates(
  states: ReadonlyMap<string, TargetState>,
  sql: Sql,
  tables: RecordTables,
): Promise<void> {
  if (states.size === 0) return;
  const rows = [...states].map(([target, state]) => ({
    target: storable(target),
    state: JSON.stringify(state),
  }));
  await sql`
    INSERT INTO ${tables.states} AS t (target, state)
    SELECT target, state FROM ${columnsOf(rows, { target: 'text', state: 'jsonb' })} AS r
    ON CONFLICT (target) DO UPDATE SET state = excluded.state`;
}
