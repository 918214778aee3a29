import { EnrichmentSettingsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnyToken, Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { ExplainEvent, Explanation, Notices } from './settings.schema.js';

@ApiTags('Enrichment')
@Controller('enrichment')
export class ExplainController {
  constructor(
    @Inject(EnrichmentSettingsApi.typeName)
    private readonly settings: Client<typeof EnrichmentSettingsApi>,
  ) {}

  @Post('explain')
  @HttpCode(200)
  @Requires('EnrichmentRead', { action: 'EXPLAIN_ENRICHMENT', readsOnly: true })
  @ApiOperation({
    operationId: 'explainEnrichment',
    summary: 'Say what would become of a log event, and why',
  })
  @ApiOkResponse({ standardSchema: Explanation })
  @ApiRefusals(400, 401, 403, 413)
  async explain(
    @Body({ schema: ExplainEvent }) { logType, event }: ExplainEvent,
    @Caller() caller: BusCaller,
  ): Promise<Explanation> {
    const answer = await this.settings.explainEvent(
      { logType, event: Buffer.from(JSON.stringify(event)) },
      caller,
    );
    return {
      event: JSON.parse(Buffer.from(answer.event).toString()) as Explanation['event'],
      steps: answer.steps.map(({ selector, rule, table, status }) => ({
        selector,
        rule,
        table,
        status,
      })),
      fields: Object.fromEntries(
        Object.entries(answer.fields).map(([name, json]) => [name, JSON.parse(json) as unknown]),
      ),
    };
  }

  @Get('notices')
  @AnyToken({ action: 'LIST_ENRICHMENT_NOTICES' })
  @ApiOperation({
    operationId: 'listEnrichmentNotices',
    summary: 'Say where the data comes from, and what its licences ask to be said',
  })
  @ApiOkResponse({ standardSchema: Notices })
  @ApiRefusals(401)
  async notices(@Caller() caller: BusCaller): Promise<Notices> {
    const { notices } = await this.settings.listNotices({}, caller);
    return {
      results: notices.map(({ table, source, url, licence, attribution, ranges, rows, bytes }) => ({
        table,
        source,
        url,
        licence,
        attribution,
        ranges,
        rows,
        bytes: Number(bytes),
      })),
    };
  }
}
