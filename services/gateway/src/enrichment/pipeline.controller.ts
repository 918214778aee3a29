import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { EnrichmentPipelineApi, ServiceError } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { requestHeader } from '../request-header.js';
import { Caller } from '../request-state.js';
import { idempotencyKeyOf } from '../tokens/issued-values.js';
import { present } from '../present.js';
import { LogTypeQuery } from './enrich-events.schema.js';
import { PipelineState, PutEvents } from './pipeline.schema.js';
import { queueToRest } from './pipeline.wire.js';
import { putLines } from './put-lines.js';

/** For one batch of a stream; a stream as a whole has no deadline. */
const BATCH_TIMEOUT_MS = 10_000;

const LinesKey = requestHeader(
  'Idempotency-Key',
  'Lines that are sent again under the same key within two minutes are known, and not put in again.',
  idempotencyKeyOf,
);

/** What the ids of a request's events begin with: the same for the same key of the same caller. */
const idsOf = (key: string | undefined, { actor, requestId }: BusCaller): string =>
  key === undefined
    ? requestId
    : createHash('sha256').update(`${actor.id}\n${key}`).digest('hex').slice(0, 32);

@ApiTags('Enrichment')
@Controller('enrichment/pipeline')
export class PipelineController {
  constructor(
    @Inject(EnrichmentPipelineApi.typeName)
    private readonly pipeline: Client<typeof EnrichmentPipelineApi>,
  ) {}

  @Get()
  @Requires('EnrichmentRead', { action: 'GET_ENRICHMENT_PIPELINE' })
  @ApiOperation({
    operationId: 'getEnrichmentPipeline',
    summary: 'Say how far behind the pipeline is, and how much is parked',
  })
  @ApiOkResponse({ standardSchema: PipelineState })
  @ApiRefusals(401, 403)
  async state(@Caller() caller: BusCaller): Promise<PipelineState> {
    const { logs, enriched, parked, parkedMax } = await this.pipeline.getPipeline({}, caller);
    return {
      logs: { ...queueToRest(present(logs)), inWork: Number(present(logs).inWork) },
      enriched: queueToRest(present(enriched)),
      parked: Number(parked),
      parkedMax: Number(parkedMax),
    };
  }

  @Post('events')
  @HttpCode(202)
  @Requires('EnrichmentRun', { action: 'PUT_LOG_EVENTS', readsOnly: true })
  @ApiOperation({
    operationId: 'putLogEvents',
    summary: 'Put log events into the pipeline',
    description:
      'A stream of NDJSON of any size. What is no event is counted and named by its line; the rest is accepted, and comes out of the pipeline once.',
  })
  @ApiConsumes('application/x-ndjson')
  @ApiAcceptedResponse({ standardSchema: PutEvents })
  @ApiRefusals(400, 401, 403, 415)
  async put(
    @Query({ schema: LogTypeQuery }) { logType }: { logType: string },
    @LinesKey() key: string | undefined,
    @Req() { body }: FastifyRequest,
    @Caller() caller: BusCaller,
  ): Promise<PutEvents> {
    if (!(body instanceof Readable))
      throw new ServiceError('unsupported', 'The content type is not supported here.');
    const ids = idsOf(key, caller);
    const { deadlineAt: _ofTheRequest, ...sender } = caller;
    return putLines(body, async (lines) => {
      const events = lines.map(({ number, bytes }) => ({ id: `${ids}:${number}`, event: bytes }));
      const { results } = await this.pipeline.putEvents(
        { logType, events: events as { id: string; event: Uint8Array<ArrayBuffer> }[] },
        sender,
        { timeoutMs: BATCH_TIMEOUT_MS },
      );
      return results;
    });
  }
}
