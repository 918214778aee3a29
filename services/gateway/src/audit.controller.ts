import { AuditApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { AuditRecordList } from './audit.schema.js';
import { recordToRest } from './audit.wire.js';
import { pageOf, pageQuery, type PageQuery } from './paging.schema.js';
import { Caller } from './request-state.js';

const LIMIT = { default: 50, max: 500 } as const;
const AuditPage = pageQuery(LIMIT.default, LIMIT.max);

@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Get()
  @Requires('AuditLogRead', { action: 'LIST_AUDIT_RECORDS', recordSuccess: true })
  @ApiOperation({ operationId: 'listAuditRecords', summary: 'Read the audit log, newest first' })
  @ApiOkResponse({ standardSchema: AuditRecordList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: AuditPage }) query: PageQuery,
    @Caller() caller: BusCaller,
  ): Promise<AuditRecordList> {
    const { records, next } = await this.audit.searchRecords(pageOf(query, LIMIT.default), caller);
    return { results: records.map(recordToRest), ...(next ? { next } : {}) };
  }
}
