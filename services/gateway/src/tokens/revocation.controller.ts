import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { RevokedTokens, RevokeTokens } from './revocation.schema.js';
import { tokenToRest } from './tokens.wire.js';

@ApiTags('API Tokens')
@Controller('api-tokens')
export class RevocationController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Post('revoke')
  @HttpCode(200)
  @Requires('OrganizationAPITokenModify', { action: 'REVOKE_API_TOKENS' })
  @ApiOperation({
    operationId: 'revokeApiTokens',
    summary: 'Delete all API tokens that are alike in some way, but for the calling one',
  })
  @ApiOkResponse({ standardSchema: RevokedTokens })
  @ApiRefusals(400, 401, 403)
  async revoke(
    @Body({ schema: RevokeTokens }) body: RevokeTokens,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<RevokedTokens> {
    request.auditParams = body;
    const { createdBy = '', permission = '', address = '', name = '', unusedSince } = body;
    const { revocationId, tokens, more } = await this.tokens.revokeTokens(
      {
        createdBy,
        permission,
        address,
        name,
        reason: body.reason,
        dryRun: body.dryRun ?? false,
        ...(unusedSince ? { unusedSince: timestampFromDate(new Date(unusedSince)) } : {}),
      },
      caller,
      { timeoutMs: 60_000 },
    );
    return { results: tokens.map(tokenToRest), more, ...(revocationId ? { revocationId } : {}) };
  }
}
