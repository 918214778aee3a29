import { ServiceError, TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { TokenId } from './token-id.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller, CallingToken } from '../request-state.js';
import type { Identity } from '../token-cache.js';
import { IdempotencyKey, IssuedValues } from './issued-values.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { present } from '../present.js';
import type { FastifyReply } from 'fastify';
import { GenerationList, RotateToken } from './token-rotation.schema.js';
import { generationToRest } from './token-rotation.wire.js';
import { IssuedToken, Token } from './tokens.schema.js';
import { tokenToRest } from './tokens.wire.js';

const READ = 'OrganizationAPITokenRead';
const MODIFY = 'OrganizationAPITokenModify';

@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokenRotationController {
  constructor(
    @Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>,
    private readonly values: IssuedValues,
  ) {}

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
  @ApiRefusals(400, 401, 403, 404, 409, 412, 422)
  async rotate(
    @TokenId() id: string,
    @Body({ schema: RotateToken }) body: RotateToken,
    @IdempotencyKey() key: string | undefined,
    @IfMatch() ifMatch: number[],
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<IssuedToken> {
    // Whoever found the old value must not get the new one with it. Under a key, which they cannot
    // know, only what was answered before is answered again.
    const repeatOnly = self.isReplaced && id === self.id;
    if (repeatOnly && key === undefined)
      throw new ServiceError('forbidden', 'A value that was replaced cannot rotate its token.');
    const issue = { callerId: self.id, about: ['rotate', id], key, body };
    return this.values.issue(issue, async (value, fingerprint) => {
      const { token } = await this.tokens.rotateToken(
        {
          id,
          fingerprint,
          overrideReason: body?.overrideReason ?? '',
          gracePeriodSeconds: body?.gracePeriodSeconds ?? 0,
          idempotencyKey: key ?? '',
          repeatOnly,
          ifMatch,
        },
        caller,
      );
      tagWith(reply, present(token));
      return { ...tokenToRest(present(token)), value };
    });
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
  async end(@TokenId() id: string, @Caller() caller: BusCaller): Promise<Token> {
    const { token } = await this.tokens.endRotation({ id }, caller);
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
  async undo(@TokenId() id: string, @Caller() caller: BusCaller): Promise<Token> {
    const { token } = await this.tokens.undoRotation({ id }, caller);
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
  async generations(@TokenId() id: string, @Caller() caller: BusCaller): Promise<GenerationList> {
    const { generations } = await this.tokens.listGenerations({ id }, caller);
    return { results: generations.map(generationToRest) };
  }
}
