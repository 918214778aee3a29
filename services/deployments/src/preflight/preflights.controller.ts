import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type GetInspectionRequest,
  type GetInspectionResponseSchema,
  type GetPreflightRequest,
  type GetPreflightResponseSchema,
  type ListPreflightsRequest,
  type ListPreflightsResponseSchema,
  PreflightsApi,
  type StartPreflightRequest,
  type StartPreflightResponseSchema,
  type WaivePreflightCheckRequest,
  type WaivePreflightCheckResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { PreflightReader } from './preflight-reader.service.js';
import type { PreflightRequest } from './preflight-request.js';
import { Preflights } from './preflights.service.js';
import { preflightToWire } from './preflights.wire.js';

@Controller()
export class PreflightsController implements Served<typeof PreflightsApi> {
  constructor(
    private readonly preflights: Preflights,
    private readonly reader: PreflightReader,
  ) {}

  @Rpc(PreflightsApi.method.startPreflight)
  async startPreflight(
    @Payload() request: StartPreflightRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof StartPreflightResponseSchema>> {
    const asked = request as StartPreflightRequest & z.input<typeof PreflightRequest>;
    const run = await this.preflights.start(asked, causeOf(call));
    return this.answer(request.accountId, run);
  }

  @Rpc(PreflightsApi.method.getPreflight)
  async getPreflight(
    @Payload() { accountId, run }: GetPreflightRequest,
  ): Promise<MessageInitShape<typeof GetPreflightResponseSchema>> {
    return this.answer(accountId, run);
  }

  @Rpc(PreflightsApi.method.listPreflights)
  async listPreflights(
    @Payload() { accountId, limit, cursor }: ListPreflightsRequest,
  ): Promise<MessageInitShape<typeof ListPreflightsResponseSchema>> {
    const { preflights, next } = await this.reader.page(accountId, limit, cursor);
    return { preflights: preflights.map(preflightToWire), next };
  }

  @Rpc(PreflightsApi.method.waivePreflightCheck)
  async waivePreflightCheck(
    @Payload() { accountId, run, check, reason }: WaivePreflightCheckRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof WaivePreflightCheckResponseSchema>> {
    await this.preflights.waive(accountId, run, { check, reason }, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(PreflightsApi.method.getInspection)
  async getInspection(
    @Payload() { accountId }: GetInspectionRequest,
  ): Promise<MessageInitShape<typeof GetInspectionResponseSchema>> {
    return { ...(await this.preflights.inspection(accountId)) };
  }

  private async answer(accountId: string, run: number) {
    return { preflight: preflightToWire(await this.reader.one(accountId, run)) };
  }
}
