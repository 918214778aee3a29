import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Catalog } from '../releases/catalog.js';
import type { MigrationNote } from '../releases/migration-note.js';
import {
  CAPABILITIES,
  type Channel,
  type Circumstance,
  type Release,
  roleTemplateUrl,
  templateUrl,
} from '../releases/release.js';
import {
  compareVersions,
  isAtLeast,
  minorOf,
  parseMinor,
  parseVersion,
} from '../releases/version.js';
import type { Minor, Version } from '../releases/version.js';
import { concerns, edited, type MigrationTask, taskFor } from './migration-task.js';
import {
  carriedOver,
  type ParameterDifference,
  parameterDifference,
} from './parameter-difference.js';
import { findPath, type Gap, type PassedOver, type Step } from './upgrade-path.js';

/** From here on a part of the platform is built by Pulumi, after each change of the stack. */
const PULUMI_SINCE: Version = '1.22.0';

export interface UpgradeQuestion {
  /** What runs now. */
  readonly current: string;
  /** A version, or a minor, which means its latest recommended patch. */
  readonly target: string;
  readonly region: string;
  readonly channel: Channel;
  readonly circumstances: ReadonlySet<Circumstance>;
  /** Of the deployment role, where one is used and its version is known. */
  readonly roleVersion?: Version;
  readonly parameters: ParameterValues;
  /** Whole minors may be left out where the catalog has none of their releases. */
  readonly override?: { readonly reason: string; readonly by: string; readonly approvedBy: string };
}

export interface RoleUpdate {
  readonly to: Version;
  readonly templateUrl: string;
  /** What the role may not do yet. Absent while nobody knows. */
  readonly missingActions?: readonly string[];
}

export interface Hop {
  readonly from: Version;
  readonly to: Version;
  readonly passedOver: readonly PassedOver[];
  readonly templateUrl: string;
  readonly capabilities: readonly string[];
  /** Before the stack is updated. */
  readonly roleUpdate?: RoleUpdate;
  /** Absent while one of the two templates has not been read. */
  readonly difference?: ParameterDifference;
  readonly tasks: readonly MigrationTask[];
  /** What the template of this hop is given. */
  readonly parameters: ParameterValues;
  /** What it asks for and nobody has said yet. */
  readonly missing: readonly string[];
  readonly pulumiBuild: boolean;
  readonly risks: readonly string[];
}

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

const named = ({ after, before }: Gap) => `between ${after} and ${before}`;

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

function hopsOf(
  catalog: Catalog,
  notes: readonly MigrationNote[],
  question: UpgradeQuestion,
  steps: readonly Step[],
  gaps: ReadonlyMap<Minor, Gap>,
): readonly Hop[] {
  const done = new Set<string>();
  let values = question.parameters;
  let role = question.roleVersion;
  return steps.map((step) => {
    const before = releaseOf(catalog, step.from);
    const after = releaseOf(catalog, step.to);
    const due = notes.filter(
      (note) => !done.has(note.id) && concerns(note, step.from, step.to, question.circumstances),
    );
    for (const { id } of due) done.add(id);
    const tasks = due.flatMap((note) => taskFor(note, values, question.circumstances) ?? []);
    const roleUpdate = roleUpdateFor(catalog, question, role, after);
    role = roleUpdate?.to ?? role;
    values = carriedOver(edited(values, tasks), after);
    const difference = parameterDifference(before, after);
    const gap = minorOf(step.from) === minorOf(step.to) ? undefined : gaps.get(minorOf(step.to));
    return {
      ...step,
      templateUrl: templateUrl(step.to, question.region),
      capabilities: CAPABILITIES,
      ...(roleUpdate ? { roleUpdate } : {}),
      ...(difference ? { difference } : {}),
      tasks,
      parameters: values,
      missing: missingIn(values, after, tasks),
      pulumiBuild: isAtLeast(step.to, PULUMI_SINCE),
      risks: risksOf(catalog, question, step, gap),
    };
  });
}

/** What nobody registered is still a release: somebody runs it. */
const releaseOf = (catalog: Catalog, version: Version): Release =>
  catalog.entry(version)?.release ?? { version, channel: 'stable' };

/** The role has to be of the same minor before the stack is updated. */
function roleUpdateFor(
  catalog: Catalog,
  { circumstances }: UpgradeQuestion,
  role: Version | undefined,
  after: Release,
): RoleUpdate | undefined {
  if (!circumstances.has('deployment_role')) return undefined;
  if (role !== undefined && minorOf(role) === minorOf(after.version)) return undefined;
  const allowed = role === undefined ? undefined : catalog.entry(role)?.release.roleActions;
  const known = allowed && after.roleActions && new Set(allowed);
  return {
    to: after.version,
    templateUrl: roleTemplateUrl(after.version),
    ...(known
      ? { missingActions: (after.roleActions ?? []).filter((action) => !known.has(action)) }
      : {}),
  };
}

function missingIn(
  values: ParameterValues,
  { parameters = [] }: Release,
  tasks: readonly MigrationTask[],
): readonly string[] {
  const required = parameters.filter((each) => each.default === undefined).map(({ name }) => name);
  const unsaid = required.filter((name) => !Object.hasOwn(values, name));
  const asked = tasks.flatMap((task) => (task.kind === 'supply' ? task.parameters : []));
  return [...new Set([...unsaid, ...asked])];
}

function risksOf(
  catalog: Catalog,
  { override }: UpgradeQuestion,
  { to, passedOver }: Step,
  gap: Gap | undefined,
): readonly string[] {
  const entry = catalog.entry(to);
  return [
    ...(gap && override ? [`Leaves out what lies ${named(gap)}: ${override.reason}`] : []),
    ...(entry?.listed === false ? [`${to} is not among the recommended releases.`] : []),
    ...(passedOver.length > 0 ? ['A stop that goes before it was passed over.'] : []),
    ...(entry?.release.parameters
      ? []
      : [`The template of ${to} has not been read: its parameters are not checked.`]),
  ];
}
