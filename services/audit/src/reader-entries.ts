import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

/** What the actions on readers of the stream are called, and for people. Sealed with every record: add, never edit. */
export const READER_ACTIONS = {
  CREATE_AUDIT_READER: 'Registers a reader of the stream of audit records.',
  DELETE_AUDIT_READER: 'Removes a reader of the stream of audit records.',
} as const;

type OfReader = Extract<EventOf<'audit'>, { readonly readerId: string }>;
type ReaderEntries = {
  readonly [Event in OfReader as Event['$typeName']]: (event: Event) => AuditEntry;
};

const entry = (
  actionName: keyof typeof READER_ACTIONS,
  { readerId }: { readonly readerId: string },
  { name = '', ...more }: Pick<AuditEntry, 'actionParams' | 'after'> & { readonly name?: string },
): AuditEntry => ({
  actionName,
  actionDescription: READER_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionDetails: {},
  errors: [],
  targets: [{ type: 'audit-reader', id: readerId, name }],
  ...more,
});

/** One line for each event of a reader. */
export const READER_ENTRIES: ReaderEntries = {
  'margay.audit.v1.ReaderRegistered': (event) => {
    const { readerId: id, name, actions, afterSequence } = event;
    const input = { id, name, actions, afterSequence: Number(afterSequence) };
    return entry('CREATE_AUDIT_READER', event, {
      name,
      actionParams: { dynamic: { input } },
      after: { name, actions },
    });
  },
  'margay.audit.v1.ReaderRemoved': (event) =>
    entry('DELETE_AUDIT_READER', event, {
      actionParams: { dynamic: { input: { id: event.readerId } } },
      after: 'gone',
    }),
};
