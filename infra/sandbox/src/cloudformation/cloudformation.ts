import { QUERY_DIALECT } from '../aws-error.js';
import { permitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import { listOf, type QueryParameters } from '../query-protocol.js';
import type { World } from '../world.js';
import { changeSetOf, changeSetSummaryOf } from './change-set-answers.js';
import { detectionOf, resourceDriftsOf } from './drift-answers.js';
import { newestFirst, pageOf } from './pages.js';
import type { Stack } from './stack.js';
import {
  eventOf,
  resourceOf,
  resourceSummaryOf,
  stackOf,
  stackSummaryOf,
  templateSummaryOf,
} from './stack-answers.js';
import type { Requester } from './stack-engine.js';
import { stackNameOf, stackRequestOf, templateOf, tokenOf } from './stack-requests.js';
import { invalid } from './template.js';

interface Call {
  readonly world: World;
  readonly by: Requester;
  readonly parameters: QueryParameters;
  readonly now: number;
}

const RESOURCES_MAX = 100;

const stackOfCall = ({ world, by, parameters, now }: Call): Stack =>
  world.stacks.index.get(by, stackNameOf(parameters), now);

const flag = (parameters: QueryParameters, name: string): boolean =>
  parameters.get(name) === 'true';

function createStack({ world, by, parameters, now }: Call): object {
  const request = stackRequestOf(world, parameters);
  const stack = world.stacks.create(by, stackNameOf(parameters), request, now);
  if (flag(parameters, 'EnableTerminationProtection')) stack.terminationProtection = true;
  return { StackId: stack.id, OperationId: stack.operationsBy(now)[0]?.id };
}

function updateStack({ world, by, parameters, now }: Call): object {
  const request = stackRequestOf(world, parameters);
  const isNew = request.template !== undefined;
  if (isNew === flag(parameters, 'UsePreviousTemplate'))
    throw invalid('Either a template or UsePreviousTemplate must be specified.');
  const stack = world.stacks.update(by, stackNameOf(parameters), request, now);
  return { StackId: stack.id, OperationId: stack.operationsBy(now).at(-1)?.id };
}

function deleteStack({ world, by, parameters, now }: Call): object {
  const options = {
    token: tokenOf(parameters),
    retained: listOf(parameters, 'RetainResources'),
    force: parameters.get('DeletionMode') === 'FORCE_DELETE_STACK',
  };
  world.stacks.delete(by, stackNameOf(parameters), options, now);
  return {};
}

function describeStacks(call: Call): object {
  const { world, by, parameters, now } = call;
  if (parameters.has('StackName'))
    return { Stacks: [stackOf(stackOfCall(call), now, world.drift)] };
  const live = world.stacks.index
    .stacks(by, now)
    .filter((stack) => stack.status(now) !== 'DELETE_COMPLETE');
  const { items, next } = pageOf(live, parameters.get('NextToken'));
  return { Stacks: items.map((stack) => stackOf(stack, now, world.drift)), NextToken: next };
}

function listStacks({ world, by, parameters, now }: Call): object {
  const wanted = listOf(parameters, 'StackStatusFilter');
  const found = world.stacks.index
    .stacks(by, now)
    .filter((stack) => wanted.length === 0 || wanted.includes(stack.status(now) ?? ''));
  const { items, next } = pageOf(found.toReversed(), parameters.get('NextToken'));
  return {
    StackSummaries: items.map((stack) => stackSummaryOf(stack, now, world.drift)),
    NextToken: next,
  };
}

function describeStackEvents(call: Call): object {
  const stack = stackOfCall(call);
  const { items, next } = newestFirst(stack.length(call.now), call.parameters.get('NextToken'));
  return {
    StackEvents: items.flatMap((index) => {
      const row = stack.row(index);
      return row ? [eventOf(stack, row, index)] : [];
    }),
    NextToken: next,
  };
}

function describeStackResources(call: Call): object {
  const stack = stackOfCall(call);
  const wanted = call.parameters.get('LogicalResourceId');
  const found = [...stack.resources(call.now).values()].filter(
    ({ logicalId }) => wanted === undefined || logicalId === wanted,
  );
  return {
    StackResources: found.slice(0, RESOURCES_MAX).map((live) => resourceOf(stack, live)),
  };
}

function listStackResources(call: Call): object {
  const stack = stackOfCall(call);
  const all = [...stack.resources(call.now).values()];
  const { items, next } = pageOf(all, call.parameters.get('NextToken'));
  return {
    StackResourceSummaries: items.map((live) => resourceSummaryOf(stack, live)),
    NextToken: next,
  };
}

const getTemplate = (call: Call): object => ({
  TemplateBody: stackOfCall(call).revision(call.now).template.text,
  StagesAvailable: ['Original', 'Processed'],
});

const readTemplate = (call: Call) => {
  const template = templateOf(call.world, call.parameters);
  if (template) return template;
  return stackOfCall(call).revision(call.now).template;
};

function validateTemplate(call: Call): object {
  const { Parameters, Description, Capabilities, CapabilitiesReason, DeclaredTransforms } =
    templateSummaryOf(readTemplate(call)) as Readonly<Record<string, unknown>>;
  const parameters = Parameters as readonly Readonly<Record<string, unknown>>[];
  return {
    Parameters: parameters.map(({ ParameterKey, DefaultValue, NoEcho, Description: about }) => ({
      ParameterKey,
      DefaultValue,
      NoEcho,
      Description: about,
    })),
    Description,
    Capabilities,
    CapabilitiesReason,
    DeclaredTransforms,
  };
}

function createChangeSet({ world, by, parameters, now }: Call): object {
  const type = parameters.get('ChangeSetType') ?? 'UPDATE';
  if (type !== 'CREATE' && type !== 'UPDATE')
    throw invalid('Only change sets of the types CREATE and UPDATE are known here.');
  const asked = {
    name: stackNameOf(parameters, 'ChangeSetName'),
    type,
    description: parameters.get('Description'),
    includeNested: flag(parameters, 'IncludeNestedStacks'),
    request: stackRequestOf(world, parameters, 'ClientToken'),
  } as const;
  const { id, stackId } = world.changeSets.create(by, stackNameOf(parameters), asked, now);
  return { Id: id, StackId: stackId };
}

const changeSetNames = (parameters: QueryParameters) =>
  [parameters.get('ChangeSetName') ?? '', parameters.get('StackName') ?? ''] as const;

function describeChangeSet({ world, by, parameters, now }: Call): object {
  const found = world.changeSets.get(by, ...changeSetNames(parameters), now);
  const { items, next } = pageOf(found.changes, parameters.get('NextToken'));
  return { ...changeSetOf(found, now, items), NextToken: next };
}

function listChangeSets(call: Call): object {
  const found = call.world.changeSets.of(stackOfCall(call));
  const { items, next } = pageOf(found, call.parameters.get('NextToken'));
  return { Summaries: items.map((each) => changeSetSummaryOf(each, call.now)), NextToken: next };
}

type Run = (call: Call) => object;

const RUNS: Readonly<Record<string, Run>> = {
  CreateStack: createStack,
  UpdateStack: updateStack,
  DeleteStack: deleteStack,
  DescribeStacks: describeStacks,
  ListStacks: listStacks,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResources: describeStackResources,
  ListStackResources: listStackResources,
  GetTemplate: getTemplate,
  GetTemplateSummary: (call) => templateSummaryOf(readTemplate(call)),
  ValidateTemplate: validateTemplate,
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: describeChangeSet,
  ListChangeSets: listChangeSets,
  ExecuteChangeSet: ({ world, by, parameters, now }) => {
    const token = tokenOf(parameters);
    world.changeSets.execute(by, ...changeSetNames(parameters), token, now);
    return {};
  },
  DeleteChangeSet: ({ world, by, parameters, now }) => {
    world.changeSets.delete(by, ...changeSetNames(parameters), now);
    return {};
  },
  CancelUpdateStack: ({ world, by, parameters, now }) => {
    world.stacks.cancelUpdate(by, stackNameOf(parameters), tokenOf(parameters), now);
    return {};
  },
  ContinueUpdateRollback: ({ world, by, parameters, now }) => {
    const options = { token: tokenOf(parameters), skip: listOf(parameters, 'ResourcesToSkip') };
    world.stacks.continueRollback(by, stackNameOf(parameters), options, now);
    return {};
  },
  RollbackStack: (call) => {
    const { world, by, parameters, now } = call;
    const { id } = stackOfCall(call);
    return {
      StackId: id,
      OperationId: world.stacks.rollback(by, stackNameOf(parameters), tokenOf(parameters), now),
    };
  },
  UpdateTerminationProtection: ({ world, by, parameters, now }) => {
    const enabled = flag(parameters, 'EnableTerminationProtection');
    return { StackId: world.stacks.protect(by, stackNameOf(parameters), enabled, now).id };
  },
  DetectStackDrift: ({ world, by, parameters, now }) => ({
    StackDriftDetectionId: world.drift.detect(by, stackNameOf(parameters), now),
  }),
  DescribeStackDriftDetectionStatus: ({ world, parameters, now }) =>
    detectionOf(world.drift.detection(parameters.get('StackDriftDetectionId') ?? ''), now),
  DescribeStackResourceDrifts: (call) => {
    const { world, parameters, now } = call;
    const filters = listOf(parameters, 'StackResourceDriftStatusFilters');
    const all = resourceDriftsOf(stackOfCall(call), world.drift, filters, now);
    const { items, next } = pageOf(all, parameters.get('NextToken'));
    return { StackResourceDrifts: items, NextToken: next };
  },
};

export const CLOUDFORMATION = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** A stack's ARN as policies name it before there is one. */
const resourceOfCall = ({ account, region }: Caller, parameters: QueryParameters): string => {
  const name = parameters.get('StackName') ?? '*';
  return name.startsWith('arn:')
    ? name
    : `arn:aws:cloudformation:${region}:${account}:stack/${name}/*`;
};

/** What policies may ask about the stack that a call is about. */
function tagsOfCall(world: World, by: Caller, parameters: QueryParameters, now: number) {
  const name = parameters.get('StackName');
  const stack = name === undefined ? undefined : world.stacks.index.find(by, name, now);
  const tags = Object.entries(stack?.revision(now).tags ?? {});
  return Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** Every call by its name, ready for the door. */
export const CLOUDFORMATION_OPERATIONS = Object.entries(RUNS).map(([name, run]) => {
  const action = `cloudformation:${name}`;
  return [
    name,
    {
      action,
      namespace: CLOUDFORMATION,
      about: 'StackName',
      run: (world: World, caller: Caller, parameters: QueryParameters): object => {
        const resource = resourceOfCall(caller, parameters);
        const now = world.now().getTime();
        const context = tagsOfCall(world, caller, parameters, now);
        if (!permitted(world, caller, { action, resource, context }))
          throw QUERY_DIALECT.denied(
            `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
          );
        const { account, region, sessionArn: principal } = caller;
        return run({ world, by: { account, region, principal }, parameters, now });
      },
    },
  ] as const;
});
