import { Readable } from 'node:stream';
import { EnrichmentApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { EnrichedBatch, EventBatch, LinesQuery, NoQuery } from './enrich-events.schema.js';
import { batchesOf, type Enrich, enrichAll, enrichLines } from './event-batches.js';
import { Caller } from '../request-state.js';
import { validated } from '../validated.js';

/** For one batch of a stream; a stream as a whole has no deadline. */
const BATCH_TIMEOUT_MS = 10_000;

type How = Pick<EventBatch, 'logType' | 'alert' | 'waitMs'>;

@ApiTags('Enrichment')
@Controller('enrichment')
export class EnrichEventsController {
  constructor(
    @Inject(EnrichmentApi.typeName) private readonly enrichment: Client<typeof EnrichmentApi>,
  ) {}

  @Post('events')
  @HttpCode(200)
  @Requires('EnrichmentRun', { action: 'ENRICH_EVENTS', readsOnly: true })
  @ApiOperation({
    operationId: 'enrichEvents',
    summary: 'Add context to log events',
    description:
      'As JSON `{logType, events}`, up to 1,000 events and 5 MB; or as a stream of NDJSON of any size with `?logType=`, answered line by line. A line that cannot be enriched becomes `{line, error: {code, message}}`; blank lines are left out.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiQuery({
    name: 'logType',
    required: false,
    description: 'With NDJSON only, and needed there.',
  })
  @ApiQuery({ name: 'alert', required: false, description: 'With NDJSON only: as in the body.' })
  @ApiQuery({ name: 'waitMs', required: false, description: 'With NDJSON only: as in the body.' })
  @ApiBody({ schema: z.toJSONSchema(EventBatch) as object })
  @ApiOkResponse({ standardSchema: EnrichedBatch })
  @ApiRefusals(400, 401, 403, 413, 415)
  async events(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: BusCaller,
  ): Promise<void> {
    if (request.body instanceof Readable) return this.stream(request, request.body, reply, caller);
    validated(NoQuery, request.query);
    const { events, ...how } = validated(EventBatch, request.body);
    const texts = events.map((event) => Buffer.from(JSON.stringify(event)));
    const enrich = this.enrichAs(how, caller);
    const parts: string[] = [];
    for (const batch of batchesOf(texts, ({ length }) => length))
      for (const { outcome } of await enrichAll(batch, enrich))
        parts.push(
          outcome.case === 'event'
            ? Buffer.from(outcome.value).toString()
            : JSON.stringify({
                error: { code: outcome.value?.code, message: outcome.value?.message },
              }),
        );
    // What was enriched is JSON already; it is put together, not parsed and written again.
    await reply.type('application/json; charset=utf-8').send(`{"results":[${parts.join(',')}]}`);
  }

  private async stream(
    request: FastifyRequest,
    body: Readable,
    reply: FastifyReply,
    { deadlineAt: _ofTheRequest, ...caller }: BusCaller,
  ): Promise<void> {
    const how = validated(LinesQuery, request.query);
    const answer = Readable.from(enrichLines(body, this.enrichAs(how, caller)), {
      objectMode: false,
    });
    await reply.type('application/x-ndjson; charset=utf-8').send(answer);
  }

  private enrichAs({ logType, alert = false, waitMs = 0 }: How, caller: BusCaller): Enrich {
    return async (events) => {
      const { results } = await this.enrichment.enrichEvents(
        { logType, events, isAlert: alert, waitMs },
        caller,
        { timeoutMs: BATCH_TIMEOUT_MS },
      );
      return results;
    };
  }
}
