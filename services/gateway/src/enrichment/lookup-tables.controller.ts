import { LookupTablesApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller } from '../request-state.js';
import { z } from 'zod';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { validated } from '../validated.js';
import { present } from '../present.js';
import {
  LookUpKeys,
  LookUpResults,
  LookupTable,
  LookupTableList,
  WriteLookupTable,
} from './lookup-tables.schema.js';
import { definitionToWire, lookupTableToRest } from './lookup-tables.wire.js';
import { fromPublished } from './published-table.js';
import { SettingsPage } from './settings.schema.js';

const READ = 'LookupRead';
const MODIFY = 'LookupModify';
const LIMIT = 100;

@ApiTags('Lookup Tables')
@Controller('enrichment/lookup-tables')
export class LookupTablesController {
  constructor(
    @Inject(LookupTablesApi.typeName) private readonly tables: Client<typeof LookupTablesApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_LOOKUP_TABLES' })
  @ApiOperation({ operationId: 'listLookupTables', summary: 'List lookup tables by name' })
  @ApiOkResponse({ standardSchema: LookupTableList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: SettingsPage }) query: SettingsPage,
    @Caller() caller: BusCaller,
  ): Promise<LookupTableList> {
    const { tables, next } = await this.tables.listLookupTables(pageOf(query, LIMIT), caller);
    return { results: tables.map(lookupTableToRest), ...(next ? { next } : {}) };
  }

  @Get(':name')
  @Requires(READ, { action: 'GET_LOOKUP_TABLE' })
  @ApiOperation({ operationId: 'getLookupTable', summary: 'Read what a lookup table is like' })
  @ApiOkResponse({ standardSchema: LookupTable })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('name') name: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<LookupTable> {
    const { table } = await this.tables.getLookupTable({ name }, caller);
    tagWith(reply, present(table?.change));
    return lookupTableToRest(present(table));
  }

  @Put(':name')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_LOOKUP_TABLE' })
  @ApiOperation({
    operationId: 'defineLookupTable',
    summary: 'Define a lookup table',
    description:
      'As JSON or YAML. Its data stays, unless the schema changes: then it has none until some is imported. Also taken: the YAML of a detection repository (`AnalysisType: lookup_table`), with the log schema of its rows as a second document.',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ schema: z.toJSONSchema(WriteLookupTable) as object })
  @ApiOkResponse({ standardSchema: LookupTable })
  @ApiRefusals(400, 401, 403, 409, 412)
  async define(
    @Param('name') name: string,
    @Body() given: unknown,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<LookupTable> {
    const body = validated(WriteLookupTable, fromPublished(given, name));
    request.auditParams = { name, ...body };
    const { table } = await this.tables.defineLookupTable(
      { name, definition: definitionToWire(body), expectedRevisions },
      caller,
    );
    tagWith(reply, present(table?.change));
    return lookupTableToRest(present(table));
  }

  @Delete(':name')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_LOOKUP_TABLE' })
  @ApiOperation({ operationId: 'removeLookupTable', summary: 'Remove a lookup table' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('name') name: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.tables.removeLookupTable({ name, expectedRevisions }, caller);
  }

  @Post(':name/lookup')
  @HttpCode(200)
  @Requires(READ, { action: 'LOOK_UP', readsOnly: true })
  @ApiOperation({
    operationId: 'lookUp',
    summary: 'Say what a table has under some keys; built-in tables too',
  })
  @ApiOkResponse({ standardSchema: LookUpResults })
  @ApiRefusals(400, 401, 403, 404)
  async lookUp(
    @Param('name') table: string,
    @Body({ schema: LookUpKeys }) { keys }: LookUpKeys,
    @Caller() caller: BusCaller,
  ): Promise<LookUpResults> {
    const { results } = await this.tables.lookUp({ table, keys }, caller);
    return {
      results: results.map(({ status, row }, i) => ({
        key: keys[i] ?? '',
        status,
        ...(row === '' ? {} : { row: JSON.parse(row) as Record<string, unknown> }),
      })),
    };
  }
}
