import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import {
  type GetWebhookRequest,
  type GetWebhookResponseSchema,
  type ListWebhooksResponseSchema,
  type PauseWebhookRequest,
  type PauseWebhookResponseSchema,
  type RegisterWebhookRequest,
  type RegisterWebhookResponseSchema,
  type RemoveWebhookRequest,
  type RemoveWebhookResponseSchema,
  type ResumeWebhookRequest,
  type ResumeWebhookResponseSchema,
  type RotateWebhookSecretRequest,
  type RotateWebhookSecretResponseSchema,
  WebhooksApi,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { WebhooksService } from './webhooks.service.js';
import { filterFromWire, startFromWire, webhookToWire } from './webhooks.wire.js';

type Answer<Schema extends DescMessage> = Promise<MessageInitShape<Schema>>;

@Controller()
export class WebhooksController implements Served<typeof WebhooksApi> {
  constructor(private readonly webhooks: WebhooksService) {}

  @Rpc(WebhooksApi.method.registerWebhook)
  async registerWebhook(
    @Payload() { name, url, filter, start }: RegisterWebhookRequest,
    @CallContext() call: Call,
  ): Answer<typeof RegisterWebhookResponseSchema> {
    const asked = { name, url, filter: filterFromWire(filter), start: startFromWire(start) };
    const { webhook, secret } = await this.webhooks.register(asked, causeOf(call));
    return { webhook: webhookToWire(webhook), secret };
  }

  @Rpc(WebhooksApi.method.listWebhooks)
  async listWebhooks(): Answer<typeof ListWebhooksResponseSchema> {
    return { webhooks: (await this.webhooks.list()).map(webhookToWire) };
  }

  @Rpc(WebhooksApi.method.getWebhook)
  async getWebhook(@Payload() { id }: GetWebhookRequest): Answer<typeof GetWebhookResponseSchema> {
    return { webhook: webhookToWire(await this.webhooks.one(id)) };
  }

  @Rpc(WebhooksApi.method.pauseWebhook)
  async pauseWebhook(
    @Payload() { id, reason, expectedRevisions }: PauseWebhookRequest,
    @CallContext() call: Call,
  ): Answer<typeof PauseWebhookResponseSchema> {
    const command = { type: 'PauseWebhook', reason, expectedRevisions } as const;
    return { webhook: webhookToWire(await this.webhooks.change(id, command, causeOf(call))) };
  }

  @Rpc(WebhooksApi.method.resumeWebhook)
  async resumeWebhook(
    @Payload() { id, start, expectedRevisions }: ResumeWebhookRequest,
    @CallContext() call: Call,
  ): Answer<typeof ResumeWebhookResponseSchema> {
    const from = startFromWire(start);
    const webhook = await this.webhooks.resume(id, from, expectedRevisions, causeOf(call));
    return { webhook: webhookToWire(webhook) };
  }

  @Rpc(WebhooksApi.method.rotateWebhookSecret)
  async rotateWebhookSecret(
    @Payload() { id, expectedRevisions }: RotateWebhookSecretRequest,
    @CallContext() call: Call,
  ): Answer<typeof RotateWebhookSecretResponseSchema> {
    const { webhook, secret } = await this.webhooks.rotate(id, expectedRevisions, causeOf(call));
    return { webhook: webhookToWire(webhook), secret };
  }

  @Rpc(WebhooksApi.method.removeWebhook)
  async removeWebhook(
    @Payload() { id, expectedRevisions }: RemoveWebhookRequest,
    @CallContext() call: Call,
  ): Answer<typeof RemoveWebhookResponseSchema> {
    await this.webhooks.remove(id, expectedRevisions, causeOf(call));
    return {};
  }
}
