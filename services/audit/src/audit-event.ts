import type { AttemptRecorded } from './attempts/attempt.js';
import type { ReaderEvent } from './readers/reader.decider.js';
import type { RebuildEvent } from './rebuild/rebuild.decider.js';
import type { RetentionEvent } from './retention/retention.decider.js';
import type { WebhookEvent } from './webhooks/webhook.decider.js';

/** Everything that is in this service's own log. */
export type AuditEvent =
  AttemptRecorded | ReaderEvent | RebuildEvent | RetentionEvent | WebhookEvent;
