import { ProviderLookupsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import {
  AskProvider,
  Breaker,
  BreakerList,
  ForceBreaker,
  ProviderAnswers,
  PurgeAnswers,
  Purged,
  QuotaList,
} from './provider-lookups.schema.js';
import { answerToRest, breakerToRest, quotaToRest } from './provider-lookups.wire.js';
import { present } from '../present.js';

const READ = 'EnrichmentRead';
const MODIFY = 'EnrichmentModify';
/** Beside what values may wait for units. */
const ASK_MS = 10_000;

@ApiTags('Enrichment')
@Controller('enrichment')
export class ProviderLookupsController {
  constructor(
    @Inject(ProviderLookupsApi.typeName)
    private readonly lookups: Client<typeof ProviderLookupsApi>,
  ) {}

  @Post('providers/:name/lookup')
  @HttpCode(200)
  @Requires('EnrichmentRun', { action: 'ASK_PROVIDER', readsOnly: true })
  @ApiOperation({
    operationId: 'askEnrichmentProvider',
    summary: 'Say what a provider knows of some values',
    description:
      'Each has an answer of its own, also where the provider has none: within its quota, and while it answers at all.',
  })
  @ApiOkResponse({ standardSchema: ProviderAnswers })
  @ApiRefusals(400, 401, 403, 404)
  async ask(
    @Param('name') provider: string,
    @Body({ schema: AskProvider }) { values, kind, alert, waitMs = 0 }: AskProvider,
    @Caller() { deadlineAt: _ofOtherRequests, ...caller }: BusCaller,
  ): Promise<ProviderAnswers> {
    const { answers } = await this.lookups.askProvider(
      {
        provider,
        values: values.map((value) => ({ kind: kind ?? '', value })),
        isAlert: alert ?? false,
        waitMs,
      },
      caller,
      { timeoutMs: ASK_MS + waitMs },
    );
    return { results: answers.map(answerToRest) };
  }

  @Post('providers/:name/purge')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'PURGE_PROVIDER_ANSWERS' })
  @ApiOperation({
    operationId: 'purgeEnrichmentProvider',
    summary: 'Forget what a provider said',
    description: 'Of one value, with one verdict, both, or all of it; on every replica.',
  })
  @ApiOkResponse({ standardSchema: Purged })
  @ApiRefusals(400, 401, 403, 404)
  async purge(
    @Param('name') provider: string,
    @Body({ schema: PurgeAnswers }) { value, kind, verdict = '' }: PurgeAnswers,
    @Caller() caller: BusCaller,
  ): Promise<Purged> {
    const { purged } = await this.lookups.purgeAnswers(
      { provider, verdict, ...(value === undefined ? {} : { value: { kind: kind ?? '', value } }) },
      caller,
    );
    return { purged: Number(purged) };
  }

  @Get('quotas')
  @Requires(READ, { action: 'LIST_PROVIDER_QUOTAS' })
  @ApiOperation({
    operationId: 'listProviderQuotas',
    summary: 'Say how much of what providers allow is used and left',
  })
  @ApiOkResponse({ standardSchema: QuotaList })
  @ApiRefusals(401, 403)
  async quotas(@Caller() caller: BusCaller): Promise<QuotaList> {
    const { quotas } = await this.lookups.listQuotas({}, caller);
    return { results: quotas.map(quotaToRest) };
  }

  @Get('breakers')
  @Requires(READ, { action: 'LIST_PROVIDER_BREAKERS' })
  @ApiOperation({
    operationId: 'listProviderBreakers',
    summary: 'Say which providers calls are held back from, why, and until when',
  })
  @ApiOkResponse({ standardSchema: BreakerList })
  @ApiRefusals(401, 403)
  async breakers(@Caller() caller: BusCaller): Promise<BreakerList> {
    const { breakers, replicas } = await this.lookups.listBreakers({}, caller);
    return { results: breakers.map(breakerToRest), replicas };
  }

  @Put('breakers/:provider')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'FORCE_PROVIDER_BREAKER' })
  @ApiOperation({
    operationId: 'forceProviderBreaker',
    summary: 'Hold all calls to a provider back, or none, or take that back',
  })
  @ApiOkResponse({ standardSchema: Breaker })
  @ApiRefusals(400, 401, 403, 404)
  async force(
    @Param('provider') provider: string,
    @Body({ schema: ForceBreaker }) { state, reason = '' }: ForceBreaker,
    @Caller() caller: BusCaller,
  ): Promise<Breaker> {
    const { breaker } = await this.lookups.forceBreaker({ provider, state, reason }, caller);
    return breakerToRest(present(breaker));
  }
}
