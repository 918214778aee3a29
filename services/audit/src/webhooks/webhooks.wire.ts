import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type Actor,
  actorToWire,
  type AuditWebhookSchema,
  type WebhookFilter as WireFilter,
  type WebhookFilterSchema,
  type WebhookStart,
} from '@margay/contracts';
import type { WebhookFilter } from './webhook.decider.js';
import type { WebhookRow } from './webhook-delivery.query.js';
import type { Start } from '../consumers/start.query.js';

export const filterToWire = (
  filter: WebhookFilter,
): MessageInitShape<typeof WebhookFilterSchema> => ({
  actors: [...filter.actors],
  actions: [...filter.actions],
  targets: [...filter.targets],
  results: [...filter.results],
  addresses: [...filter.addresses],
  text: filter.text,
});

export const filterFromWire = (filter: WireFilter | undefined): WebhookFilter => ({
  actors: filter?.actors ?? [],
  actions: filter?.actions ?? [],
  targets: filter?.targets ?? [],
  results: filter?.results ?? [],
  addresses: filter?.addresses ?? [],
  text: filter?.text ?? '',
});

export const startFromWire = (start: WebhookStart | undefined): Start => ({
  fromSequence: Number(start?.fromSequence ?? 0),
  since: start?.since && timestampDate(start.since),
});

export const webhookToWire = (row: WebhookRow): MessageInitShape<typeof AuditWebhookSchema> => ({
  id: row.id,
  name: row.name,
  url: row.url,
  filter: filterToWire(row.filter),
  status: row.status,
  reason: row.reason,
  deliveredThrough: BigInt(row.deliveredThrough),
  lagRecords: BigInt(Math.max(0, row.head - row.lookedThrough)),
  lagSeconds: BigInt(Math.max(0, Math.floor(row.lagSeconds))),
  revision: row.revision,
  attempts: row.attempts,
  lastOutcome: row.lastOutcome,
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy as Actor),
  ...(row.attempts > 0 && row.status === 'active'
    ? { nextAttemptAt: timestampFromDate(row.nextAt) }
    : {}),
  ...(row.lastAt ? { lastAttemptAt: timestampFromDate(row.lastAt) } : {}),
});
