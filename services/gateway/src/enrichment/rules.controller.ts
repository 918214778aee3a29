import { EnrichmentSettingsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller } from '../request-state.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { present } from '../present.js';
import { Rule, RuleList, SettingsPage, WriteRule } from './settings.schema.js';
import { ruleToRest, ruleToWire } from './settings.wire.js';

const READ = 'EnrichmentRead';
const MODIFY = 'EnrichmentModify';
const LIMIT = 100;

@ApiTags('Enrichment')
@Controller('enrichment/rules')
export class EnrichmentRulesController {
  constructor(
    @Inject(EnrichmentSettingsApi.typeName)
    private readonly settings: Client<typeof EnrichmentSettingsApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_ENRICHMENT_RULES' })
  @ApiOperation({ operationId: 'listEnrichmentRules', summary: 'List enrichment rules by name' })
  @ApiOkResponse({ standardSchema: RuleList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: SettingsPage }) query: SettingsPage,
    @Caller() caller: BusCaller,
  ): Promise<RuleList> {
    const { rules, next } = await this.settings.listRules(pageOf(query, LIMIT), caller);
    return { results: rules.map(ruleToRest), ...(next ? { next } : {}) };
  }

  @Get(':name')
  @Requires(READ, { action: 'GET_ENRICHMENT_RULE' })
  @ApiOperation({ operationId: 'getEnrichmentRule', summary: 'Read an enrichment rule' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('name') name: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Rule> {
    const { rule } = await this.settings.getRule({ name }, caller);
    tagWith(reply, present(rule?.change));
    return ruleToRest(present(rule));
  }

  @Put(':name')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_ENRICHMENT_RULE' })
  @ApiOperation({
    operationId: 'defineEnrichmentRule',
    summary: 'Define an enrichment rule',
    description:
      'Values at the selectors, in events of the log types that meet the condition, are looked up in the table. Takes effect within a second.',
  })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiRefusals(400, 401, 403, 409, 412)
  async define(
    @Param('name') name: string,
    @Body({ schema: WriteRule }) body: WriteRule,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Rule> {
    request.auditParams = { name, ...body };
    const { rule } = await this.settings.defineRule(
      { name, ...ruleToWire(body), expectedRevisions },
      caller,
    );
    tagWith(reply, present(rule?.change));
    return ruleToRest(present(rule));
  }

  @Delete(':name')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_ENRICHMENT_RULE' })
  @ApiOperation({ operationId: 'removeEnrichmentRule', summary: 'Remove an enrichment rule' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('name') name: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.settings.removeRule({ name, expectedRevisions }, caller);
  }
}
