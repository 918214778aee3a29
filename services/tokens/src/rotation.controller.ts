import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  TokensApi,
  type EndRotationRequest,
  type EndRotationResponseSchema,
  type ListGenerationsRequest,
  type ListGenerationsResponseSchema,
  type RotateTokenRequest,
  type RotateTokenResponseSchema,
  type UndoRotationRequest,
  type UndoRotationResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { TokensService } from './tokens.service.js';
import { TokenReader } from './list/token-reader.service.js';
import { generationToWire, tokenToWire, wishFromWire } from './tokens.wire.js';

@Controller()
export class RotationController implements Pick<
  Served<typeof TokensApi>,
  'rotateToken' | 'endRotation' | 'undoRotation' | 'listGenerations'
> {
  constructor(
    private readonly tokens: TokensService,
    private readonly reader: TokenReader,
  ) {}

  @Rpc(TokensApi.method.rotateToken)
  async rotateToken(
    @Payload() request: RotateTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RotateTokenResponseSchema>> {
    const { id, fingerprint } = request;
    const wish = {
      ...wishFromWire(request),
      graceSeconds: request.gracePeriodSeconds,
      repeatOnly: request.repeatOnly,
    };
    await this.tokens.rotate(id, fingerprint, wish, causeOf(call));
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.endRotation)
  async endRotation(
    @Payload() { id }: EndRotationRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof EndRotationResponseSchema>> {
    await this.tokens.endRotation(id, causeOf(call));
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.undoRotation)
  async undoRotation(
    @Payload() { id }: UndoRotationRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof UndoRotationResponseSchema>> {
    await this.tokens.undoRotation(id, causeOf(call));
    return { token: tokenToWire(await this.reader.one(id)) };
  }

  @Rpc(TokensApi.method.listGenerations)
  async listGenerations(
    @Payload() { id }: ListGenerationsRequest,
  ): Promise<MessageInitShape<typeof ListGenerationsResponseSchema>> {
    return { generations: (await this.reader.generations(id)).map(generationToWire) };
  }
}
