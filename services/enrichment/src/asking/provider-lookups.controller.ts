import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type AskProviderRequest,
  type AskProviderResponseSchema,
  type ForceBreakerRequest,
  type ForceBreakerResponseSchema,
  type ListBreakersResponseSchema,
  type ListQuotasResponseSchema,
  ProviderLookupsApi,
  type PurgeAnswersRequest,
  type PurgeAnswersResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { BreakersService } from '../breakers/breakers.service.js';
import { callerOf, deadlineOf } from './asking-for.js';
import { ProviderLookups } from './provider-lookups.service.js';
import { answeredToWire, breakerToWire, quotaToWire } from './provider-lookups.wire.js';

@Controller()
export class ProviderLookupsController implements Served<typeof ProviderLookupsApi> {
  constructor(
    private readonly lookups: ProviderLookups,
    private readonly breakers: BreakersService,
  ) {}

  @Rpc(ProviderLookupsApi.method.askProvider)
  async askProvider(
    @Payload() { provider, values, isAlert, waitMs }: AskProviderRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof AskProviderResponseSchema>> {
    const asking = { caller: callerOf(call), isAlert, waitMs, deadlineMs: deadlineOf(call) };
    const answers = await this.lookups.ask(provider, values, asking);
    const now = Date.now();
    return { answers: answers.map((each) => answeredToWire(each, now)) };
  }

  @Rpc(ProviderLookupsApi.method.listQuotas)
  async listQuotas(): Promise<MessageInitShape<typeof ListQuotasResponseSchema>> {
    return { quotas: (await this.lookups.quotas()).map(quotaToWire) };
  }

  @Rpc(ProviderLookupsApi.method.listBreakers)
  async listBreakers(): Promise<MessageInitShape<typeof ListBreakersResponseSchema>> {
    const { names, orders, reports, heardNow } = await this.breakers.all();
    const now = Date.now();
    return {
      breakers: names.map((name) => breakerToWire(name, orders.get(name), reports, heardNow, now)),
      replicas: reports.length,
    };
  }

  @Rpc(ProviderLookupsApi.method.forceBreaker)
  async forceBreaker(
    @Payload() { provider, state, reason }: ForceBreakerRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ForceBreakerResponseSchema>> {
    await this.breakers.force(provider, state, reason, causeOf(call));
    const { orders, reports, heardNow } = await this.breakers.all();
    const order = orders.get(provider);
    return { breaker: breakerToWire(provider, order, reports, heardNow, Date.now()) };
  }

  @Rpc(ProviderLookupsApi.method.purgeAnswers)
  async purgeAnswers(
    @Payload() { provider, value, verdict }: PurgeAnswersRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof PurgeAnswersResponseSchema>> {
    const purged = await this.lookups.purge(provider, value, verdict, causeOf(call));
    return { purged: BigInt(purged) };
  }
}
