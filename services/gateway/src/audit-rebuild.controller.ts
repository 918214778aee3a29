import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AuditApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { Rebuild } from './audit-rebuild.schema.js';
import { AuditReason } from './audit-retention.schema.js';
import { Caller } from './request-state.js';

/** Records made anew from the logs, and what was found to differ. */
@ApiTags('Audit Log')
@Controller('audit-log/rebuild')
export class AuditRebuildController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Post()
  @HttpCode(200)
  @Requires('AuditLogModify', { action: 'REBUILD_AUDIT_LOG' })
  @ApiOperation({
    operationId: 'rebuildAuditLog',
    summary: 'Make the records anew from the logs',
    description:
      'Beside those that go on being read. Each must be what was sealed, to the byte; then what differs is put right at once, and named.',
  })
  @ApiOkResponse({ standardSchema: Rebuild })
  @ApiRefusals(400, 401, 403, 409)
  async begin(
    @Body({ schema: AuditReason }) body: AuditReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rebuild> {
    request.auditParams = body;
    await this.audit.beginRebuild(body, caller);
    return this.newest(caller);
  }

  @Get()
  @Requires('AuditLogRead', { action: 'GET_AUDIT_REBUILD' })
  @ApiOperation({
    operationId: 'getAuditRebuild',
    summary: 'Read how far the newest rebuild is, and what it found',
  })
  @ApiOkResponse({ standardSchema: Rebuild })
  @ApiRefusals(401, 403)
  async newest(@Caller() caller: BusCaller): Promise<Rebuild> {
    const newest = await this.audit.getRebuild({}, caller);
    const { begunAt, begunBy, endedAt } = newest;
    if (!begunAt) return { status: 'none' };
    const begun = {
      begunAt: timestampDate(begunAt).toISOString(),
      begunBy,
      throughSequence: Number(newest.throughSequence),
    };
    if (!endedAt)
      return {
        status: 'running',
        ...begun,
        eventsRead: Number(newest.eventsRead),
        events: Number(newest.events),
      };
    return {
      status: 'ended',
      ...begun,
      endedAt: timestampDate(endedAt).toISOString(),
      records: Number(newest.records),
      findings: newest.findings.map(({ kind, records, sequences }) => ({
        kind,
        records: Number(records),
        sequences: sequences.map(Number),
      })),
    };
  }
}
