import {
  fromJson,
  type JsonObject,
  type JsonValue,
  type MessageInitShape,
} from '@bufbuild/protobuf';
import {
  AttemptResult,
  AuditApi,
  AuditRecordSchema,
  type RecordAttemptRequest,
  type RecordAttemptResponseSchema,
  type SearchRecordsRequest,
  type SearchRecordsResponseSchema,
  ServiceError,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AttemptsService } from './attempts.service.js';
import { AuditReader } from './audit-reader.service.js';
import type { AuditRecordRow } from './audit-record.row.js';

const recordToWire = ({ record, sequence }: AuditRecordRow) => ({
  ...fromJson(AuditRecordSchema, record as JsonValue),
  sequence: BigInt(sequence),
});

@Controller()
export class AuditController implements Served<typeof AuditApi> {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly reader: AuditReader,
  ) {}

  @Rpc(AuditApi.method.searchRecords)
  async searchRecords(
    @Payload() { limit, cursor }: SearchRecordsRequest,
  ): Promise<MessageInitShape<typeof SearchRecordsResponseSchema>> {
    const { records, next } = await this.reader.page(limit, cursor);
    return { records: records.map(recordToWire), next };
  }

  @Rpc(AuditApi.method.recordAttempt)
  async recordAttempt(
    @Payload() request: RecordAttemptRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RecordAttemptResponseSchema>> {
    if (request.result === AttemptResult.UNSPECIFIED)
      throw new ServiceError('bad_request', 'The result of the attempt is missing.');
    await this.attempts.record(
      {
        type: 'AttemptRecorded',
        actionName: request.actionName,
        result: request.result === AttemptResult.SUCCEEDED ? 'SUCCEEDED' : 'FAILED',
        params: (request.params ?? {}) as JsonObject,
        errors: request.errors,
        targetId: request.targetId,
        reason: request.reason,
      },
      causeOf(call),
    );
    return {};
  }
}
