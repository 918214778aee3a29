import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  EnrichmentPipelineApi,
  type GetParkedEventRequest,
  type GetParkedEventResponseSchema,
  type GetPipelineResponseSchema,
  type ListParkedEventsRequest,
  type ListParkedEventsResponseSchema,
  type PutEventsRequest,
  type PutEventsResponseSchema,
  type ReplayParkedEventRequest,
  type ReplayParkedEventResponseSchema,
  type SkipParkedEventRequest,
  type SkipParkedEventResponseSchema,
} from '@margay/contracts';
import { Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Pipeline } from './pipeline.service.js';
import { parkedToWire, putToWire, queueToWire } from './pipeline.wire.js';

@Controller()
export class PipelineController implements Served<typeof EnrichmentPipelineApi> {
  constructor(private readonly pipeline: Pipeline) {}

  @Rpc(EnrichmentPipelineApi.method.putEvents)
  async putEvents(
    @Payload() { logType, events }: PutEventsRequest,
  ): Promise<MessageInitShape<typeof PutEventsResponseSchema>> {
    return { results: (await this.pipeline.put(logType, events)).map(putToWire) };
  }

  @Rpc(EnrichmentPipelineApi.method.getPipeline)
  async getPipeline(): Promise<MessageInitShape<typeof GetPipelineResponseSchema>> {
    const { logs, enriched } = await this.pipeline.state();
    const { parked, parkedMax } = await this.pipeline.parkedCount();
    return {
      logs: queueToWire(logs),
      enriched: queueToWire(enriched),
      parked: BigInt(parked),
      parkedMax: BigInt(parkedMax),
    };
  }

  @Rpc(EnrichmentPipelineApi.method.listParkedEvents)
  async listParkedEvents(
    @Payload() { limit, cursor }: ListParkedEventsRequest,
  ): Promise<MessageInitShape<typeof ListParkedEventsResponseSchema>> {
    const { items, next } = await this.pipeline.list(limit, cursor);
    return { events: items.map(parkedToWire), next };
  }

  @Rpc(EnrichmentPipelineApi.method.getParkedEvent)
  async getParkedEvent(
    @Payload() { id }: GetParkedEventRequest,
  ): Promise<MessageInitShape<typeof GetParkedEventResponseSchema>> {
    const parked = await this.pipeline.get(id);
    return { parked: parkedToWire(parked), event: parked.event as Uint8Array<ArrayBuffer> };
  }

  @Rpc(EnrichmentPipelineApi.method.replayParkedEvent)
  async replayParkedEvent(
    @Payload() { id }: ReplayParkedEventRequest,
  ): Promise<MessageInitShape<typeof ReplayParkedEventResponseSchema>> {
    await this.pipeline.replay(id);
    return {};
  }

  @Rpc(EnrichmentPipelineApi.method.skipParkedEvent)
  async skipParkedEvent(
    @Payload() { id }: SkipParkedEventRequest,
  ): Promise<MessageInitShape<typeof SkipParkedEventResponseSchema>> {
    await this.pipeline.skip(id);
    return {};
  }
}
