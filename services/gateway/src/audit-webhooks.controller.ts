import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { actorFromWire, type AuditWebhook, WebhooksApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { AuditReason } from './audit-retention.schema.js';
import {
  RegisterWebhook,
  ResumeWebhook,
  Webhook,
  WebhookList,
  WebhookWithSecret,
} from './audit-webhooks.schema.js';
import { present } from './present.js';
import { Caller } from './request-state.js';
import { IfMatch, Reply, tagWith } from './revision.js';

const READ = 'AuditLogRead';
const MODIFY = 'AuditLogModify';

const timeOf = (at: AuditWebhook['createdAt']): string =>
  at ? timestampDate(at).toISOString() : '';

function webhookToRest(webhook: AuditWebhook): Webhook {
  const { nextAttemptAt, lastAttemptAt, filter } = webhook;
  const author = actorFromWire(webhook.createdBy);
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    filter: {
      actors: filter?.actors ?? [],
      actions: filter?.actions ?? [],
      targets: filter?.targets ?? [],
      results: filter?.results ?? [],
      addresses: filter?.addresses ?? [],
      text: filter?.text ?? '',
    },
    status: webhook.status as Webhook['status'],
    reason: webhook.reason,
    deliveredThrough: Number(webhook.deliveredThrough),
    lagRecords: Number(webhook.lagRecords),
    lagSeconds: Number(webhook.lagSeconds),
    revision: webhook.revision,
    attempts: webhook.attempts,
    lastOutcome: webhook.lastOutcome,
    createdAt: timeOf(webhook.createdAt),
    ...(nextAttemptAt ? { nextAttemptAt: timeOf(nextAttemptAt) } : {}),
    ...(lastAttemptAt ? { lastAttemptAt: timeOf(lastAttemptAt) } : {}),
    ...(author ? { createdBy: { id: author.id, type: author.type } } : {}),
  };
}

/** As an answer, with the `ETag` of what it shows. */
function tagged(webhook: AuditWebhook | undefined, reply: FastifyReply): Webhook {
  const shown = webhookToRest(present(webhook));
  tagWith(reply, shown);
  return shown;
}

const startOf = ({ fromSequence, since }: ResumeWebhook) => ({
  start: {
    ...(fromSequence === undefined ? {} : { fromSequence: BigInt(fromSequence) }),
    ...(since === undefined ? {} : { since: timestampFromDate(new Date(since)) }),
  },
});

/** Who is sent records of the audit log, and how they are doing. */
@ApiTags('Audit Log')
@Controller('audit-log/consumers')
export class AuditWebhooksController {
  constructor(
    @Inject(WebhooksApi.typeName) private readonly webhooks: Client<typeof WebhooksApi>,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CREATE_AUDIT_WEBHOOK' })
  @ApiOperation({
    operationId: 'registerAuditWebhook',
    summary: 'Have records posted to a URL',
    description:
      'In order, in batches, at least once: `webhook-id` tells the same again from the next. Signed as Standard Webhooks says. What cannot be delivered is tried again, and never left out; after too long it is parked.',
  })
  @ApiOkResponse({ standardSchema: WebhookWithSecret })
  @ApiRefusals(400, 401, 403, 409)
  async register(
    @Body({ schema: RegisterWebhook }) body: RegisterWebhook,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<WebhookWithSecret> {
    request.auditParams = body;
    const { name, url, filter = {}, ...start } = body;
    const asked = { name, url, filter, ...startOf(start) };
    const { webhook, secret } = await this.webhooks.registerWebhook(asked, caller);
    return { ...webhookToRest(present(webhook)), secret };
  }

  @Get()
  @Requires(READ, { action: 'LIST_AUDIT_WEBHOOKS' })
  @ApiOperation({ operationId: 'listAuditWebhooks', summary: 'Who is sent records, oldest first' })
  @ApiOkResponse({ standardSchema: WebhookList })
  @ApiRefusals(401, 403)
  async list(@Caller() caller: BusCaller): Promise<WebhookList> {
    const { webhooks } = await this.webhooks.listWebhooks({}, caller);
    return { results: webhooks.map(webhookToRest) };
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_AUDIT_WEBHOOK' })
  @ApiOperation({ operationId: 'getAuditWebhook', summary: 'How a webhook is doing' })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Webhook> {
    return tagged((await this.webhooks.getWebhook({ id }, caller)).webhook, reply);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'PAUSE_AUDIT_WEBHOOK' })
  @ApiOperation({ operationId: 'pauseAuditWebhook', summary: 'Stop delivering for a while' })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiRefusals(400, 401, 403, 404, 412)
  async pause(
    @Param('id') id: string,
    @Body({ schema: AuditReason }) body: AuditReason,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Webhook> {
    request.auditParams = body;
    const asked = { id, ...body, expectedRevisions };
    return tagged((await this.webhooks.pauseWebhook(asked, caller)).webhook, reply);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'RESUME_AUDIT_WEBHOOK' })
  @ApiOperation({
    operationId: 'resumeAuditWebhook',
    summary: 'Go on delivering, or deliver again from a record or a time',
  })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiRefusals(400, 401, 403, 404, 412)
  async resume(
    @Param('id') id: string,
    @Body({ schema: ResumeWebhook }) body: ResumeWebhook,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Webhook> {
    request.auditParams = body;
    const asked = { id, ...startOf(body), expectedRevisions };
    return tagged((await this.webhooks.resumeWebhook(asked, caller)).webhook, reply);
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ROTATE_AUDIT_WEBHOOK_SECRET' })
  @ApiOperation({
    operationId: 'rotateAuditWebhookSecret',
    summary: 'Replace the secret',
    description: 'For a day the one before signs as well.',
  })
  @ApiOkResponse({ standardSchema: WebhookWithSecret })
  @ApiRefusals(400, 401, 403, 404, 412)
  async rotate(
    @Param('id') id: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<WebhookWithSecret> {
    const asked = { id, expectedRevisions };
    const { webhook, secret } = await this.webhooks.rotateWebhookSecret(asked, caller);
    return { ...tagged(webhook, reply), secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_AUDIT_WEBHOOK' })
  @ApiOperation({ operationId: 'removeAuditWebhook', summary: 'Remove a webhook' })
  @ApiNoContentResponse({ description: 'Nothing is delivered to it any more.' })
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('id') id: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.webhooks.removeWebhook({ id, expectedRevisions }, caller);
  }
}
