import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type AuthenticateTokenRequest,
  type AuthenticateTokenResponseSchema,
  type CreateTokenRequest,
  type CreateTokenResponseSchema,
  type DeleteTokenRequest,
  type DeleteTokenResponseSchema,
  type GetTokenRequest,
  type GetTokenResponseSchema,
  type ListTokensRequest,
  type ListTokensResponseSchema,
  type RotateTokenRequest,
  type RotateTokenResponseSchema,
  TokensApi,
  type UpdateTokenRequest,
  type UpdateTokenResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { TokenReader } from './token-reader.service.js';
import { TokensService } from './tokens.service.js';
import { changeFromWire, grantFromWire, tokenToWire, wishFromWire } from './tokens.wire.js';

@Controller()
export class TokensController implements Served<typeof TokensApi> {
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
    @Payload() { id }: GetTokenRequest,
  ): Promise<MessageInitShape<typeof GetTokenResponseSchema>> {
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.listTokens)
  async listTokens(
    @Payload() { limit, cursor }: ListTokensRequest,
  ): Promise<MessageInitShape<typeof ListTokensResponseSchema>> {
    const { tokens, next } = await this.reader.page(limit, cursor);
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

  @Rpc(TokensApi.method.rotateToken)
  async rotateToken(
    @Payload() request: RotateTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RotateTokenResponseSchema>> {
    const { id, fingerprint } = request;
    await this.tokens.rotate(id, fingerprint, wishFromWire(request), causeOf(call));
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.deleteToken)
  async deleteToken(
    @Payload() { id, force }: DeleteTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DeleteTokenResponseSchema>> {
    await this.tokens.remove(id, force, causeOf(call));
    return {};
  }

  @Rpc(TokensApi.method.authenticateToken)
  async authenticateToken(
    @Payload() { fingerprint }: AuthenticateTokenRequest,
  ): Promise<MessageInitShape<typeof AuthenticateTokenResponseSchema>> {
    const { token, epoch, position } = await this.reader.byFingerprint(fingerprint);
    return { token: tokenToWire(token), epoch, position: BigInt(position) };
  }
}
