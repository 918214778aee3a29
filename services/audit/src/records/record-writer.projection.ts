import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { parseAddress } from '@margay/contracts';
import { columnsOf, type Fragment, rowsOf, type Sql } from '@margay/event-store';
import { CHAIN_START } from '../proof/merkle.js';
import type { Drafted } from './auditable.js';
import { personalWordsOf, storable } from './record-words.js';
import {
  assertAsSealed,
  type Decided,
  isAttempt,
  keyOf,
  type Known,
  sealRecords,
  type Sealed,
  type SealedPart,
} from './sealing.js';
import type { TargetState } from './difference.js';

const SUBJECT_KEY_BYTES = 32;
/** So many are sealed while the database writes as many. */
const PART = 125;

/** Where records go, and what is known of their targets. */
interface Tables {
  readonly records: Fragment;
  readonly states: Fragment;
}

const named = (name: string): Fragment => ({ fragment: () => name });
const READ: Tables = { records: named('audit_record'), states: named('target_state') };
const ANEW: Tables = { records: named('record_anew'), states: named('state_anew') };

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

/**
 * Writes the records of events, in the transaction that moves the reader's checkpoint.
 *
 * Numbers are given without gaps, in the order in which events are first seen, and are kept: an event
 * that comes again, or records that are made anew, get the same ones. An attempt that the gateway
 * reports although the service that did it has told already is left out; that is kept as well.
 */
export async function writeRecords(
  drafts: readonly Drafted[],
  sql: Sql,
  productVersion: string,
): Promise<void> {
  // One writer at a time, or numbers would not come in the order of commits.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0))`;
  const known = await knownOf(drafts, sql, productVersion);
  const states = new Map(known.states);
  let { last } = known;
  let written: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < drafts.length; from += PART) {
    const part = sealRecords(drafts.slice(from, from + PART), { ...known, states, last });
    assertAsSealed(part.sealed);
    for (const [target, state] of part.states) states.set(target, state);
    ({ last } = part);
    written = Promise.all([written, ...inserts(part, sql)]);
    // Told below, whatever else fails meanwhile.
    written.catch(() => undefined);
    // So that they are sent: the database writes these while the next are sealed.
    await turn();
  }
  await written;
}

const inserts = ({ sealed, states }: SealedPart, sql: Sql): readonly Promise<void>[] => [
  insertNumbers(sealed, sql),
  insertRecords(sealed, sql, READ),
  keepStates(states, sql, READ),
];

/**
 * Makes records anew beside those that are read, of events that have one with a number up to `through`.
 *
 * One that is not what was sealed is written down as a finding and left out.
 */
export async function writeAnew(
  drafts: readonly Drafted[],
  through: number,
  sql: Sql,
): Promise<void> {
  const [known, states] = await Promise.all([decidedOf(drafts, sql), statesOf(drafts, sql, ANEW)]);
  const decided = new Map(
    [...known]
      .filter(([, { sequence }]) => sequence !== null && sequence <= through)
      .map(([id, each]) => [id, { ...each, present: false }]),
  );
  const part = sealRecords(
    drafts.filter(([{ id }]) => decided.has(id)),
    {
      decided,
      told: new Set(),
      states,
      subjectKeys: new Map(),
      last: { sequence: 0, chain: CHAIN_START },
      productVersion: '',
    },
  );
  const unlike = part.sealed.flatMap(({ record }) =>
    record && !record.isAsSealed ? [{ sequence: record.leaf.sequence }] : [],
  );
  if (unlike.length > 0)
    await sql`
      INSERT INTO rebuild_finding (sequence, kind)
      SELECT sequence, 'unlike' FROM ${columnsOf(unlike, { sequence: 'bigint' })} AS r`;
  await insertRecords(
    part.sealed.filter(({ record }) => record?.isAsSealed),
    sql,
    ANEW,
  );
  await keepStates(part.states, sql, ANEW);
}

