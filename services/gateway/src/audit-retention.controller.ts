import { randomUUID } from 'node:crypto';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AuditApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { AuditReason, Erased, Hold, Retention, SetRetention } from './audit-retention.schema.js';
import { Caller } from './request-state.js';

const MODIFY = 'AuditLogModify';

/** How long audit records are kept, what must be kept longer, and who is forgotten sooner. */
@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditRetentionController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Get('retention')
  @Requires('AuditLogRead', { action: 'GET_AUDIT_RETENTION' })
  @ApiOperation({ operationId: 'getAuditRetention', summary: 'Read how long records are kept' })
  @ApiOkResponse({ standardSchema: Retention })
  @ApiRefusals(401, 403)
  async retention(@Caller() caller: BusCaller): Promise<Retention> {
    const { days, droppedThrough, holds } = await this.audit.getRetention({}, caller);
    return {
      days,
      droppedThrough: Number(droppedThrough),
      holds: holds.map(({ id, reason, placedAt, placedBy }) => ({
        id,
        reason,
        placedAt: placedAt ? timestampDate(placedAt).toISOString() : '',
        placedBy,
      })),
    };
  }

  @Put('retention')
  @Requires(MODIFY, { action: 'UPDATE_AUDIT_RETENTION' })
  @ApiOperation({ operationId: 'setAuditRetention', summary: 'Change how long records are kept' })
  @ApiOkResponse({ standardSchema: Retention })
  @ApiRefusals(400, 401, 403)
  async setRetention(
    @Body({ schema: SetRetention }) body: SetRetention,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Retention> {
    request.auditParams = body;
    await this.audit.setRetention(body, caller);
    return this.retention(caller);
  }

  @Post('holds')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CREATE_AUDIT_HOLD' })
  @ApiOperation({
    operationId: 'placeAuditHold',
    summary: 'Forbid that anything is dropped or erased',
  })
  @ApiOkResponse({ standardSchema: Hold })
  @ApiRefusals(400, 401, 403)
  async hold(
    @Body({ schema: AuditReason }) body: AuditReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Hold> {
    request.auditParams = body;
    const { id } = await this.audit.placeHold({ id: randomUUID(), ...body }, caller);
    return { id };
  }

  @Post('holds/:id/lift')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_AUDIT_HOLD' })
  @ApiOperation({ operationId: 'liftAuditHold', summary: 'Lift a hold' })
  @ApiNoContentResponse({ description: 'It is no longer in force.' })
  @ApiRefusals(400, 401, 403, 404)
  async lift(
    @Param('id') id: string,
    @Body({ schema: AuditReason }) body: AuditReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    request.auditParams = body;
    await this.audit.liftHold({ id, ...body }, caller);
  }

  @Post('subjects/:id/erase')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ERASE_AUDIT_SUBJECT' })
  @ApiOperation({
    operationId: 'eraseAuditSubject',
    summary: "Erase the personal fields of an actor's records",
    description: 'Name, addresses and user agent, for ever. The log still verifies.',
  })
  @ApiOkResponse({ standardSchema: Erased })
  @ApiRefusals(400, 401, 403, 404, 409)
  async erase(
    @Param('id') id: string,
    @Body({ schema: AuditReason }) body: AuditReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Erased> {
    request.auditParams = body;
    const { records } = await this.audit.eraseSubject({ subject: id, ...body }, caller);
    return { records: Number(records) };
  }
}
