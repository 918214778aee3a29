import { ServiceError } from '@margay/contracts';
import type { NextActions, StackStatus } from '../diagnosis/next-actions.js';

const STACK_RECOVERIES = ['delete', 'delete_and_retain', 'roll_back', 'continue_rollback'] as const;
/** What CloudFormation does with the stack. */
export type StackRecovery = (typeof STACK_RECOVERIES)[number];
/** `build_again`: the stack is as it should be, and the deployment goes on from its build. */
export type RecoveryAction = StackRecovery | 'build_again';

/** What is to be done about a deployment that failed. */
export interface Recovery {
  readonly action: RecoveryAction;
  readonly stackId: string;
  /** That the stack had when this was proposed; in any other it is not done. */
  readonly status: StackStatus;
  /** To keep in a deletion, or to skip in continuing a rollback. */
  readonly resources: readonly string[];
}

/** A stack as it was seen just now. */
export interface SeenNow {
  readonly stackId: string;
  readonly status: StackStatus;
  readonly next: NextActions;
}

export interface RecoveryWish {
  readonly action: string;
  readonly resources: readonly string[];
}

const isStackRecovery = (action: string): action is StackRecovery =>
  STACK_RECOVERIES.some((each) => each === action);

const told = ({ action, resources }: RecoveryWish): string =>
  resources.length === 0 ? action : `${action} with ${[...resources].sort().join(', ')}`;

type Offer = RecoveryWish & { readonly action: RecoveryAction };

function offers({ next: { standing, actions } }: SeenNow, buildIsDue: boolean): readonly Offer[] {
  if (standing === 'good') return buildIsDue ? [{ action: 'build_again', resources: [] }] : [];
  if (standing !== 'failed' && standing !== 'stuck') return [];
  return actions.flatMap(({ action, needsApproval, resources = [] }) =>
    needsApproval && isStackRecovery(action) ? { action, resources } : [],
  );
}

/**
 * What was wished for, if it is one of the things that may be done as the stack is now. What is good is never touched.
 *
 * @param buildIsDue the build is what did not come through
 * @throws ServiceError `conflict` with what may be done instead
 */
export function recoveryOf(wish: RecoveryWish, seen: SeenNow, buildIsDue = false): Recovery {
  const { stackId, status } = seen;
  const offered = offers(seen, buildIsDue);
  const found = offered.find((each) => told(each) === told(wish));
  if (found) return { action: found.action, stackId, status, resources: [...wish.resources] };
  const instead = offered.length === 0 ? 'nothing' : offered.map(told).join('; ');
  throw new ServiceError('conflict', `The stack is ${status}. What may be done: ${instead}.`);
}
