import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Catalog } from '../releases/catalog.js';
import type { Hop } from './hop.js';
import type { ParameterEdit } from './migration-task.js';
import type { UpgradePlan } from './upgrade-plan.js';

const MASK = '****';

function maskedValues(values: ParameterValues, secret: ReadonlySet<string>): ParameterValues {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, secret.has(name) ? MASK : value]),
  );
}

const maskedEdit = (edit: ParameterEdit, secret: ReadonlySet<string>): ParameterEdit =>
  secret.has(edit.parameter)
    ? { ...edit, before: MASK, ...(edit.after === undefined ? {} : { after: MASK }) }
    : edit;

const maskedHop = (hop: Hop, secret: ReadonlySet<string>): Hop => ({
  ...hop,
  parameters: maskedValues(hop.parameters, secret),
  tasks: hop.tasks.map((task) =>
    task.kind === 'automatic'
      ? { ...task, edits: task.edits.map((edit) => maskedEdit(edit, secret)) }
      : task,
  ),
});

/** A plan as it may be shown: a value that any release declares as never shown is masked in all of it. */
export function maskedPlan(plan: UpgradePlan, catalog: Catalog): UpgradePlan {
  if (plan.outcome !== 'planned') return plan;
  const secret = new Set(
    catalog
      .all()
      .flatMap(({ release }) => release.parameters ?? [])
      .filter(({ noEcho }) => noEcho)
      .map(({ name }) => name),
  );
  return { ...plan, hops: plan.hops.map((hop) => maskedHop(hop, secret)) };
}
