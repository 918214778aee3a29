import { TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { Caller, CallingToken } from './request-state.js';
import type { Identity } from './token-cache.js';
import { DisableToken } from './token-life.schema.js';
import { Insistence, Token } from './tokens.schema.js';
import { present, tokenToRest } from './tokens.wire.js';

const MODIFY = 'OrganizationAPITokenModify';

/** Stops tokens without deleting them, and lets them go on. */
@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokenLifeController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Post(':id/disable')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'DISABLE_API_TOKEN' })
  @ApiOperation({ operationId: 'disableApiToken', summary: 'Stop an API token from working' })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404, 409)
  async disable(
    @Param('id') id: string,
    @Body({ schema: DisableToken }) body: DisableToken,
    @Query({ schema: Insistence }) { force }: Insistence,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Token> {
    request.auditParams = body;
    const { token } = await this.tokens.disableToken(
      { id: id === 'self' ? self.id : id, reason: body.reason, force: force === 'true' },
      caller,
    );
    return tokenToRest(present(token));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ENABLE_API_TOKEN' })
  @ApiOperation({ operationId: 'enableApiToken', summary: 'Let a disabled API token work again' })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404)
  async enable(
    @Param('id') id: string,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<Token> {
    const { token } = await this.tokens.enableToken({ id: id === 'self' ? self.id : id }, caller);
    return tokenToRest(present(token));
  }
}
