import type { DescMessage, JsonObject, MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  AttemptResult,
  AuditApi,
  type BeginExportRequest,
  type BeginExportResponseSchema,
  type BeginRebuildRequest,
  type BeginRebuildResponseSchema,
  type CountRecordsRequest,
  type CountRecordsResponseSchema,
  type EraseSubjectRequest,
  type EraseSubjectResponseSchema,
  type GetManifestRequest,
  type GetManifestResponseSchema,
  type GetRebuildResponseSchema,
  type GetRetentionResponseSchema,
  type LiftHoldRequest,
  type LiftHoldResponseSchema,
  type ListCheckpointsRequest,
  type ListCheckpointsResponseSchema,
  type ListSigningKeysResponseSchema,
  type PlaceHoldRequest,
  type PlaceHoldResponseSchema,
  type ProveConsistencyRequest,
  type ProveConsistencyResponseSchema,
  type ProveInclusionRequest,
  type ProveInclusionResponseSchema,
  type RecordAttemptRequest,
  type RecordAttemptResponseSchema,
  type SearchRecordsRequest,
  type SearchRecordsResponseSchema,
  ServiceError,
  type SetRetentionRequest,
  type SetRetentionResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AttemptsService } from './attempts/attempts.service.js';
import { recordToWire } from './audit.wire.js';
import { ProofReader } from './proof/proof-reader.service.js';
import { rebuildToWire } from './rebuild/rebuild.wire.js';
import { RebuildsService } from './rebuild/rebuilds.service.js';
import { RetentionService } from './retention/retention.service.js';
import { filterOf } from './search/record-filter.js';
import { RecordReader } from './search/record-reader.service.js';

type Answer<Schema extends DescMessage> = Promise<MessageInitShape<Schema>>;

@Controller()
export class AuditController implements Served<typeof AuditApi> {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly reader: RecordReader,
    private readonly proofs: ProofReader,
    private readonly retention: RetentionService,
    private readonly rebuilds: RebuildsService,
  ) {}

  @Rpc(AuditApi.method.searchRecords)
  async searchRecords(
    @Payload() { filter, limit, cursor, oldestFirst }: SearchRecordsRequest,
  ): Answer<typeof SearchRecordsResponseSchema> {
    const search = { filter: filterOf(filter), limit, cursor, oldestFirst };
    const { records, next } = await this.reader.page(search);
    return { records: records.map(recordToWire), next };
  }

  @Rpc(AuditApi.method.countRecords)
  async countRecords(
    @Payload() { filter, bucket, by }: CountRecordsRequest,
  ): Answer<typeof CountRecordsResponseSchema> {
    const counts = await this.reader.counts(filterOf(filter), bucket, by);
    return {
      counts: counts.map(({ time, group, count }) => ({
        time: timestampFromDate(time),
        group,
        count: BigInt(count),
      })),
    };
  }

  @Rpc(AuditApi.method.recordAttempt)
  async recordAttempt(
    @Payload() request: RecordAttemptRequest,
    @CallContext() call: Call,
  ): Answer<typeof RecordAttemptResponseSchema> {
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
        mayBeTold: request.mayBeTold,
        suppressed: request.suppressed,
      },
      causeOf(call),
    );
    return {};
  }

  @Rpc(AuditApi.method.beginExport)
  async beginExport(
    @Payload() { fromSequence }: BeginExportRequest,
  ): Answer<typeof BeginExportResponseSchema> {
    const range = await this.proofs.beginExport(Number(fromSequence));
    return {
      fromSequence: BigInt(range.fromSequence),
      toSequence: BigInt(range.toSequence),
      ordinal: BigInt(range.ordinal),
    };
  }

  @Rpc(AuditApi.method.getManifest)
  async getManifest(
    @Payload() { fromSequence, toSequence }: GetManifestRequest,
  ): Answer<typeof GetManifestResponseSchema> {
    return {
      manifest: await this.proofs.signedManifest(Number(fromSequence), Number(toSequence)),
    };
  }

  @Rpc(AuditApi.method.listCheckpoints)
  async listCheckpoints(
    @Payload() { sizeFrom, ...page }: ListCheckpointsRequest,
  ): Answer<typeof ListCheckpointsResponseSchema> {
    return this.proofs.page({ ...page, sizeFrom: Number(sizeFrom) });
  }

  @Rpc(AuditApi.method.proveInclusion)
  async proveInclusion(
    @Payload() { sequence, size }: ProveInclusionRequest,
  ): Answer<typeof ProveInclusionResponseSchema> {
    const proof = await this.proofs.inclusion(Number(sequence), Number(size));
    return {
      ...proof,
      sequence: BigInt(proof.sequence),
      size: BigInt(proof.size),
      hashes: [...proof.hashes],
    };
  }

  @Rpc(AuditApi.method.proveConsistency)
  async proveConsistency(
    @Payload() { older, newer }: ProveConsistencyRequest,
  ): Answer<typeof ProveConsistencyResponseSchema> {
    const { hashes } = await this.proofs.consistency(Number(older), Number(newer));
    return { older, newer, hashes: [...hashes] };
  }

  @Rpc(AuditApi.method.listSigningKeys)
  async listSigningKeys(): Answer<typeof ListSigningKeysResponseSchema> {
    return Promise.resolve({ keys: this.proofs.keys() });
  }

  @Rpc(AuditApi.method.getRetention)
  async getRetention(): Answer<typeof GetRetentionResponseSchema> {
    const { days, droppedThrough, holds } = await this.retention.state();
    return {
      days,
      droppedThrough: BigInt(droppedThrough),
      holds: holds.map(({ id, reason, at, by }) => ({
        id,
        reason,
        placedAt: timestampFromDate(at),
        placedBy: by,
      })),
    };
  }

  @Rpc(AuditApi.method.setRetention)
  async setRetention(
    @Payload() { days }: SetRetentionRequest,
    @CallContext() call: Call,
  ): Answer<typeof SetRetentionResponseSchema> {
    return this.retention.execute({ type: 'SetRetention', days }, causeOf(call));
  }

  @Rpc(AuditApi.method.placeHold)
  async placeHold(
    @Payload() { id, reason }: PlaceHoldRequest,
    @CallContext() call: Call,
  ): Answer<typeof PlaceHoldResponseSchema> {
    await this.retention.execute({ type: 'PlaceHold', holdId: id, reason }, causeOf(call));
    return { id };
  }

  @Rpc(AuditApi.method.liftHold)
  async liftHold(
    @Payload() { id, reason }: LiftHoldRequest,
    @CallContext() call: Call,
  ): Answer<typeof LiftHoldResponseSchema> {
    await this.retention.execute({ type: 'LiftHold', holdId: id, reason }, causeOf(call));
    return {};
  }

  @Rpc(AuditApi.method.beginRebuild)
  async beginRebuild(
    @Payload() { reason }: BeginRebuildRequest,
    @CallContext() call: Call,
  ): Answer<typeof BeginRebuildResponseSchema> {
    await this.rebuilds.begin(reason, causeOf(call));
    return {};
  }

  @Rpc(AuditApi.method.getRebuild)
  async getRebuild(): Answer<typeof GetRebuildResponseSchema> {
    return rebuildToWire(await this.rebuilds.state());
  }

  @Rpc(AuditApi.method.eraseSubject)
  async eraseSubject(
    @Payload() { subject, reason }: EraseSubjectRequest,
    @CallContext() call: Call,
  ): Answer<typeof EraseSubjectResponseSchema> {
    return { records: BigInt(await this.retention.erase(subject, reason, causeOf(call))) };
  }
}
