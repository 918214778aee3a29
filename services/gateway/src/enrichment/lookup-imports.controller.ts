import { Readable } from 'node:stream';
import { LookupTablesApi, ServiceError } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Param, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { Reply } from '../revision.js';
import { present } from '../present.js';
import { LookupImport, LookupImportList, UploadQuery } from './lookup-tables.schema.js';
import { importToRest } from './lookup-tables.wire.js';
import { uploadTo } from './upload.js';

const READ = 'LookupRead';

/** What is uploaded as it is, and what it is read as unless `format` says otherwise. */
export const UPLOAD_TYPES: Readonly<Record<string, 'csv' | 'jsonl' | 'mmdb'>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'jsonl',
  'application/jsonl': 'jsonl',
  'application/vnd.maxmind.maxmind-db': 'mmdb',
  'application/gzip': 'csv',
};

const formatOf = (request: FastifyRequest): string | undefined =>
  UPLOAD_TYPES[(request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()];

@ApiTags('Lookup Tables')
@Controller('enrichment/lookup-tables')
export class LookupImportsController {
  constructor(
    @Inject(LookupTablesApi.typeName) private readonly tables: Client<typeof LookupTablesApi>,
  ) {}

  @Put(':name/data')
  @Requires('LookupModify', { action: 'IMPORT_LOOKUP_TABLE' })
  @ApiOperation({
    operationId: 'importLookupTable',
    summary: 'Replace the data of a lookup table',
    description:
      'A CSV file with a header, one JSON object a line, or an MMDB file; gzipped or not. Columns may come in any order. Answers 200 with the import once it is done, 400 with line and column where the data is bad (what was in force stays), or 202 if it takes longer.',
  })
  @ApiConsumes(...Object.keys(UPLOAD_TYPES))
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: LookupImport })
  @ApiRefusals(400, 401, 403, 404, 409, 413, 415)
  async import(
    @Param('name') table: string,
    @Query({ schema: UploadQuery }) query: UploadQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<LookupImport> {
    request.auditParams = { name: table };
    const format = query.format ?? formatOf(request);
    if (format === undefined || !(request.body instanceof Readable))
      throw new ServiceError('unsupported', 'Send CSV, JSON lines, MMDB or gzip.');
    const done = await uploadTo(this.tables, { table, format }, request.body, caller);
    if (done.state === 'failed') {
      const { problem = '', line = 0, column = '' } = done.fault ?? {};
      const place = [
        ...(line > 0 ? [`line ${line}`] : []),
        ...(column ? [`column ${column}`] : []),
      ];
      throw new ServiceError('bad_request', 'The data cannot be used; what was there stays.', {
        fields: [{ path: place.join(', '), message: problem }],
      });
    }
    void reply.code(done.state === 'done' ? 200 : 202);
    return importToRest(done);
  }

  @Get(':name/imports')
  @Requires(READ, { action: 'LIST_LOOKUP_IMPORTS' })
  @ApiOperation({
    operationId: 'listLookupImports',
    summary: 'List the newest imports of a lookup table',
  })
  @ApiOkResponse({ standardSchema: LookupImportList })
  @ApiRefusals(401, 403)
  async imports(
    @Param('name') table: string,
    @Caller() caller: BusCaller,
  ): Promise<LookupImportList> {
    const { imports } = await this.tables.listImports({ table }, caller);
    return { results: imports.map(importToRest) };
  }

  @Get('imports/:id')
  @Requires(READ, { action: 'GET_LOOKUP_IMPORT' })
  @ApiOperation({ operationId: 'getLookupImport', summary: 'Read what became of an import' })
  @ApiOkResponse({ standardSchema: LookupImport })
  @ApiRefusals(401, 403, 404)
  async one(@Param('id') id: string, @Caller() caller: BusCaller): Promise<LookupImport> {
    const answer = await this.tables.getImport({ id }, caller);
    return importToRest(present(answer.import));
  }
}
