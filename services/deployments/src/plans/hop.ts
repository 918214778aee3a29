import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Catalog } from '../releases/catalog.js';
import type { MigrationNote } from '../releases/migration-note.js';
import { CAPABILITIES, type Release, roleTemplateUrl, templateUrl } from '../releases/release.js';
import { isAtLeast, type Minor, minorOf, type Version } from '../releases/version.js';
import { concerns, edited, type MigrationTask, taskFor } from './migration-task.js';
import {
  carriedOver,
  type ParameterDifference,
  parameterDifference,
} from './parameter-difference.js';
import type { Gap, PassedOver, Step } from './upgrade-path.js';
import type { UpgradeQuestion } from './upgrade-question.js';

/** From here on a part of the platform is built by Pulumi, after each change of the stack. */
const PULUMI_SINCE: Version = '1.22.0';

export const pulumiBuilds = (version: Version): boolean => isAtLeast(version, PULUMI_SINCE);

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

/** Where a gap is, in words. */
export const named = ({ after, before }: Gap) => `between ${after} and ${before}`;

/** What to do at each step, with the values that one hands to the next. */
export function hopsOf(
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
      templateUrl: templateUrl(after, question.region),
      capabilities: after.capabilities ?? CAPABILITIES,
      ...(roleUpdate ? { roleUpdate } : {}),
      ...(difference ? { difference } : {}),
      tasks,
      parameters: values,
      missing: missingIn(values, after, tasks),
      pulumiBuild: pulumiBuilds(step.to),
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
    templateUrl: roleTemplateUrl(after),
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
