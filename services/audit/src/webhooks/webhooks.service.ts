import { randomUUID } from 'node:crypto';
import type { Secret } from '@margay/config';
import { ServiceError } from '@margay/contracts';
import { type Cause, InjectProjector, type Projector } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import { type Start, StartQuery } from '../consumers/start.query.js';
import { chosenBy } from './chosen.js';
import type { WebhookHandler } from './webhook-deliveries.reactor.js';
import { WebhookClient } from './webhook.client.js';
import type { WebhookChange, WebhookFilter } from './webhook.decider.js';
import { WebhookDeliveries, type WebhookRow } from './webhook-delivery.query.js';
import { WebhookListProjection } from './webhook-list.projection.js';
import { webhookSecret } from './webhook-signature.js';

export const WEBHOOKS = Symbol('webhooks');
export const WEBHOOK_SECRET = Symbol('webhook secret');

const WEBHOOKS_MAX = 100;
const NAME_LENGTH_MAX = 100;

const refused = (path: string, message: string): ServiceError =>
  new ServiceError('bad_request', 'The webhook cannot be registered like this.', {
    fields: [{ path, message }],
  });

/** Registers webhooks, and says how they are doing. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(WEBHOOKS) private readonly handler: WebhookHandler,
    private readonly webhooks: WebhookDeliveries,
    private readonly starts: StartQuery,
    @InjectProjector(WebhookListProjection) private readonly projector: Projector<AuditEvent>,
    private readonly client: WebhookClient,
    @Inject(WEBHOOK_SECRET) private readonly secret: Secret,
  ) {}

  /** @returns the webhook, and its secret: it is shown here, after a rotation, and never else */
  async register(
    {
      name,
      url,
      filter,
      start,
    }: { name: string; url: string; filter: WebhookFilter; start: Start },
    cause: Cause,
  ): Promise<{ readonly webhook: WebhookRow; readonly secret: string }> {
    if (name.trim() === '' || name.length > NAME_LENGTH_MAX)
      throw refused('name', `1 to ${NAME_LENGTH_MAX} characters.`);
    const problem = this.client.problemOf(url);
    if (problem !== undefined) throw refused('url', problem);
    chosenBy(filter);
    if ((await this.list()).length >= WEBHOOKS_MAX)
      throw new ServiceError('conflict', `There are ${WEBHOOKS_MAX} already, and no more can be.`);
    const id = randomUUID();
    const afterSequence = await this.starts.afterOrHead(start);
    const command = {
      type: 'RegisterWebhook',
      name: name.trim(),
      url,
      filter,
      afterSequence,
    } as const;
    await this.handler.execute(id, command, cause);
    return { webhook: await this.one(id), secret: webhookSecret(this.secret.reveal(), id, 1) };
  }

  async list(): Promise<readonly WebhookRow[]> {
    await this.projector.fresh();
    return this.webhooks.list();
  }

  /** @throws ServiceError `not_found` */
  async one(id: string): Promise<WebhookRow> {
    await this.projector.fresh();
    const [webhook] = isId(id) ? await this.webhooks.list(id) : [];
    if (webhook === undefined) throw new ServiceError('not_found', 'There is no such webhook.');
    return webhook;
  }

  /** Goes on where it stopped, or delivers again from `start`. */
  async resume(
    id: string,
    start: Start,
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<WebhookRow> {
    const afterSequence = await this.starts.after(start);
    return this.change(id, { type: 'ResumeWebhook', afterSequence, expectedRevisions }, cause);
  }

  async change(id: string, command: WebhookChange, cause: Cause): Promise<WebhookRow> {
    await this.one(id);
    await this.handler.execute(id, command, cause);
    return this.one(id);
  }

  async rotate(id: string, expectedRevisions: readonly number[], cause: Cause) {
    const command = { type: 'RotateWebhookSecret', expectedRevisions } as const;
    const webhook = await this.change(id, command, cause);
    return { webhook, secret: webhookSecret(this.secret.reveal(), id, webhook.generation) };
  }

  async remove(id: string, expectedRevisions: readonly number[], cause: Cause): Promise<void> {
    await this.one(id);
    await this.handler.execute(id, { type: 'RemoveWebhook', expectedRevisions }, cause);
  }
}

const isId = (id: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
