import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  TokensApi,
  type RevokeTokensRequest,
  type RevokeTokensResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Revocations } from './revocation.service.js';
import { selectionFromWire, tokenToWire } from '../tokens.wire.js';

@Controller()
export class RevocationController implements Pick<Served<typeof TokensApi>, 'revokeTokens'> {
  constructor(private readonly revocations: Revocations) {}

  @Rpc(TokensApi.method.revokeTokens)
  async revokeTokens(
    @Payload() request: RevokeTokensRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RevokeTokensResponseSchema>> {
    const { reason, dryRun } = request;
    const { id, tokens, more } = await this.revocations.revoke(
      selectionFromWire(request),
      reason,
      dryRun,
      causeOf(call),
      () => call.remainingMs() > 0,
    );
    return { revocationId: id ?? '', tokens: tokens.map(tokenToWire), more };
  }
}
