import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  EnrichmentApi,
  type EnrichEventsRequest,
  type EnrichEventsResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { eventAsking } from './asking/asking-for.js';
import { EventLookups } from './asking/event-lookups.service.js';
import { EnrichmentService } from './enrichment.service.js';
import { outcomeToWire } from './enrichment.wire.js';

@Controller()
export class EnrichmentController implements Served<typeof EnrichmentApi> {
  constructor(
    private readonly enrichment: EnrichmentService,
    private readonly lookups: EventLookups,
  ) {}

  @Rpc(EnrichmentApi.method.enrichEvents)
  async enrichEvents(
    @Payload() { logType, events, isAlert, waitMs }: EnrichEventsRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof EnrichEventsResponseSchema>> {
    const ask = this.lookups.for(eventAsking(call, isAlert, waitMs));
    const outcomes = await this.enrichment.enrich(logType, events, ask);
    return { results: outcomes.map(outcomeToWire) };
  }
}
