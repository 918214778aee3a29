import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  TokensApi,
  type GetUsageRequest,
  type GetUsageResponseSchema,
  type ReportUseRequest,
  type ReportUseResponseSchema,
} from '@margay/contracts';
import { Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { UseRecorder } from './use-recorder.service.js';
import { Usage } from './usage.service.js';
import { useFromWire } from '../tokens.wire.js';

@Controller()
export class UseController implements Pick<Served<typeof TokensApi>, 'reportUse' | 'getUsage'> {
  constructor(
    private readonly recorder: UseRecorder,
    private readonly usage: Usage,
  ) {}

  @Rpc(TokensApi.method.reportUse)
  async reportUse(
    @Payload() { batchId, uses }: ReportUseRequest,
  ): Promise<MessageInitShape<typeof ReportUseResponseSchema>> {
    await this.recorder.record(batchId, uses.map(useFromWire));
    return {};
  }

  @Rpc(TokensApi.method.getUsage)
  async getUsage(
    @Payload() { id }: GetUsageRequest,
  ): Promise<MessageInitShape<typeof GetUsageResponseSchema>> {
    const { calls, unusedPermissions, since } = await this.usage.of(id);
    return {
      calls: calls.map((each) => ({ ...each, calls: BigInt(each.calls) })),
      unusedPermissions: [...unusedPermissions],
      since: timestampFromDate(since),
    };
  }
}
