import { setImmediate as turn } from 'node:timers/promises';
import { CHAIN_START } from '@margay/audit-proof';
import { columnsOf, type Sql } from '@margay/event-store';
import type { Drafted } from './auditable.js';
import { decidedOf, knownOf, statesOf } from './known.query.js';
import { insertNumbers, insertRecords, keepStates } from './record-rows.projection.js';
import { ANEW, READ } from './record-tables.js';
import { assertAsSealed, type SealedPart, sealRecords } from './sealing.js';

/** So many are sealed while the database writes as many. */
const PART = 125;

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
  // One writer at a time, or numbers would not come in the order of commits. What is known is asked
  // for behind the lock on the same connection, and so looked up once it is had.
  const locked = sql`SELECT pg_advisory_xact_lock(hashtextextended('margay.audit.numbers', 0))`;
  const [known] = await Promise.all([knownOf(drafts, sql, productVersion), locked]);
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
  const [known, states] = await Promise.all([
    decidedOf(drafts, sql),
    statesOf(drafts, sql, ANEW.states),
  ]);
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
