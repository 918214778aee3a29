import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  actorToWire,
  type MigrationTaskSchema,
  type OverrideSchema,
  type PlanUpgradeResponseSchema,
  type UpgradeHopSchema,
} from '@margay/contracts';
import { API_ALIAS_TEMPLATE } from './api-alias-template.js';
import type { Hop } from './hop.js';
import type { MigrationTask } from './migration-task.js';
import type { OverrideRow } from './override.row.js';
import type { UpgradePlan } from './upgrade-plan.js';

function taskToWire(task: MigrationTask): MessageInitShape<typeof MigrationTaskSchema> {
  const { note, title, kind } = task;
  switch (kind) {
    case 'automatic':
      return { note, title, kind, edits: task.edits.map((edit) => ({ ...edit })) };
    case 'supply':
      return { note, title, kind, parameters: [...task.parameters] };
    case 'manual':
      return { note, title, kind, steps: task.steps.map((step) => ({ ...step })) };
  }
}

const hopToWire = ({
  roleUpdate,
  difference,
  ...hop
}: Hop): MessageInitShape<typeof UpgradeHopSchema> => ({
  from: hop.from,
  to: hop.to,
  passedOver: hop.passedOver.map((each) => ({ ...each })),
  templateUrl: hop.templateUrl,
  capabilities: [...hop.capabilities],
  ...(roleUpdate
    ? {
        roleUpdate: {
          to: roleUpdate.to,
          templateUrl: roleUpdate.templateUrl,
          missingActions: [...(roleUpdate.missingActions ?? [])],
          known: roleUpdate.missingActions !== undefined,
        },
      }
    : {}),
  ...(difference
    ? {
        difference: {
          added: [...difference.added],
          removed: [...difference.removed],
          renamed: Object.fromEntries(difference.renamed.map(({ from, to }) => [from, to])),
          defaultChanged: difference.defaultChanged.map((each) => ({ ...each })),
        },
      }
    : {}),
  tasks: hop.tasks.map(taskToWire),
  parameters: { ...hop.parameters },
  missing: [...hop.missing],
  pulumiBuild: hop.pulumiBuild,
  risks: [...hop.risks],
});

const namesTemplate = (hops: readonly Hop[]): boolean =>
  hops.some(({ tasks }) =>
    tasks.some((task) => task.kind === 'manual' && task.steps.some(({ document }) => document)),
  );

export function planToWire(plan: UpgradePlan): MessageInitShape<typeof PlanUpgradeResponseSchema> {
  if (plan.outcome !== 'planned') return plan;
  const { outcome, target, hops } = plan;
  const apiAliasTemplate = namesTemplate(hops) ? API_ALIAS_TEMPLATE : '';
  return { outcome, target, hops: hops.map(hopToWire), apiAliasTemplate };
}

export const overrideToWire = (row: OverrideRow): MessageInitShape<typeof OverrideSchema> => ({
  id: row.id,
  accountId: row.accountId,
  target: row.target,
  reason: row.reason,
  status: row.status,
  revision: row.revision,
  requestedBy: actorToWire(row.requestedBy),
  ...(row.approvedBy ? { approvedBy: actorToWire(row.approvedBy) } : {}),
});
