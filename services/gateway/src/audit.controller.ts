import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AuditApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { AuditCounts, AuditRecordList, CountQuery, LIMIT, RecordQuery } from './audit.schema.js';
import { filterToWire, recordToRest } from './audit.wire.js';
import { pageOf } from './paging.schema.js';
import { Caller } from './request-state.js';

@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Get()
  @Requires('AuditLogRead', { action: 'LIST_AUDIT_RECORDS', recordSuccess: true })
  @ApiOperation({
    operationId: 'listAuditRecords',
    summary: 'Search the audit log',
    description: 'Records that come while pages are read shift none of them.',
  })
  @ApiOkResponse({ standardSchema: AuditRecordList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: RecordQuery }) query: RecordQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<AuditRecordList> {
    const { limit, cursor, order, ...conditions } = query;
    request.auditParams = conditions;
    const { records, next } = await this.audit.searchRecords(
      {
        ...pageOf({ limit, cursor }, LIMIT.default),
        filter: filterToWire(conditions),
        oldestFirst: order === 'oldest',
      },
      caller,
    );
    return { results: records.map(recordToRest), ...(next ? { next } : {}) };
  }

  @Get('counts')
  @Requires('AuditLogRead', { action: 'COUNT_AUDIT_RECORDS', recordSuccess: true })
  @ApiOperation({
    operationId: 'countAuditRecords',
    summary: 'Count records per minute, hour or day',
  })
  @ApiOkResponse({ standardSchema: AuditCounts })
  @ApiRefusals(400, 401, 403)
  async counts(
    @Query({ schema: CountQuery }) query: CountQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<AuditCounts> {
    const { bucket = 'hour', by = '', ...conditions } = query;
    request.auditParams = conditions;
    const { counts } = await this.audit.countRecords(
      { filter: filterToWire(conditions), bucket, by },
      caller,
    );
    return {
      results: counts.map(({ time, group, count }) => ({
        time: time ? timestampDate(time).toISOString() : '',
        ...(by ? { group } : {}),
        count: Number(count),
      })),
    };
  }
}
