import { canonicalJson, type Change } from '@margay/audit-proof';
import type { JsonObject, JsonValue } from '@bufbuild/protobuf';

/** What is known of a target, before or after. */
export type TargetState = JsonObject;

/**
 * What an event changed of its target.
 *
 * @param after what the event says of it: only what is named is compared; `gone` takes everything away
 */
export function changesOf(before: TargetState, after: TargetState | 'gone'): readonly Change[] {
  const fields = Object.keys(after === 'gone' ? before : after).sort();
  return fields
    .map((field) => ({
      field,
      before: before[field] ?? null,
      after: after === 'gone' ? null : (after[field] ?? null),
    }))
    .filter(({ before: was, after: is }) => !isSame(was, is));
}

/** Most are plain, and need not be written out to be compared. */
const isSame = (one: JsonValue, other: JsonValue): boolean =>
  one === other ||
  (isCompound(one) && isCompound(other) && canonicalJson(one) === canonicalJson(other));

const isCompound = (value: JsonValue): boolean => typeof value === 'object' && value !== null;

export const stateAfter = (before: TargetState, after: TargetState | 'gone'): TargetState =>
  after === 'gone' ? {} : { ...before, ...after };
