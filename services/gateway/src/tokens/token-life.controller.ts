import { TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { IfMatch } from '../revision.js';
import { TokenId } from './token-id.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { present } from '../present.js';
import { DisableToken } from './token-life.schema.js';
import { Insistence, Token } from './tokens.schema.js';
import { tokenToRest } from './tokens.wire.js';

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
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async disable(
    @TokenId() id: string,
    @Body({ schema: DisableToken }) body: DisableToken,
    @Query({ schema: Insistence }) { force }: Insistence,
    @IfMatch() ifMatch: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Token> {
    request.auditParams = body;
    const { token } = await this.tokens.disableToken(
      { id, reason: body.reason, force: force === 'true', ifMatch },
      caller,
    );
    return tokenToRest(present(token));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ENABLE_API_TOKEN' })
  @ApiOperation({ operationId: 'enableApiToken', summary: 'Let a disabled API token work again' })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404, 412)
  async enable(
    @TokenId() id: string,
    @IfMatch() ifMatch: number[],
    @Caller() caller: BusCaller,
  ): Promise<Token> {
    const { token } = await this.tokens.enableToken({ id, ifMatch }, caller);
    return tokenToRest(present(token));
  }
}
