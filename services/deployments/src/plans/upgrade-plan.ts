import type { Catalog } from '../releases/catalog.js';
import type { MigrationNote } from '../releases/migration-note.js';
import { compareVersions, parseMinor, parseVersion, type Version } from '../releases/version.js';
import { type Hop, hopsOf, named } from './hop.js';
import { findPath } from './upgrade-path.js';
import type { UpgradeQuestion } from './upgrade-question.js';

export const REFUSALS = [
  'bad_version',
  'bad_override',
  'unknown_target',
  'withdrawn_target',
  'downgrade',
  'unlisted_minor',
  'no_path',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type UpgradePlan =
  | { readonly outcome: 'planned'; readonly target: Version; readonly hops: readonly Hop[] }
  | { readonly outcome: 'current'; readonly target: Version }
  | { readonly outcome: 'refused'; readonly code: Refusal; readonly message: string };

const refused = (code: Refusal, message: string): UpgradePlan & { outcome: 'refused' } => ({
  outcome: 'refused',
  code,
  message,
});

/** The version that is meant, by number or by its minor. */
function targetOf(catalog: Catalog, { target, channel }: UpgradeQuestion) {
  const minor = parseMinor(target);
  const version = minor === undefined ? parseVersion(target) : catalog.stops(minor, channel)[0];
  if (minor === undefined && version === undefined)
    return refused('bad_version', `The target ${target} is no version such as 1.25.18 or 1.25.`);
  const entry = version === undefined ? undefined : catalog.entry(version);
  const offered = channel === 'candidate' || entry?.release.channel === 'stable';
  if (!entry || !offered)
    return refused('unknown_target', `The catalog has no release ${target} on channel ${channel}.`);
  return entry;
}

const overrideProblem = ({ override }: UpgradeQuestion): string | undefined => {
  if (!override) return undefined;
  if (override.reason.trim() === '') return 'An override needs a reason.';
  return override.by === override.approvedBy ? 'An override needs a second person.' : undefined;
};

/** What to do, hop by hop, to come from one version to another; or why that cannot be done. */
export function planUpgrade(
  catalog: Catalog,
  notes: readonly MigrationNote[],
  question: UpgradeQuestion,
): UpgradePlan {
  const from = parseVersion(question.current);
  if (from === undefined)
    return refused('bad_version', `The current ${question.current} is no version such as 1.25.18.`);
  const problem = overrideProblem(question);
  if (problem !== undefined) return refused('bad_override', problem);
  const entry = targetOf(catalog, question);
  if ('outcome' in entry) return entry;
  const to = entry.release.version;
  const order = compareVersions(from, to);
  if (order === 0) return { outcome: 'current', target: to };
  if (order > 0)
    return refused('downgrade', `${from} runs already, and ${to} is older: nothing leads back.`);
  if (entry.withdrawn !== undefined)
    return refused('withdrawn_target', `${to} was withdrawn: ${entry.withdrawn}`);

  const path = findPath(catalog, { ...question, from, to });
  if ('noWay' in path)
    return refused('no_path', `No way leads from ${from} to ${to}. ${path.noWay.join(' ')}`.trim());
  if (path.gaps.length > 0 && !question.override) {
    const gaps = path.gaps.map(named).join(', ');
    return refused('unlisted_minor', `The catalog has no release to stop at ${gaps}.`);
  }
  const gaps = new Map(path.gaps.map((gap) => [gap.before, gap]));
  return {
    outcome: 'planned',
    target: to,
    hops: hopsOf(catalog, notes, question, path.steps, gaps),
  };
}
