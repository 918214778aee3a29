import { randomBytes } from 'node:crypto';
import { CHAIN_START } from '@margay/audit-proof';
import { type Fragment, rowsOf, type Sql } from '@margay/event-store';
import type { Drafted } from './auditable.js';
import type { TargetState } from './difference.js';
import { hex } from './hex.js';
import { READ } from './record-tables.js';
import { storable } from './record-words.js';
import { type Decided, isAttempt, keyOf, type Known } from './sealing.js';

const SUBJECT_KEY_BYTES = 32;

/** What has to be known to give events their numbers, seals and places in the chain. */
export async function knownOf(
  drafts: readonly Drafted[],
  sql: Sql,
  productVersion: string,
): Promise<Known> {
  const [decided, last, states] = await Promise.all([
    decidedOf(drafts, sql),
    lastOf(sql),
    statesOf(drafts, sql, READ.states),
  ]);
  const news = drafts.filter(([{ id }]) => !decided.has(id));
  const [told, subjectKeys] = await Promise.all([
    toldOf(news, sql),
    subjectKeysOf([...new Set(news.map(([, { subject }]) => subject))], sql),
  ]);
  return { decided, told, states, subjectKeys, last, productVersion };
}

export async function decidedOf(
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

export async function statesOf(
  drafts: readonly Drafted[],
  sql: Sql,
  table: Fragment,
): Promise<ReadonlyMap<string, TargetState>> {
  const keys = new Set<string>();
  for (const [, { after, leaf }] of drafts) {
    const [target] = leaf.targets;
    if (after !== undefined && target) keys.add(storable(keyOf(target)));
  }
  if (keys.size === 0) return new Map();
  const rows = await sql<{ readonly target: string; readonly state: TargetState }>`
    SELECT target, state FROM ${table} WHERE target = ANY (${[...keys]})`;
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
