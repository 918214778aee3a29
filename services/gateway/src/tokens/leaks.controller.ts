import { fingerprintOf, isTokenValue, TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { redactText } from '@margay/observability';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Anybody } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { LeakReport } from './leaks.schema.js';

/** Where whoever finds our values in public brings them: a scanner, a stranger. */
@ApiTags('API Tokens')
@Controller('api-tokens')
export class LeaksController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Post('leaks')
  @HttpCode(202)
  @Anybody({ action: 'REPORT_LEAKED_API_TOKENS', recordSuccess: true })
  @ApiOperation({
    operationId: 'reportLeakedApiTokens',
    summary: 'Report values that were found where they should not be',
    description:
      'Needs no key. The answer is the same whether they are values of ours or not, and is given before that is known.',
  })
  @ApiAcceptedResponse({ description: 'It will be dealt with.' })
  @ApiRefusals(400)
  async report(
    @Body({ schema: LeakReport }) body: LeakReport,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    // Somebody may have put a value where an address belongs.
    const source = redactText(body.source ?? '').slice(0, 500);
    request.auditParams = { values: body.values.length, source };
    const fingerprints = [...new Set(body.values.map((value) => value.trim()))]
      .filter(isTokenValue)
      .map(fingerprintOf);
    await this.tokens.reportLeaks({ fingerprints, source }, caller);
  }
}
