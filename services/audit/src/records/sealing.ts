import {
  canonicalJson,
  chained,
  commitmentTo,
  type Hash,
  type Leaf,
  leafHash,
  openingOf,
} from '@margay/audit-proof';
import type { Auditable, Draft, Drafted } from './auditable.js';
import { changesOf, stateAfter, type TargetState } from './difference.js';

/** What was decided about an event when it was first seen. Kept for ever, so that records can be made anew. */
export interface Decided {
  /** Null: it makes no record of its own. */
  readonly sequence: number | null;
  readonly commitment: string | null;
  readonly version: string | null;
  readonly leafHash: Hash | null;
  /** Whether its record is there. */
  readonly present: boolean;
}

/** A record as it is stored. */
export interface SealedRecord {
  readonly leaf: Leaf;
  /** RFC 8785: exactly what was hashed. */
  readonly text: string;
  readonly draft: Draft;
  readonly hash: Hash;
  readonly chain: Hash | undefined;
  /** False: it is made anew, and is not what was sealed. */
  readonly isAsSealed: boolean;
}

export interface Known {
  readonly decided: ReadonlyMap<string, Decided>;
  /** Requests that have a record already. */
  readonly told: ReadonlySet<string>;
  /** By `keyOf` of the target. */
  readonly states: ReadonlyMap<string, TargetState>;
  readonly subjectKeys: ReadonlyMap<string, Buffer>;
  readonly last: { readonly sequence: number; readonly chain: Hash };
  readonly productVersion: string;
}

export interface Sealed {
  readonly event: Auditable;
  readonly isNew: boolean;
  /** Undefined: the event makes no record of its own, or has it already. */
  readonly record: SealedRecord | undefined;
}

export const isAttempt = ({ message }: Auditable): boolean =>
  message.$typeName === 'margay.audit.v1.AttemptRecorded';

export const keyOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  `${type}\n${id}`;

export interface SealedPart {
  readonly sealed: readonly Sealed[];
  /** What their targets are like from now on. */
  readonly states: ReadonlyMap<string, TargetState>;
  /** What the next one follows. */
  readonly last: Known['last'];
}

/**
 * Gives events their numbers, seals, and places in the chain. Events that were seen before keep theirs.
 *
 * @param drafts of the events, in the order in which they are to be numbered
 */
export function sealRecords(drafts: readonly Drafted[], known: Known): SealedPart {
  const states = new Map<string, TargetState>();
  let { sequence, chain } = known.last;
  const sealed = drafts.map(([event, draft]): Sealed => {
    const before = known.decided.get(event.id);
    const isTold = isAttempt(event) && known.told.has(event.cause.requestId);
    if (before ? before.sequence === null || before.present : isTold)
      return { event, isNew: !before, record: undefined };

    const [target] = draft.leaf.targets;
    const key = target && keyOf(target);
    const state = (key && (states.get(key) ?? known.states.get(key))) || {};
    const changes = draft.after === undefined ? [] : changesOf(state, draft.after);
    if (key && draft.after !== undefined) states.set(key, stateAfter(state, draft.after));

    const subjectKey = known.subjectKeys.get(draft.subject);
    if (!before && !subjectKey) throw new Error('The subject of a record has no key.');
    const leaf: Leaf = {
      ...draft.leaf,
      changes,
      sequence: before?.sequence ?? sequence + 1,
      pantherVersion: before?.version ?? known.productVersion,
      seal: {
        commitment:
          before?.commitment ??
          commitmentTo(openingOf(subjectKey as Buffer, event.id), draft.personalText),
      },
    };
    const text = canonicalJson(leaf);
    const hash = leafHash(text);
    if (!before) {
      sequence = leaf.sequence;
      chain = chained(chain, hash);
    }
    return {
      event,
      isNew: !before,
      record: {
        leaf,
        text,
        hash,
        isAsSealed: !before?.leafHash || before.leafHash.equals(hash),
        draft,
        chain: before ? undefined : chain,
      },
    };
  });
  return { sealed, states, last: { sequence, chain } };
}

/** @throws Error if a record made anew is not the one that was sealed */
export function assertAsSealed(sealed: readonly Sealed[]): void {
  for (const { record } of sealed)
    if (record && !record.isAsSealed)
      throw new Error(`Record ${record.leaf.sequence} made anew is not the one that was sealed.`);
}
