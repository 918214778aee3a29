import type { Version } from '../releases/version.js';
import type { Verification } from './finding.js';

/** More would not be read. */
const NAMED_MAX = 20;

const named = (names: readonly string[]): string => {
  const more = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** What of a stack is not as it was planned, in sentences. What bears no version is not held against it. */
export function problemsOf(
  { version, stacks, missingOutputs }: Verification,
  planned: Version,
): readonly string[] {
  const other = stacks.flatMap(({ path, version: tagged }) =>
    tagged === undefined || tagged === planned ? [] : [`${path.join(' > ')} (${tagged})`],
  );
  return [
    ...(version === undefined || version === planned
      ? []
      : [`The stack is of ${version}, and not of ${planned}.`]),
    ...(other.length > 0 ? [`Not of ${planned} are ${named(other)}.`] : []),
    ...(missingOutputs.length > 0
      ? [`The stack lacks outputs of its template: ${named(missingOutputs)}.`]
      : []),
  ];
}
