import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  TokensApi,
  Refusal,
  type AuthenticateTokenRequest,
  type AuthenticateTokenResponseSchema,
  type ReportLeaksRequest,
  type ReportLeaksResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { TokenAuthenticator } from './token-authenticator.service.js';
import { LeakReports } from './leak-reports.service.js';
import { tokenToWire } from '../tokens.wire.js';

const REFUSALS = {
  deleted: Refusal.DELETED,
  retired: Refusal.RETIRED,
  disabled: Refusal.DISABLED,
  expired: Refusal.EXPIRED,
} as const;

@Controller()
export class AuthenticationController implements Pick<
  Served<typeof TokensApi>,
  'authenticateToken' | 'reportLeaks'
> {
  constructor(
    private readonly authenticator: TokenAuthenticator,
    private readonly leaks: LeakReports,
  ) {}

  @Rpc(TokensApi.method.authenticateToken)
  async authenticateToken(
    @Payload() { fingerprint }: AuthenticateTokenRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof AuthenticateTokenResponseSchema>> {
    const found = await this.authenticator.authenticate(fingerprint, causeOf(call));
    if (!found) return { refusal: Refusal.UNKNOWN };
    if (found.flaw) return { refusal: REFUSALS[found.flaw] };
    const { worksUntil, generation } = found.value;
    return {
      generation,
      token: tokenToWire(found.token),
      epoch: found.epoch,
      position: BigInt(found.position),
      ...(worksUntil ? { worksUntil: timestampFromDate(worksUntil) } : {}),
    };
  }

  @Rpc(TokensApi.method.reportLeaks)
  async reportLeaks(
    @Payload() { fingerprints, source }: ReportLeaksRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ReportLeaksResponseSchema>> {
    this.leaks.accept(fingerprints, source, causeOf(call));
    return {};
  }
}
