import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

/** What the actions on webhooks are called, and for people. Sealed with every record: add, never edit. */
export const WEBHOOK_ACTIONS = {
  CREATE_AUDIT_WEBHOOK: 'Registers a webhook of the audit log.',
  PAUSE_AUDIT_WEBHOOK: 'Pauses a webhook of the audit log.',
  PARK_AUDIT_WEBHOOK: 'Stops a webhook of the audit log that failed for too long.',
  RESUME_AUDIT_WEBHOOK: 'Resumes a webhook of the audit log.',
  ROTATE_AUDIT_WEBHOOK_SECRET: 'Replaces the secret of a webhook of the audit log.',
  DELETE_AUDIT_WEBHOOK: 'Removes a webhook of the audit log.',
} as const;

type OfWebhook = Extract<EventOf<'audit'>, { readonly webhookId: string }>;
type WebhookEntries = {
  readonly [Event in OfWebhook as Event['$typeName']]: (event: Event) => AuditEntry;
};

const entry = (
  actionName: keyof typeof WEBHOOK_ACTIONS,
  { webhookId }: { readonly webhookId: string },
  input: JsonObject,
  after: JsonObject | 'gone',
  name = '',
): AuditEntry => ({
  actionName,
  actionDescription: WEBHOOK_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { id: webhookId, ...input } } },
  actionDetails: {},
  errors: [],
  targets: [{ type: 'audit-webhook', id: webhookId, name }],
  after,
});

/** One line for each event of a webhook. */
export const WEBHOOK_ENTRIES: WebhookEntries = {
  'margay.audit.v1.WebhookRegistered': (event) => {
    const { name, url, filter, afterSequence } = event;
    const { actors, actions, targets, results, addresses, text } = filter ?? {};
    const chosen = Object.fromEntries(
      Object.entries({ actors, actions, targets, results, addresses, text }).filter(
        ([, value]) => value !== undefined && value.length > 0,
      ),
    );
    return entry(
      'CREATE_AUDIT_WEBHOOK',
      event,
      { name, url, filter: chosen as JsonObject, afterSequence: Number(afterSequence) },
      { status: 'active', url },
      name,
    );
  },
  'margay.audit.v1.WebhookPaused': (event) =>
    entry('PAUSE_AUDIT_WEBHOOK', event, { reason: event.reason }, { status: 'paused' }),
  'margay.audit.v1.WebhookParked': (event) =>
    entry('PARK_AUDIT_WEBHOOK', event, { reason: event.reason }, { status: 'parked' }),
  'margay.audit.v1.WebhookResumed': (event) =>
    entry(
      'RESUME_AUDIT_WEBHOOK',
      event,
      event.afterSequence === undefined ? {} : { afterSequence: Number(event.afterSequence) },
      { status: 'active' },
    ),
  'margay.audit.v1.WebhookSecretRotated': (event) =>
    entry(
      'ROTATE_AUDIT_WEBHOOK_SECRET',
      event,
      { generation: event.generation },
      { generation: event.generation },
    ),
  'margay.audit.v1.WebhookRemoved': (event) => entry('DELETE_AUDIT_WEBHOOK', event, {}, 'gone'),
};
