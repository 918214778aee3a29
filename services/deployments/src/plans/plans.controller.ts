import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type ApproveOverrideRequest,
  type ApproveOverrideResponseSchema,
  type CheckParametersRequest,
  type CheckParametersResponseSchema,
  type GetOverrideRequest,
  type GetOverrideResponseSchema,
  type ListOverridesRequest,
  type ListOverridesResponseSchema,
  PlansApi,
  type PlanUpgradeRequest,
  type PlanUpgradeResponseSchema,
  type RequestOverrideRequest,
  type RequestOverrideResponseSchema,
  type WithdrawOverrideRequest,
  type WithdrawOverrideResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { OverrideReader } from './override-reader.service.js';
import { OverridesService } from './overrides.service.js';
import type { ParametersRequest, PlanRequest } from './plan-request.js';
import { PlansService } from './plans.service.js';
import { overrideToWire, planToWire } from './plans.wire.js';

@Controller()
export class PlansController implements Served<typeof PlansApi> {
  constructor(
    private readonly plans: PlansService,
    private readonly overrides: OverridesService,
    private readonly reader: OverrideReader,
  ) {}

  @Rpc(PlansApi.method.planUpgrade)
  async planUpgrade(
    @Payload() request: PlanUpgradeRequest,
  ): Promise<MessageInitShape<typeof PlanUpgradeResponseSchema>> {
    const asked = request as PlanUpgradeRequest & z.input<typeof PlanRequest>;
    return planToWire(await this.plans.plan(asked));
  }

  @Rpc(PlansApi.method.checkParameters)
  async checkParameters(
    @Payload() request: CheckParametersRequest,
  ): Promise<MessageInitShape<typeof CheckParametersResponseSchema>> {
    const asked = request as CheckParametersRequest & z.input<typeof ParametersRequest>;
    const { checkedAgainst, errors, warnings } = await this.plans.check(asked);
    return { checkedAgainst, errors: [...errors], warnings: [...warnings] };
  }

  @Rpc(PlansApi.method.requestOverride)
  async requestOverride(
    @Payload() { accountId, target, reason }: RequestOverrideRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RequestOverrideResponseSchema>> {
    const asked = { accountId, target, reason };
    return this.answer(this.overrides.request(asked, causeOf(call)));
  }

  @Rpc(PlansApi.method.approveOverride)
  async approveOverride(
    @Payload() { id, comment, expectedRevisions }: ApproveOverrideRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ApproveOverrideResponseSchema>> {
    const approving = this.overrides.approve(id, { comment }, expectedRevisions, causeOf(call));
    return this.answer(approving);
  }

  @Rpc(PlansApi.method.withdrawOverride)
  async withdrawOverride(
    @Payload() { id, reason, expectedRevisions }: WithdrawOverrideRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof WithdrawOverrideResponseSchema>> {
    const withdrawing = this.overrides.withdraw(id, { reason }, expectedRevisions, causeOf(call));
    return this.answer(withdrawing);
  }

  @Rpc(PlansApi.method.getOverride)
  async getOverride(
    @Payload() { id }: GetOverrideRequest,
  ): Promise<MessageInitShape<typeof GetOverrideResponseSchema>> {
    return { override: overrideToWire(await this.reader.one(id)) };
  }

  @Rpc(PlansApi.method.listOverrides)
  async listOverrides(
    @Payload() { limit, cursor, status, accountId }: ListOverridesRequest,
  ): Promise<MessageInitShape<typeof ListOverridesResponseSchema>> {
    const { overrides, next } = await this.reader.page({ status, accountId }, limit, cursor);
    return { overrides: overrides.map(overrideToWire), next };
  }

  private async answer(decided: Promise<string>) {
    return { override: overrideToWire(await this.reader.one(await decided)) };
  }
}
