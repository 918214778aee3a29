import { createHash } from 'node:crypto';
import type { Drift } from './drift.js';
import type { Live, Row, Stack } from './stack.js';
import { NESTED, type Template } from './template.js';
import { declaredParameters, shownParameters } from './template-parameters.js';

/** How AWS says when. */
export const iso = (at: number): string => new Date(at).toISOString();

/** The same each time that somebody asks. */
function eventIdOf(stack: Stack, index: number): string {
  const hex = createHash('sha1').update(`${stack.id}\n${index}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

export const eventOf = (stack: Stack, row: Row, index: number): object => ({
  StackId: stack.id,
  EventId: eventIdOf(stack, index),
  StackName: stack.name,
  OperationId: row.operation.id,
  LogicalResourceId: row.logicalId || stack.name,
  PhysicalResourceId: row.physicalId ?? '',
  ResourceType: row.type,
  Timestamp: iso(row.at),
  ResourceStatus: row.status,
  ResourceStatusReason: row.reason,
  ClientRequestToken: row.operation.token,
  ...(row.hook
    ? {
        HookType: row.hook.type,
        HookStatus: row.hook.status,
        HookStatusReason: row.hook.reason,
        HookInvocationPoint: 'PRE_PROVISION',
        HookFailureMode: 'FAIL',
      }
    : {}),
});

const tagsOf = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const identity = (stack: Stack, now: number, drift: Drift) => {
  const own = stack.ownRow(now);
  const updates = stack.operationsBy(now).filter(({ type }) => type === 'UPDATE_STACK');
  const updatedAt = updates.at(-1)?.startedAt;
  const isDeleted = own?.status === 'DELETE_COMPLETE';
  const detected = drift.last(stack, now);
  const isRoot = stack.parent === undefined;
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: iso(stack.createdAt),
    LastUpdatedTime: updatedAt === undefined ? undefined : iso(updatedAt),
    DeletionTime: isDeleted ? iso(own.at) : undefined,
    StackStatus: own?.status,
    StackStatusReason: own?.reason,
    ...(isRoot ? {} : { ParentId: stack.parent.id, RootId: stack.root.id }),
    DriftInformation: detected
      ? {
          StackDriftStatus: detected.drifted.size > 0 ? 'DRIFTED' : 'IN_SYNC',
          LastCheckTimestamp: iso(detected.readyAt),
        }
      : { StackDriftStatus: 'NOT_CHECKED' },
    LastOperations: stack
      .operationsBy(now)
      .slice(-2)
      .reverse()
      .map(({ id, type }) => ({ OperationId: id, OperationType: type })),
  };
};

const HAS_OUTPUTS =
  /^(CREATE_COMPLETE|(UPDATE|IMPORT)(_ROLLBACK)?_COMPLETE(_CLEANUP_IN_PROGRESS)?)$/;

export function stackOf(stack: Stack, now: number, drift: Drift): object {
  const { template, parameters, tags, capabilities } = stack.revision(now);
  const { settings } = stack;
  const hasOutputs = HAS_OUTPUTS.test(stack.status(now) ?? '');
  return {
    ...identity(stack, now, drift),
    Description: template.description,
    Parameters: Object.entries(shownParameters(template, parameters)).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    DisableRollback: settings.onFailure === 'DO_NOTHING',
    NotificationARNs: settings.notificationArns,
    TimeoutInMinutes: settings.timeoutMinutes,
    Capabilities: capabilities,
    RoleARN: settings.roleArn,
    RetainExceptOnCreate: settings.retainExceptOnCreate,
    EnableTerminationProtection: stack.root.terminationProtection,
    Tags: tagsOf(tags),
    Outputs: hasOutputs
      ? Object.entries(stack.outputs(now)).map(([key, value]) => ({
          OutputKey: key,
          OutputValue: value,
        }))
      : [],
  };
}

export const stackSummaryOf = (stack: Stack, now: number, drift: Drift): object => ({
  ...identity(stack, now, drift),
  TemplateDescription: stack.revision(now).template.description,
});

export const resourceOf = (stack: Stack, live: Live): object => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: live.logicalId,
  PhysicalResourceId: live.physicalId,
  ResourceType: live.type,
  Timestamp: iso(live.at),
  ResourceStatus: live.status,
  ResourceStatusReason: live.reason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});

export const resourceSummaryOf = (stack: Stack, live: Live): object => {
  const {
    Timestamp,
    StackName: _name,
    StackId: _id,
    ...rest
  } = resourceOf(stack, live) as {
    readonly Timestamp: string;
    readonly StackName: string;
    readonly StackId: string;
  };
  return { ...rest, LastUpdatedTimestamp: Timestamp };
};

export const templateSummaryOf = (template: Template): object => ({
  Parameters: declaredParameters(template),
  Description: template.description,
  Capabilities: template.capabilities,
  CapabilitiesReason:
    template.capabilities.length === 0
      ? undefined
      : `The following resource(s) require capabilities: [${capabilityTypes(template).join(', ')}]`,
  ResourceTypes: [...new Set([...template.resources.values()].map(({ type }) => type))],
  Version: '2010-09-09',
  DeclaredTransforms: template.transforms,
});

const capabilityTypes = ({ resources }: Template): readonly string[] => {
  const types = [...resources.values()].map(({ type }) => type);
  return [...new Set(types.filter((type) => type.startsWith('AWS::IAM::') || type === NESTED))];
};
