import { fingerprintOf, newTokenValue, ServiceError, TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { Caller, CallingToken } from './request-state.js';
import type { Identity } from './token-cache.js';
import { GenerationList, RotateToken } from './token-rotation.schema.js';
import { generationToRest } from './token-rotation.wire.js';
import { IssuedToken, Token } from './tokens.schema.js';
import { present, tokenToRest } from './tokens.wire.js';

const READ = 'OrganizationAPITokenRead';
const MODIFY = 'OrganizationAPITokenModify';

const idOf = (id: string, self: Identity): string => (id === 'self' ? self.id : id);

@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokenRotationController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Post(':id/rotate')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ROTATE_API_TOKEN', exceptSelf: true })
  @ApiOperation({
    operationId: 'rotateApiToken',
    summary: 'Give an API token another value; `self` is the calling one',
  })
  @ApiBody({ required: false })
  @ApiOkResponse({
    description:
      'The token, with its new value this once. The one before stops working at once, unless a grace period was asked for.',
    standardSchema: IssuedToken,
  })
  @ApiRefusals(400, 401, 403, 404)
  async rotate(
    @Param('id') id: string,
    @Body({ schema: RotateToken }) body: RotateToken,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<IssuedToken> {
    // Whoever found the old value must not get the new one with it.
    if (self.isReplaced && idOf(id, self) === self.id)
      throw new ServiceError('forbidden', 'A value that was replaced cannot rotate its token.');
    const value = newTokenValue();
    const { token } = await this.tokens.rotateToken(
      {
        id: idOf(id, self),
        fingerprint: fingerprintOf(value),
        overrideReason: body?.overrideReason ?? '',
        gracePeriodSeconds: body?.gracePeriodSeconds ?? 0,
      },
      caller,
    );
    return { ...tokenToRest(present(token)), value };
  }

  @Post(':id/end-rotation')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'END_API_TOKEN_ROTATION', exceptSelf: true })
  @ApiOperation({
    operationId: 'endApiTokenRotation',
    summary: 'Stop the value before a rotation from working now',
  })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404)
  async end(
    @Param('id') id: string,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<Token> {
    const { token } = await this.tokens.endRotation({ id: idOf(id, self) }, caller);
    return tokenToRest(present(token));
  }

  /** Not for the token itself without the permission: the old value may be in the wrong hands. */
  @Post(':id/undo-rotation')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UNDO_API_TOKEN_ROTATION' })
  @ApiOperation({
    operationId: 'undoApiTokenRotation',
    summary: 'Put the value before a rotation in force again, while it still works',
  })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404, 409)
  async undo(
    @Param('id') id: string,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<Token> {
    const { token } = await this.tokens.undoRotation({ id: idOf(id, self) }, caller);
    return tokenToRest(present(token));
  }

  @Get(':id/generations')
  @Requires(READ, { action: 'LIST_API_TOKEN_GENERATIONS', exceptSelf: true })
  @ApiOperation({
    operationId: 'listApiTokenGenerations',
    summary:
      'List the values of an API token that work, the newest first; never the values themselves',
  })
  @ApiOkResponse({ standardSchema: GenerationList })
  @ApiRefusals(400, 401, 403, 404)
  async generations(
    @Param('id') id: string,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<GenerationList> {
    const { generations } = await this.tokens.listGenerations({ id: idOf(id, self) }, caller);
    return { results: generations.map(generationToRest) };
  }
}
