/** Every status that a stack can have. */
export const STACK_STATUSES = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_COMPLETE',
] as const;
export type StackStatus = (typeof STACK_STATUSES)[number];

export type NextActionKind =
  | 'wait'
  | 'cancel_update'
  | 'create'
  | 'update'
  | 'delete'
  | 'delete_and_retain'
  | 'roll_back'
  | 'continue_rollback'
  | 'execute_change_set';

export interface NextAction {
  readonly action: NextActionKind;
  readonly why: string;
  /** Whether it destroys or gives up something, so that a person has to say so. */
  readonly needsApproval: boolean;
  /** To skip in continuing a rollback, or to keep in a deletion. */
  readonly resources?: readonly string[];
}

/** What CloudFormation allows next, best first; and how the stack stands. */
export interface NextActions {
  readonly standing: 'running' | 'failing' | 'good' | 'failed' | 'stuck' | 'gone' | 'shell';
  readonly actions: readonly NextAction[];
}

/** What is known of the stack beside its status. */
export interface Stuck {
  /** What a rollback could not put back: `LogicalId` or `NestedStackName.LogicalId`. */
  readonly notRestored?: readonly string[];
  /** What could not be deleted, by logical id. */
  readonly notDeleted?: readonly string[];
}

const free = (action: NextActionKind, why: string): NextAction => ({
  action,
  why,
  needsApproval: false,
});
const approved = (
  action: NextActionKind,
  why: string,
  resources: readonly string[] = [],
): NextAction => ({
  action,
  why,
  needsApproval: true,
  ...(resources.length > 0 ? { resources } : {}),
});

const WAIT = free('wait', 'An operation is under way.');
const UPDATE_AGAIN = free(
  'update',
  'The version of before is live; update once the cause is gone.',
);
const RUNNING: NextActions = { standing: 'running', actions: [WAIT] };
const FAILING: NextActions = {
  standing: 'failing',
  actions: [free('wait', 'It has failed and is being undone; the cause can be read already.')],
};
const GOOD: NextActions = {
  standing: 'good',
  actions: [
    free('update', 'The stack is as it should be.'),
    approved('delete', 'This destroys a live installation.'),
  ],
};

function continued({ notRestored = [] }: Stuck): readonly NextAction[] {
  const go = approved(
    'continue_rollback',
    'Once the cause is gone, the rollback goes on where it stopped; on the root stack.',
  );
  if (notRestored.length === 0) return [go];
  const skip = approved(
    'continue_rollback',
    'Without what cannot be put back: it counts as done, and no longer is as the template says.',
    notRestored,
  );
  return [go, skip];
}

function deletedAgain({ notDeleted = [] }: Stuck): readonly NextAction[] {
  const again = approved('delete', 'What could not be deleted is tried again.');
  if (notDeleted.length === 0) return [again];
  return [again, approved('delete_and_retain', 'The rest goes, these stay.', notDeleted)];
}

/** What may be done with a stack in a status, and should. Nothing else is tried. */
export function nextActions(status: StackStatus, stuck: Stuck = {}): NextActions {
  switch (status) {
    case 'CREATE_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
      return RUNNING;
    case 'UPDATE_IN_PROGRESS':
      return {
        standing: 'running',
        actions: [WAIT, approved('cancel_update', 'The update is given up and undone.')],
      };
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return {
        standing: 'running',
        actions: [free('wait', 'The update has succeeded; what it replaced is being deleted.')],
      };
    case 'ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return FAILING;
    case 'REVIEW_IN_PROGRESS':
      return {
        standing: 'shell',
        actions: [
          free(
            'execute_change_set',
            'Nothing happens by itself: a change set waits to be executed.',
          ),
          approved('delete', 'The stack is an empty shell.'),
        ],
      };
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'IMPORT_COMPLETE':
      return GOOD;
    case 'ROLLBACK_COMPLETE':
      return {
        standing: 'failed',
        actions: [
          approved(
            'delete',
            'Only the shell is left, and it can only be deleted; then create again.',
          ),
        ],
      };
    case 'CREATE_FAILED':
      return {
        standing: 'failed',
        actions: [
          approved('roll_back', 'Nothing was there before, so this deletes the stack.'),
          free('update', 'With a fix, what is there goes on.'),
          approved('delete', 'All that was made so far goes.'),
        ],
      };
    case 'ROLLBACK_FAILED':
      return { standing: 'stuck', actions: deletedAgain(stuck).slice(0, 1) };
    case 'UPDATE_FAILED':
      return {
        standing: 'failed',
        actions: [
          approved('roll_back', 'The version of before is put back.'),
          free('update', 'With a fix, the update goes on.'),
        ],
      };
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return { standing: 'failed', actions: [UPDATE_AGAIN] };
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      // Deleting would destroy what is live.
      return { standing: 'stuck', actions: continued(stuck) };
    case 'DELETE_FAILED':
      return { standing: 'stuck', actions: deletedAgain(stuck) };
    case 'DELETE_COMPLETE':
      return { standing: 'gone', actions: [free('create', 'The name is free again.')] };
  }
}
