import { type ChangeSet, executionOf, statusOf } from './change-sets.js';
import type { Difference } from './differences.js';
import { iso } from './stack-answers.js';
import { shownParameters } from './template-parameters.js';

const policyAction = ({ action, replaced, resource, live }: Difference): string | undefined => {
  if (replaced)
    return resource?.updateReplacePolicy === 'Retain' ? 'ReplaceAndRetain' : 'ReplaceAndDelete';
  if (action !== 'Remove' || !live) return undefined;
  return resource?.deletionPolicy === 'Retain' ? 'Retain' : 'Delete';
};

const changeOf = (changeSet: ChangeSet, difference: Difference): object => {
  const { action, logicalId, type, live, replaced, properties } = difference;
  const needs = replaced ? 'Always' : 'Never';
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: logicalId,
      PhysicalResourceId: live?.physicalId,
      ResourceType: type,
      PolicyAction: policyAction(difference),
      ...(action === 'Modify'
        ? {
            Replacement: replaced ? 'True' : 'False',
            Scope: ['Properties'],
            Details: properties.map((name) => ({
              Target: { Attribute: 'Properties', Name: name, RequiresRecreation: needs },
              Evaluation: 'Static',
              ChangeSource: 'DirectModification',
            })),
          }
        : {}),
      ChangeSetId: changeSet.nested.get(logicalId)?.id,
    },
  };
};

const identity = (changeSet: ChangeSet, now: number) => {
  const { failure, parent, root } = changeSet;
  const status = statusOf(changeSet, now);
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: executionOf(changeSet, now),
    Status: status,
    StatusReason: status === 'FAILED' ? failure : undefined,
    CreationTime: iso(changeSet.createdAt),
    Description: changeSet.description,
    IncludeNestedStacks: changeSet.includeNested,
    ParentChangeSetId: parent,
    RootChangeSetId: root,
  };
};

export const changeSetSummaryOf = identity;

export function changeSetOf(
  changeSet: ChangeSet,
  now: number,
  changes: readonly Difference[],
): object {
  const { template, parameters, tags, capabilities } = changeSet.revision;
  return {
    ...identity(changeSet, now),
    Parameters: Object.entries(shownParameters(template, parameters)).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Capabilities: capabilities,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Changes:
      statusOf(changeSet, now) === 'CREATE_COMPLETE'
        ? changes.map((each) => changeOf(changeSet, each))
        : [],
  };
}
