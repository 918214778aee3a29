import { setTimeout as sleep } from 'node:timers/promises';
import type { Doors } from './doors.js';

/** A drill must be over one day; a log that lags is waited for no longer. */
const CAUGHT_UP_WITHIN_MS = 60_000;

interface Listed {
  readonly id: string;
  readonly name: string;
}

interface AuditRecord {
  readonly sequence: number;
  readonly actionName: string;
  readonly actionResult: string;
  readonly eventId: string;
  /** A creation that was repeated under its key is a record too, and says that it changed nothing. */
  readonly actionDetails: { readonly changed?: boolean };
  readonly targets: readonly { readonly id: string }[];
}

/** What became of what clients were told. Nothing but zeros is good. */
export interface Reckoning {
  /** Acknowledged creations of which the list knows nothing. */
  readonly lost: number;
  /** Tokens that the list has more than once: by id, or by the name that only one request had. */
  readonly doubled: number;
  /** Tokens of the list that the audit log has no creation of, and those gone that it has no deletion of. */
  readonly unrecorded: number;
  /** Creations, and records, that the audit log has more than once. */
  readonly recordedTwice: number;
  /** Missing or doubled numbers of audit records. */
  readonly holes: number;
  readonly listed: number;
  readonly records: number;
}

const surplus = (values: readonly unknown[]): number => values.length - new Set(values).size;

const newest = (sequences: readonly number[]): number =>
  sequences.reduce((most, each) => Math.max(most, each), 0);

/** @param acknowledged name by id of creations that a client was told of */
export async function reckon(
  doors: Doors,
  acknowledged: ReadonlyMap<string, string>,
): Promise<Reckoning> {
  const listed = await doors.all<Listed>('/api-tokens');
  const ids = new Set(listed.map(({ id }) => id));
  const deadline = Date.now() + CAUGHT_UP_WITHIN_MS;
  for (;;) {
    const records = await doors.all<AuditRecord>('/audit-log');
    const created = ofAction(records, 'CREATE_API_TOKEN');
    const known = new Set(created);
    const deleted = new Set(ofAction(records, 'DELETE_API_TOKEN'));
    const unrecorded =
      [...ids].filter((id) => !known.has(id)).length +
      [...known].filter((id) => !ids.has(id) && !deleted.has(id)).length;
    if (unrecorded > 0 && Date.now() < deadline) {
      await sleep(500);
      continue;
    }
    const sequences = records.map(({ sequence }) => sequence);
    return {
      lost: [...acknowledged.keys()].filter((id) => !ids.has(id)).length,
      doubled: surplus(listed.map(({ id }) => id)) + surplus(listed.map(({ name }) => name)),
      unrecorded,
      recordedTwice: surplus(created) + surplus(records.map(({ eventId }) => eventId)),
      holes: surplus(sequences) + newest(sequences) - new Set(sequences).size,
      listed: listed.length,
      records: records.length,
    };
  }
}

const ofAction = (records: readonly AuditRecord[], action: string): readonly string[] =>
  records
    .filter(
      ({ actionName, actionResult, actionDetails }) =>
        actionName === action && actionResult === 'SUCCEEDED' && actionDetails.changed !== false,
    )
    .map(({ targets: [target] }) => target?.id ?? '');
