import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type ApproveRolloutRequest,
  type ApproveRolloutResponseSchema,
  type CancelRolloutRequest,
  type CancelRolloutResponseSchema,
  type DeclareFreezeRequest,
  type DeclareFreezeResponseSchema,
  type GetRolloutRequest,
  type GetRolloutResponseSchema,
  type LiftFreezeRequest,
  type LiftFreezeResponseSchema,
  type ListFreezesResponseSchema,
  type ListReleaseNoticesRequest,
  type ListReleaseNoticesResponseSchema,
  type ListRolloutsRequest,
  type ListRolloutsResponseSchema,
  type PauseRolloutRequest,
  type PauseRolloutResponseSchema,
  type RequestRolloutRequest,
  type RequestRolloutResponseSchema,
  type ResumeRolloutRequest,
  type ResumeRolloutResponseSchema,
  RolloutsApi,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { FreezesService } from './freezes.service.js';
import { isFrozen } from './next-deployments.js';
import { ReleaseNotices } from './release-notices.service.js';
import type { RolloutRequest } from './rollout-request.js';
import { RolloutReader } from './rollout-reader.service.js';
import { RolloutsService } from './rollouts.service.js';
import { freezeToWire, noticeToWire, rolloutRowToWire, rolloutToWire } from './rollouts.wire.js';

const { method } = RolloutsApi;

@Controller()
export class RolloutsController implements Served<typeof RolloutsApi> {
  constructor(
    private readonly rollouts: RolloutsService,
    private readonly reader: RolloutReader,
    private readonly freezes: FreezesService,
    private readonly notices: ReleaseNotices,
  ) {}

  @Rpc(method.requestRollout)
  async requestRollout(
    @Payload() request: RequestRolloutRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RequestRolloutResponseSchema>> {
    const asked = request as RequestRolloutRequest & z.input<typeof RolloutRequest>;
    return this.answer(await this.rollouts.request(asked, causeOf(call)));
  }

  @Rpc(method.getRollout)
  async getRollout(
    @Payload() { id }: GetRolloutRequest,
  ): Promise<MessageInitShape<typeof GetRolloutResponseSchema>> {
    return this.answer(id);
  }

  @Rpc(method.listRollouts)
  async listRollouts(
    @Payload() { limit, cursor }: ListRolloutsRequest,
  ): Promise<MessageInitShape<typeof ListRolloutsResponseSchema>> {
    const { rollouts, next } = await this.reader.page(limit, cursor);
    return { rollouts: rollouts.map(rolloutRowToWire), next };
  }

  @Rpc(method.approveRollout)
  async approveRollout(
    @Payload() { id }: ApproveRolloutRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ApproveRolloutResponseSchema>> {
    await this.rollouts.approve(id, causeOf(call));
    return this.answer(id);
  }

  @Rpc(method.pauseRollout)
  async pauseRollout(
    @Payload() { id, reason }: PauseRolloutRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof PauseRolloutResponseSchema>> {
    await this.rollouts.say('PauseRollout', id, reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(method.resumeRollout)
  async resumeRollout(
    @Payload() { id, reason }: ResumeRolloutRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ResumeRolloutResponseSchema>> {
    await this.rollouts.say('ResumeRollout', id, reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(method.cancelRollout)
  async cancelRollout(
    @Payload() { id, reason }: CancelRolloutRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof CancelRolloutResponseSchema>> {
    await this.rollouts.say('CancelRollout', id, reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(method.listFreezes)
  async listFreezes(): Promise<MessageInitShape<typeof ListFreezesResponseSchema>> {
    return { freezes: (await this.freezes.list()).map(freezeToWire) };
  }

  @Rpc(method.declareFreeze)
  async declareFreeze(
    @Payload() { from, until, reason }: DeclareFreezeRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DeclareFreezeResponseSchema>> {
    const begins = from ? timestampDate(from) : new Date();
    const ends = until ? timestampDate(until) : new Date(0);
    const asked = { from: begins, until: ends, reason };
    return { freeze: freezeToWire(await this.freezes.declare(asked, causeOf(call))) };
  }

  @Rpc(method.liftFreeze)
  async liftFreeze(
    @Payload() { id, reason }: LiftFreezeRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof LiftFreezeResponseSchema>> {
    await this.freezes.lift(id, reason, causeOf(call));
    return {};
  }

  @Rpc(method.listReleaseNotices)
  async listReleaseNotices(
    @Payload() { version, limit, cursor }: ListReleaseNoticesRequest,
  ): Promise<MessageInitShape<typeof ListReleaseNoticesResponseSchema>> {
    const { notices, next } = await this.notices.page(version, limit, cursor);
    return { notices: notices.map(noticeToWire), next };
  }

  private async answer(id: string) {
    const row = await this.reader.one(id);
    const now = new Date();
    const frozen = isFrozen(await this.freezes.now(), now);
    return { rollout: rolloutToWire(row, await this.rollouts.state(id), { now, frozen }) };
  }
}
