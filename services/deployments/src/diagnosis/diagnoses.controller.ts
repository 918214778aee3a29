import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  DiagnosesApi,
  type DiagnoseStackRequest,
  type DiagnoseStackResponseSchema,
} from '@margay/contracts';
import { Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Diagnoses } from './diagnoses.service.js';
import { diagnosisToWire } from './diagnoses.wire.js';

@Controller()
export class DiagnosesController implements Served<typeof DiagnosesApi> {
  constructor(private readonly diagnoses: Diagnoses) {}

  @Rpc(DiagnosesApi.method.diagnoseStack)
  async diagnoseStack(
    @Payload() { accountId, stack, version }: DiagnoseStackRequest,
  ): Promise<MessageInitShape<typeof DiagnoseStackResponseSchema>> {
    return { diagnosis: diagnosisToWire(await this.diagnoses.of(accountId, stack, version)) };
  }
}
