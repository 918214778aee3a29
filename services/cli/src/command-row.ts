import type { OPERATIONS } from '@margay/client';

export type OperationId = keyof typeof OPERATIONS;

/** A command that is one operation of the interface: its arguments and options are made of it. */
export interface CommandRow {
  readonly name: string;
  readonly operation: OperationId;
  /** What of each result people see. Absent: everything. */
  readonly columns?: readonly string[];
}

export interface CommandGroup {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly CommandRow[];
}
