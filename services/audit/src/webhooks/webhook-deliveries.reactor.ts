import { randomUUID } from 'node:crypto';
import { type CommandHandler, LedWork, type PostgresEventStore } from '@margay/event-store';
import { causeOf, pause, systemCaller } from '@margay/messaging';
import { counter, gauge } from '@margay/observability';
import { recordOf } from '../search/record-reader.service.js';
import { type RecordSearchQuery } from '../search/record-search.query.js';
import { type Patience, PATIENCE, pauseAfter } from './backoff.js';
import { chosenBy } from './chosen.js';
import type { Webhook, WebhookCommand, WebhookEvent } from './webhook.decider.js';
import { type Delivered, type WebhookClient } from './webhook.client.js';
import { type WebhookDeliveries, type WebhookRow } from './webhook-delivery.query.js';
import { webhookSecret } from './webhook-signature.js';

export type WebhookHandler = CommandHandler<WebhookCommand, Webhook, WebhookEvent>;

const LOOK_MS = 250;
const BATCH = 100;
/** So many sequences are looked at in one go, however few of them are chosen. */
const RANGE = 10_000;

const behind = gauge({
  name: 'margay_audit_webhook_behind_records',
  help: 'Records that the slowest webhook has not looked at yet.',
});
const behindSeconds = gauge({
  name: 'margay_audit_webhook_behind_seconds',
  help: 'How long the oldest record that a webhook has not looked at yet has been there.',
});
const parked = gauge({
  name: 'margay_audit_webhooks_parked',
  help: 'Webhooks that failed for too long and wait for somebody.',
});
const deliveries = counter({
  name: 'margay_audit_webhook_deliveries_total',
  help: 'Deliveries by what came of them.',
  labels: ['outcome'],
});

/**
 * Posts records to webhooks, each by itself: one that is slow or dead holds up no other, and none of
 * its records is left out. One replica at a time does it.
 *
 * A delivery is made at least once. Its id follows from what is in it, so that a receiver tells the
 * same again from the next.
 */
export class WebhookWork extends LedWork {
  private readonly busy = new Map<string, Promise<void>>();

  constructor(
    store: PostgresEventStore,
    private readonly webhooks: WebhookDeliveries,
    private readonly log: RecordSearchQuery,
    private readonly handler: WebhookHandler,
    private readonly client: WebhookClient,
    private readonly secret: string,
    private readonly patience: Patience = PATIENCE,
  ) {
    super(store, { role: 'webhooks', everyMs: LOOK_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const all = await this.webhooks.list();
    behind.set(Math.max(0, ...all.map(({ head, lookedThrough }) => head - lookedThrough)));
    behindSeconds.set(Math.max(0, ...all.map(({ lagSeconds }) => lagSeconds)));
    parked.set(all.filter(({ status }) => status === 'parked').length);
    for (const webhook of all) {
      const { id, status, isDue, head, lookedThrough } = webhook;
      if (status !== 'active' || !isDue || head <= lookedThrough || this.busy.has(id)) continue;
      const work = this.serve(webhook, signal)
        .catch((error: unknown) => {
          if (!signal.aborted) this.logger.warn('A webhook cannot be served now.', { id, error });
          return pause(LOOK_MS, signal);
        })
        .finally(() => this.busy.delete(id));
      this.busy.set(id, work);
    }
    await this.webhooks.forget();
    return false;
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  /** Until nothing is left, something goes wrong, or somebody else is to do it. */
  private async serve(webhook: WebhookRow, signal: AbortSignal): Promise<void> {
    const { id } = webhook;
    for (let at: WebhookRow | undefined = webhook; at?.status === 'active';) {
      signal.throwIfAborted();
      const head = at.pendingThrough ?? Math.min(at.head, at.lookedThrough + RANGE);
      if (head <= at.lookedThrough || (await this.webhooks.hasHole(at.lookedThrough, head))) return;
      const { records } = await this.log.page({
        filter: { ...chosenBy(at.filter), toSequence: head },
        after: at.lookedThrough,
        limit: BATCH,
        oldestFirst: true,
      });
      if (records.length === 0) {
        await this.webhooks.looked(id, head);
        [at] = await this.webhooks.list(id);
        continue;
      }
      const shown = records.map(recordOf);
      const [first = 0, last = 0] = [shown[0]?.sequence, shown.at(-1)?.sequence];
      const body = JSON.stringify({
        webhookId: id,
        firstSequence: first,
        lastSequence: last,
        previousSequence: at.deliveredThrough,
        records: shown,
      });
      if (at.pendingThrough === null) await this.webhooks.begun(id, last);
      const outcome = await this.client.deliver(
        at.url,
        `${id}.${first}.${last}`,
        body,
        this.secretsOf(at),
        signal,
      );
      deliveries.inc({ outcome: outcome.is });
      if (outcome.is !== 'taken') return this.failed(at, outcome);
      await this.webhooks.taken(id, last, `The receiver answered ${outcome.status}.`);
      [at] = await this.webhooks.list(id);
    }
  }

  private async failed(
    { id, attempts }: WebhookRow,
    outcome: Exclude<Delivered, { is: 'taken' }>,
  ): Promise<void> {
    const { problem } = outcome;
    const asked = outcome.is === 'failed' ? outcome.askedMs : 0;
    const wait = pauseAfter(this.patience, attempts + 1, asked, Math.random());
    await this.webhooks.failed(id, problem, wait);
    if (outcome.is === 'failed' && attempts + 1 < this.patience.attemptsMax) return;
    this.logger.warn('A webhook is parked.', { id, problem });
    const cause = causeOf(systemCaller('audit', randomUUID()));
    await this.handler.execute(id, { type: 'ParkWebhook', reason: problem }, cause);
  }

  private secretsOf({ id, generation, overlaps }: WebhookRow): readonly string[] {
    const generations = overlaps ? [generation, generation - 1] : [generation];
    return generations.map((each) => webhookSecret(this.secret, id, each));
  }
}
