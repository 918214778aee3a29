import type {
  CheckParametersResponse,
  MigrationTask as WireTask,
  Override as WireOverride,
  PlanUpgradeResponse,
  UpgradeHop,
} from '@margay/contracts';
import { authorOf } from '../author.js';
import type { Hop, Override, ParameterVerdict, UpgradePlan } from './plans.schema.js';
import { said } from './said.js';

function taskToRest({ note, title, ...task }: WireTask): Hop['tasks'][number] {
  const kind = task.kind as Hop['tasks'][number]['kind'];
  switch (kind) {
    case 'automatic': {
      const edits = task.edits.map(({ parameter, before, after }) => ({
        parameter,
        before,
        ...(after === undefined ? {} : { after }),
      }));
      return { note, title, kind, edits };
    }
    case 'supply':
      return { note, title, kind, parameters: task.parameters };
    case 'manual': {
      const steps = task.steps.map(({ id, phase, text, evidence, document }) => ({
        id,
        phase: phase as 'before' | 'after',
        text,
        evidence,
        ...said('document', document),
      }));
      return { note, title, kind, steps };
    }
  }
}

const hopToRest = (hop: UpgradeHop): Hop => ({
  from: hop.from,
  to: hop.to,
  passedOver: hop.passedOver.map(({ version, reason }) => ({ version, reason })),
  templateUrl: hop.templateUrl,
  capabilities: hop.capabilities,
  ...(hop.roleUpdate
    ? {
        roleUpdate: {
          to: hop.roleUpdate.to,
          templateUrl: hop.roleUpdate.templateUrl,
          ...(hop.roleUpdate.known ? { missingActions: hop.roleUpdate.missingActions } : {}),
        },
      }
    : {}),
  ...(hop.difference
    ? {
        difference: {
          added: hop.difference.added,
          removed: hop.difference.removed,
          renamed: hop.difference.renamed,
          defaultChanged: hop.difference.defaultChanged.map(({ name, before, after }) => ({
            name,
            ...(before === undefined ? {} : { before }),
            ...(after === undefined ? {} : { after }),
          })),
        },
      }
    : {}),
  tasks: hop.tasks.map(taskToRest),
  parameters: hop.parameters,
  missing: hop.missing,
  pulumiBuild: hop.pulumiBuild,
  risks: hop.risks,
});

export const planToRest = (plan: PlanUpgradeResponse): UpgradePlan => ({
  outcome: plan.outcome as UpgradePlan['outcome'],
  ...said('target', plan.target),
  ...said('code', plan.code),
  ...said('message', plan.message),
  hops: plan.hops.map(hopToRest),
  ...said('apiAliasTemplate', plan.apiAliasTemplate),
});

const findingsToRest = (findings: CheckParametersResponse['errors']): ParameterVerdict['errors'] =>
  findings.map(({ parameter, rule, message, fix }) => ({ parameter, rule, message, fix }));

export const verdictToRest = (verdict: CheckParametersResponse): ParameterVerdict => ({
  checkedAgainst: verdict.checkedAgainst as ParameterVerdict['checkedAgainst'],
  errors: findingsToRest(verdict.errors),
  warnings: findingsToRest(verdict.warnings),
});

export function overrideToRest(override: WireOverride): Override {
  const { id, accountId, target, reason, status, revision } = override;
  const requestedBy = authorOf(override.requestedBy);
  const approvedBy = authorOf(override.approvedBy);
  return {
    id,
    accountId,
    target,
    reason,
    status: status as Override['status'],
    revision,
    ...(requestedBy ? { requestedBy } : {}),
    ...(approvedBy ? { approvedBy } : {}),
  };
}
