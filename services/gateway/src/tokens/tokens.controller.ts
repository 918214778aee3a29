import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { permits, ServiceError, TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { TokenId } from './token-id.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller, CallingToken } from '../request-state.js';
import type { Identity } from '../token-cache.js';
import { IdempotencyKey, IssuedValues } from './issued-values.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { present } from '../present.js';
import {
  Insistence,
  IssuedToken,
  Token,
  TokenList,
  tokenPage,
  type TokenPage,
  WriteToken,
} from './tokens.schema.js';
import { tokenToRest, wishToWire } from './tokens.wire.js';

const READ = 'OrganizationAPITokenRead';
const MODIFY = 'OrganizationAPITokenModify';
const LIMIT = { default: 50, max: 100 } as const;
const Page = tokenPage(LIMIT.default, LIMIT.max);

@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokensController {
  constructor(
    @Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>,
    private readonly values: IssuedValues,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_API_TOKENS', recordSuccess: true })
  @ApiOperation({ operationId: 'listApiTokens', summary: 'List API tokens, oldest first' })
  @ApiOkResponse({ standardSchema: TokenList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: Page }) query: TokenPage,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
  ): Promise<TokenList> {
    const deleted = query.deleted === 'true';
    if (deleted && !permits(self.permissions, MODIFY))
      throw new ServiceError('forbidden', `The API key lacks the permission ${MODIFY}.`);
    const since = query['unused-since'];
    const page = {
      ...pageOf(query, LIMIT.default),
      deleted,
      ...(since ? { unusedSince: timestampFromDate(new Date(since)) } : {}),
    };
    const { tokens, next } = await this.tokens.listTokens(page, caller);
    return { results: tokens.map(tokenToRest), ...(next ? { next } : {}) };
  }

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CREATE_API_TOKEN' })
  @ApiOperation({ operationId: 'createApiToken', summary: 'Create an API token' })
  @ApiOkResponse({
    description: 'The token, with its value this once.',
    standardSchema: IssuedToken,
  })
  @ApiRefusals(400, 401, 403, 409, 422)
  async create(
    @Body({ schema: WriteToken }) body: WriteToken,
    @IdempotencyKey() key: string | undefined,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<IssuedToken> {
    request.auditParams = body;
    const issue = { callerId: self.id, about: ['create'], key, body };
    return this.values.issue(issue, async (value, fingerprint) => {
      const { token } = await this.tokens.createToken(
        {
          name: body.name,
          permissions: body.permissions,
          allowedCidrBlocks: body.allowedCIDRBlocks ?? [],
          fingerprint,
          idempotencyKey: key ?? '',
          ...wishToWire(body),
        },
        caller,
      );
      tagWith(reply, present(token));
      return { ...tokenToRest(present(token)), value };
    });
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_API_TOKEN', exceptSelf: true })
  @ApiOperation({
    operationId: 'getApiToken',
    summary: 'Read an API token; `self` is the calling one',
  })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404)
  async get(
    @TokenId() id: string,
    @CallingToken() self: Identity,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Token> {
    // Who may only read is told the same of a deleted token as of one that never was.
    const deleted = permits(self.permissions, MODIFY);
    const { token } = await this.tokens.getToken({ id, deleted }, caller);
    tagWith(reply, present(token));
    return tokenToRest(present(token));
  }

  @Post(':id')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_API_TOKEN' })
  @ApiOperation({
    operationId: 'updateApiToken',
    summary: 'Replace what an API token is called and may do; `self` is the calling one',
  })
  @ApiOkResponse({ standardSchema: Token })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async update(
    @TokenId() id: string,
    @Body({ schema: WriteToken }) body: WriteToken,
    @Query({ schema: Insistence }) { force }: Insistence,
    @IfMatch() ifMatch: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Token> {
    request.auditParams = body;
    const { allowedCIDRBlocks: blocks } = body;
    const { token } = await this.tokens.updateToken(
      {
        id,
        name: body.name,
        permissions: body.permissions,
        ...(blocks ? { allowedCidrBlocks: { blocks } } : {}),
        ...wishToWire(body),
        force: force === 'true',
        ifMatch,
      },
      caller,
    );
    tagWith(reply, present(token));
    return tokenToRest(present(token));
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_API_TOKEN' })
  @ApiOperation({
    operationId: 'deleteApiToken',
    summary: 'Delete an API token; `self` is the calling one',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async remove(
    @TokenId() id: string,
    @Query({ schema: Insistence }) { force }: Insistence,
    @IfMatch() ifMatch: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.tokens.deleteToken({ id, force: force === 'true', ifMatch }, caller);
  }
}
