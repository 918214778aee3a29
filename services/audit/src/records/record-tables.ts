import type { Fragment } from '@margay/event-store';

/** Where records go, and what is known of their targets. */
export interface RecordTables {
  readonly records: Fragment;
  readonly states: Fragment;
}

const named = (name: string): Fragment => ({ fragment: () => name });
/** Those that are read. */
export const READ: RecordTables = {
  records: named('audit_record'),
  states: named('target_state'),
};
/** Those in which they are made anew. */
export const ANEW: RecordTables = { records: named('record_anew'), states: named('state_anew') };
