import type { Version } from '../releases/version.js';

/** One installation or one hop of an upgrade, as it was planned when the run was asked for. */
export interface RunHop {
  /** Absent: nothing is installed there yet. */
  readonly from?: Version;
  readonly to: Version;
  readonly templateUrl: string;
  readonly capabilities: readonly string[];
  /** The deployment role has to be brought to the same minor first. */
  readonly roleUpdate: boolean;
  /** Notes whose work people do by hand, by id. */
  readonly tasks: readonly string[];
  /** Digest of the values that the template is given. They lie beside the log. */
  readonly parameters: string;
  readonly pulumiBuild: boolean;
}

/** What a hop is going to change. */
export interface ChangeSet {
  /** Of the step that prepared it: who approves says which one they looked at. */
  readonly attempt: number;
  readonly changes: number;
  /** Resources with state that it replaces or removes: `NestedStackName.LogicalId`. */
  readonly destroys: readonly string[];
}

/** Every step there is, and whether it asks AWS to change something or only looks. */
export const RUN_STEPS = {
  preflight: 'looks',
  role: 'looks',
  parameters: 'looks',
  drift: 'looks',
  create_stack: 'calls',
  create_change_set: 'calls',
  execute_change_set: 'calls',
  cancel_update: 'calls',
  settle_stack: 'looks',
  start_build: 'calls',
  settle_build: 'looks',
  verify: 'looks',
  recover: 'calls',
  settle_recovery: 'looks',
} as const satisfies Record<string, 'calls' | 'looks'>;

export type RunStep = keyof typeof RUN_STEPS;

export const calls = (step: RunStep): boolean => RUN_STEPS[step] === 'calls';

/** The steps of a hop in their order. A change set without a change is not executed. */
export function stepsOf(hop: RunHop, changeSet?: ChangeSet): readonly RunStep[] {
  const build: readonly RunStep[] = hop.pulumiBuild ? ['start_build', 'settle_build'] : [];
  if (hop.from === undefined)
    return ['preflight', 'parameters', 'create_stack', 'settle_stack', ...build, 'verify'];
  const role: readonly RunStep[] = hop.roleUpdate ? ['role'] : [];
  const change: readonly RunStep[] =
    changeSet?.changes === 0 ? [] : ['execute_change_set', 'settle_stack'];
  return [
    'preflight',
    ...role,
    'parameters',
    'drift',
    'create_change_set',
    ...change,
    ...build,
    'verify',
  ];
}

/** Those of a hop that a build follows. */
export function stepsBeforeBuild(hop: RunHop): readonly RunStep[] {
  const steps = stepsOf(hop);
  return steps.slice(0, steps.indexOf('start_build'));
}

/** Of what is done with the stack that a failed deployment left. */
export const RECOVERY_STEPS = ['recover', 'settle_recovery'] as const satisfies RunStep[];

/** Where a step stands within a run. */
export interface StepPlace {
  readonly accountId: string;
  readonly run: number;
  /** Index of the hop. */
  readonly hop: number;
  readonly step: RunStep;
  readonly attempt: number;
}

/**
 * What AWS knows a call by: whoever makes it again after a crash makes the same one. Also a legal name of a change set.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const stepToken = ({ accountId, run, hop, step, attempt }: StepPlace): string =>
  ['margay', accountId, run, hop, step.replaceAll('_', '-'), attempt].join('-');