async function knownOf(
  drafts: readonly Drafted[],
  sql: Sql,
  productVersion: string,
): Promise<Known> {
  const [decided, last, states] = await Promise.all([
    decidedOf(drafts, sql),
    lastOf(sql),
    statesOf(drafts, sql, READ),
  ]);
  const news = drafts.filter(([{ id }]) => !decided.has(id));
  const [told, subjectKeys] = await Promise.all([
    toldOf(news, sql),
    subjectKeysOf([...new Set(news.map(([, { subject }]) => subject))], sql),
  ]);
  return { decided, told, states, subjectKeys, last, productVersion };
}

async function decidedOf(
  drafts: readonly Drafted[],
  sql: Sql,
): Promise<ReadonlyMap<string, Decided>> {
  const ids = drafts.map(([{ id }]) => id);
  const rows = await sql<Decided & { readonly eventId: string }>`
    SELECT n.event_id AS "eventId", n.sequence, n.commitment, n.version, n.leaf_hash AS "leafHash",
           r.sequence IS NOT NULL AS present
    FROM record_number n LEFT JOIN audit_record r USING (sequence)
    WHERE n.event_id = ANY (${ids})`;
  return new Map(rows.map((each) => [each.eventId, each]));
}

async function lastOf(sql: Sql): Promise<Known['last']> {
  const [last] = await sql<Known['last']>`
    SELECT sequence, chain FROM record_number
    WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1`;
  return last ?? { sequence: 0, chain: CHAIN_START };
}

async function toldOf(drafts: readonly Drafted[], sql: Sql): Promise<ReadonlySet<string>> {
  const requests = drafts
    .filter(([event]) => isAttempt(event))
    .map(([{ cause }]) => storable(cause.requestId));
  if (requests.length === 0) return new Set();
  const rows = await sql<{ readonly requestId: string }>`
    SELECT DISTINCT request_id AS "requestId" FROM audit_record
    WHERE request_id = ANY (${requests})`;
  return new Set(rows.map(({ requestId }) => requestId));
}

async function statesOf(
  drafts: readonly Drafted[],
  sql: Sql,
  tables: Tables,
): Promise<ReadonlyMap<string, TargetState>> {
  const keys = new Set<string>();
  for (const [, { after, leaf }] of drafts) {
    const [target] = leaf.targets;
    if (after !== undefined && target) keys.add(storable(keyOf(target)));
  }
  if (keys.size === 0) return new Map();
  const rows = await sql<{ readonly target: string; readonly state: TargetState }>`
    SELECT target, state FROM ${tables.states} WHERE target = ANY (${[...keys]})`;
  return new Map(rows.map(({ target, state }) => [target, state]));
}

interface SubjectKey {
  readonly subject: string;
  readonly key: Buffer;
}

/** The keys of subjects, made for those that are new or were erased. */
async function subjectKeysOf(
  subjects: readonly string[],
  sql: Sql,
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(subjects.map(storable))];
  if (wanted.length === 0) return new Map();
  const known = await sql<SubjectKey>`
    SELECT subject, key FROM subject_key WHERE subject = ANY (${wanted}) AND key IS NOT NULL`;
  const keys = new Map(known.map(({ subject, key }) => [subject, key]));
  const rows = wanted
    .filter((subject) => !keys.has(subject))
    .map((subject) => ({ subject, key: hex(randomBytes(SUBJECT_KEY_BYTES)) }));
  if (rows.length === 0) return keys;
  const made = await sql<SubjectKey>`
    INSERT INTO subject_key AS k (subject, key)
    SELECT subject, key FROM ${rowsOf(rows, 'subject text, key bytea')} AS r
    ON CONFLICT (subject) DO UPDATE SET key = coalesce(k.key, excluded.key)
    RETURNING subject, key`;
  for (const { subject, key } of made) keys.set(subject, key);
  return keys;
}

async function insertNumbers(sealed: readonly Sealed[], sql: Sql): Promise<void> {
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
async function insertRecords(sealed: readonly Sealed[], sql: Sql, tables: Tables): Promise<void> {
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

async function keepStates(
  states: ReadonlyMap<string, TargetState>,
  sql: Sql,
  tables: Tables,
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
