import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  TokensApi,
  type CreateTokenRequest,
  type CreateTokenResponseSchema,
  type DeleteTokenRequest,
  type DeleteTokenResponseSchema,
  type DisableTokenRequest,
  type DisableTokenResponseSchema,
  type EnableTokenRequest,
  type EnableTokenResponseSchema,
  type GetTokenRequest,
  type GetTokenResponseSchema,
  type ListTokensRequest,
  type ListTokensResponseSchema,
  type UpdateTokenRequest,
  type UpdateTokenResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { TokensService } from './tokens.service.js';
import { TokenReader } from './list/token-reader.service.js';
import { changeFromWire, grantFromWire, tokenToWire, wishFromWire } from './tokens.wire.js';

@Controller()
export class TokensController implements Pick<
  Served<typeof TokensApi>,
  | 'createToken'
  | 'getToken'
  | 'listTokens'
  | 'updateToken'
  | 'disableToken'
  | 'enableToken'
  | 'deleteToken'
> {
  constructor(
    private readonly tokens: TokensService,
    private readonly reader: TokenReader,
  ) {}

  @Rpc(TokensApi.method.createToken)
  async createToken(
    @Payload() request: CreateTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof CreateTokenResponseSchema>> {
    const id = await this.tokens.create(
      grantFromWire(request),
      request.fingerprint,
      wishFromWire(request),
      causeOf(call),
    );
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.getToken)
  async getToken(
    @Payload() { id, deleted }: GetTokenRequest,
  ): Promise<MessageInitShape<typeof GetTokenResponseSchema>> {
    return { token: tokenToWire(await this.reader.one(id, deleted)) };
  }

  @Rpc(TokensApi.method.listTokens)
  async listTokens(
    @Payload() { limit, cursor, deleted, unusedSince }: ListTokensRequest,
  ): Promise<MessageInitShape<typeof ListTokensResponseSchema>> {
    const { tokens, next } = await this.reader.page(limit, cursor, {
      deleted,
      ...(unusedSince ? { unusedSince: timestampDate(unusedSince).toISOString() } : {}),
    });
    return { tokens: tokens.map(tokenToWire), next };
  }

  @Rpc(TokensApi.method.updateToken)
  async updateToken(
    @Payload() request: UpdateTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof UpdateTokenResponseSchema>> {
    await this.tokens.update(
      request.id,
      changeFromWire(request),
      wishFromWire(request),
      causeOf(call),
    );
    return { token: tokenToWire(await this.reader.one(request.id)) };
  }

  @Rpc(TokensApi.method.disableToken)
  async disableToken(
    @Payload() request: DisableTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DisableTokenResponseSchema>> {
    await this.tokens.disable(request.id, request.reason, wishFromWire(request), causeOf(call));
    return { token: tokenToWire(await this.reader.one(request.id)) };
  }

  @Rpc(TokensApi.method.enableToken)
  async enableToken(
    @Payload() request: EnableTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof EnableTokenResponseSchema>> {
    await this.tokens.enable(request.id, wishFromWire(request), causeOf(call));
    return { token: tokenToWire(await this.reader.one(request.id)) };
  }

  @Rpc(TokensApi.method.deleteToken)
  async deleteToken(
    @Payload() request: DeleteTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DeleteTokenResponseSchema>> {
    await this.tokens.remove(request.id, wishFromWire(request), causeOf(call));
    return {};
  }
}
