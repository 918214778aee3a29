import type { StackStatus } from '../diagnosis/next-actions.js';

/** How an operation on a stack has ended; undefined: it has not. */
export type StackOutcome = 'succeeded' | 'rolled_back' | 'stuck' | undefined;

export function stackOutcome(status: StackStatus): StackOutcome {
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'IMPORT_COMPLETE':
      return 'succeeded';
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
    // Somebody took it away.
    case 'DELETE_COMPLETE':
      return 'rolled_back';
    case 'UPDATE_FAILED':
    case 'ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
    case 'DELETE_FAILED':
      return 'stuck';
    case 'CREATE_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'REVIEW_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return undefined;
  }
}
