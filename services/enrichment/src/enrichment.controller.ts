import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  EnrichmentApi,
  type EnrichEventsRequest,
  type EnrichEventsResponseSchema,
} from '@margay/contracts';
import { Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EnrichmentService } from './enrichment.service.js';
import { outcomeToWire } from './enrichment.wire.js';

@Controller()
export class EnrichmentController implements Served<typeof EnrichmentApi> {
  constructor(private readonly enrichment: EnrichmentService) {}

  @Rpc(EnrichmentApi.method.enrichEvents)
  async enrichEvents(
    @Payload() { logType, events }: EnrichEventsRequest,
  ): Promise<MessageInitShape<typeof EnrichEventsResponseSchema>> {
    return { results: this.enrichment.enrich(logType, events).map(outcomeToWire) };
  }
}
