import { fromJson, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  DiagnosesApi,
  type DiagnoseStackRequest,
  type DiagnoseStackResponseSchema,
  type GetDiagnosisBundleRequest,
  type GetDiagnosisBundleResponseSchema,
  type GetDiagnosisRequest,
  type GetDiagnosisResponseSchema,
  type KeepDiagnosisRequest,
  type KeepDiagnosisResponseSchema,
  type ListDiagnosesRequest,
  type ListDiagnosesResponseSchema,
  StackDiagnosisSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { bundleOf } from '../evidence/bundle.js';
import { KeptDiagnoses } from '../evidence/kept-diagnoses.service.js';
import { keptDiagnosisToWire } from '../evidence/kept-diagnoses.wire.js';
import { KeptDiagnosisReader } from '../evidence/kept-diagnosis-reader.service.js';
import { Diagnoses } from './diagnoses.service.js';
import { diagnosisToWire } from './diagnoses.wire.js';

@Controller()
export class DiagnosesController implements Served<typeof DiagnosesApi> {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly kept: KeptDiagnoses,
    private readonly reader: KeptDiagnosisReader,
  ) {}

  @Rpc(DiagnosesApi.method.diagnoseStack)
  async diagnoseStack(
    @Payload() { accountId, stack, version }: DiagnoseStackRequest,
  ): Promise<MessageInitShape<typeof DiagnoseStackResponseSchema>> {
    const { found } = await this.diagnoses.of(accountId, stack, version);
    return { diagnosis: diagnosisToWire(found) };
  }

  @Rpc(DiagnosesApi.method.keepDiagnosis)
  async keepDiagnosis(
    @Payload() { accountId, stack, version }: KeepDiagnosisRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof KeepDiagnosisResponseSchema>> {
    return this.answer(accountId, await this.kept.keep(accountId, stack, version, causeOf(call)));
  }

  @Rpc(DiagnosesApi.method.getDiagnosis)
  async getDiagnosis(
    @Payload() { accountId, number }: GetDiagnosisRequest,
  ): Promise<MessageInitShape<typeof GetDiagnosisResponseSchema>> {
    return this.answer(accountId, number);
  }

  @Rpc(DiagnosesApi.method.listDiagnoses)
  async listDiagnoses(
    @Payload() { accountId, limit, cursor }: ListDiagnosesRequest,
  ): Promise<MessageInitShape<typeof ListDiagnosesResponseSchema>> {
    const { diagnoses, next } = await this.reader.page(accountId, limit, cursor);
    return { diagnoses: diagnoses.map(keptDiagnosisToWire), next };
  }

  @Rpc(DiagnosesApi.method.getDiagnosisBundle)
  async getDiagnosisBundle(
    @Payload() { accountId, number }: GetDiagnosisBundleRequest,
  ): Promise<MessageInitShape<typeof GetDiagnosisBundleResponseSchema>> {
    const [row, evidence] = await this.reader.one(accountId, number);
    return {
      diagnosedAt: timestampFromDate(row.diagnosedAt),
      files: [...bundleOf(row, evidence)],
    };
  }

  private async answer(accountId: string, number: number) {
    const [row, evidence] = await this.reader.one(accountId, number);
    return {
      kept: keptDiagnosisToWire(row),
      diagnosis: fromJson(StackDiagnosisSchema, evidence.diagnosis, { ignoreUnknownFields: true }),
    };
  }
}
