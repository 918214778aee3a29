import { ServiceError } from '@margay/contracts';
import type { NextActions, StackStatus } from '../diagnosis/next-actions.js';

export const RECOVERY_ACTIONS = [
  'delete',
  'delete_and_retain',
  'roll_back',
  'continue_rollback',
] as const;
export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number];

/** What is to be done with the stack that a failed deployment left. */
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

const isRecovery = (action: string): action is RecoveryAction =>
  RECOVERY_ACTIONS.some((each) => each === action);

const told = ({ action, resources = [] }: Partial<RecoveryWish>): string =>
  resources.length === 0 ? `${action}` : `${action} with ${[...resources].sort().join(', ')}`;

/**
 * What was wished for, if it is one of the things that may be done with the stack as it is now. What is good is never touched.
 *
 * @throws ServiceError `conflict` with what may be done instead
 */
export function recoveryOf(wish: RecoveryWish, { stackId, status, next }: SeenNow): Recovery {
  const legal = /^(failed|stuck)$/.test(next.standing)
    ? next.actions.filter(({ action, needsApproval }) => needsApproval && isRecovery(action))
    : [];
  const { action } = wish;
  if (isRecovery(action) && legal.some((each) => told(each) === told(wish)))
    return { action, stackId, status, resources: [...wish.resources] };
  const instead = legal.length === 0 ? 'nothing' : legal.map(told).join('; ');
  throw new ServiceError('conflict', `The stack is ${status}. What may be done: ${instead}.`);
}
