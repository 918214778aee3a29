import type { JsonObject } from '@bufbuild/protobuf';

/**
 * Something that was tried and left no trace in another service's log.
 * Stored for ever under these names and shapes: add new ones, never edit.
 */
export interface AttemptRecorded {
  readonly type: 'AttemptRecorded';
  readonly actionName: string;
  readonly result: 'SUCCEEDED' | 'FAILED';
  readonly params: JsonObject;
  readonly errors: readonly string[];
  readonly targetId: string;
  /** A word for the cause that the client was not told. */
  readonly reason: string;
  /** A change was asked for and not refused: the service that did it may tell of it itself. */
  readonly mayBeTold?: boolean;
  /** Attempts like this one that were not reported one by one. */
  readonly suppressed?: number;
}
