import { EnrichmentPipelineApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller } from '../request-state.js';
import { present } from '../present.js';
import { ParkedEvent, ParkedEvents } from './pipeline.schema.js';
import { parkedToRest } from './pipeline.wire.js';
import { SettingsPage } from './settings.schema.js';

const READ = 'EnrichmentRead';
const MODIFY = 'EnrichmentModify';
const LIMIT = 100;

@ApiTags('Enrichment')
@Controller('enrichment/pipeline/parked')
export class ParkedEventsController {
  constructor(
    @Inject(EnrichmentPipelineApi.typeName)
    private readonly pipeline: Client<typeof EnrichmentPipelineApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_PARKED_EVENTS' })
  @ApiOperation({
    operationId: 'listParkedEvents',
    summary: 'List log events that the pipeline could not enrich, and why',
  })
  @ApiOkResponse({ standardSchema: ParkedEvents })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: SettingsPage }) query: SettingsPage,
    @Caller() caller: BusCaller,
  ): Promise<ParkedEvents> {
    const { events, next } = await this.pipeline.listParkedEvents(pageOf(query, LIMIT), caller);
    return { results: events.map(parkedToRest), ...(next ? { next } : {}) };
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_PARKED_EVENT' })
  @ApiOperation({ operationId: 'getParkedEvent', summary: 'Read a parked log event' })
  @ApiOkResponse({ standardSchema: ParkedEvent })
  @ApiRefusals(401, 403, 404)
  async get(@Param('id') id: string, @Caller() caller: BusCaller): Promise<ParkedEvent> {
    const { parked, event } = await this.pipeline.getParkedEvent({ id }, caller);
    return {
      ...parkedToRest(present(parked)),
      eventBase64: Buffer.from(event).toString('base64'),
    };
  }

  @Post(':id/replay')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'REPLAY_PARKED_EVENT' })
  @ApiOperation({
    operationId: 'replayParkedEvent',
    summary: 'Put a parked log event into the pipeline again',
  })
  @ApiNoContentResponse()
  @ApiRefusals(401, 403, 404)
  async replay(@Param('id') id: string, @Caller() caller: BusCaller): Promise<void> {
    await this.pipeline.replayParkedEvent({ id }, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'SKIP_PARKED_EVENT' })
  @ApiOperation({ operationId: 'skipParkedEvent', summary: 'Give up on a parked log event' })
  @ApiNoContentResponse()
  @ApiRefusals(401, 403, 404)
  async skip(@Param('id') id: string, @Caller() caller: BusCaller): Promise<void> {
    await this.pipeline.skipParkedEvent({ id }, caller);
  }
}
