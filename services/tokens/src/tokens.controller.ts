import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type AuthenticateTokenRequest,
  type AuthenticateTokenResponseSchema,
  type CreateTokenRequest,
  type CreateTokenResponseSchema,
  type DeleteTokenRequest,
  type DeleteTokenResponseSchema,
  type DisableTokenRequest,
  type DisableTokenResponseSchema,
  type EnableTokenRequest,
  type EnableTokenResponseSchema,
  type EndRotationRequest,
  type EndRotationResponseSchema,
  type GetTokenRequest,
  type GetTokenResponseSchema,
  type ListGenerationsRequest,
  type ListGenerationsResponseSchema,
  type ListTokensRequest,
  type ListTokensResponseSchema,
  Refusal,
  type RevokeTokensRequest,
  type RevokeTokensResponseSchema,
  type ReportUseRequest,
  type ReportUseResponseSchema,
  type GetUsageRequest,
  type GetUsageResponseSchema,
  type ReportLeaksRequest,
  type ReportLeaksResponseSchema,
  type RotateTokenRequest,
  type RotateTokenResponseSchema,
  TokensApi,
  type UndoRotationRequest,
  type UndoRotationResponseSchema,
  type UpdateTokenRequest,
  type UpdateTokenResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { TokenAuthenticator } from './authentication/token-authenticator.service.js';
import { LeakReports } from './authentication/leak-reports.service.js';
import { TokenReader } from './list/token-reader.service.js';
import { Revocations } from './revocation/revocation.service.js';
import { Usage } from './use/usage.service.js';
import { UseRecorder } from './use/use-recorder.service.js';
import { TokensService } from './tokens.service.js';
import {
  changeFromWire,
  generationToWire,
  grantFromWire,
  selectionFromWire,
  tokenToWire,
  useFromWire,
  wishFromWire,
} from './tokens.wire.js';

const REFUSALS = {
  deleted: Refusal.DELETED,
  retired: Refusal.RETIRED,
  disabled: Refusal.DISABLED,
  expired: Refusal.EXPIRED,
} as const;

@Controller()
export class TokensController implements Served<typeof TokensApi> {
  constructor(
    private readonly tokens: TokensService,
    private readonly reader: TokenReader,
    private readonly authenticator: TokenAuthenticator,
    private readonly leaks: LeakReports,
    private readonly revocations: Revocations,
    private readonly recorder: UseRecorder,
    private readonly usage: Usage,
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

  @Rpc(TokensApi.method.reportUse)
  async reportUse(
    @Payload() { batchId, uses }: ReportUseRequest,
  ): Promise<MessageInitShape<typeof ReportUseResponseSchema>> {
    await this.recorder.record(batchId, uses.map(useFromWire));
    return {};
  }

  @Rpc(TokensApi.method.getUsage)
  async getUsage(
    @Payload() { id }: GetUsageRequest,
  ): Promise<MessageInitShape<typeof GetUsageResponseSchema>> {
    const { calls, unusedPermissions, since } = await this.usage.of(id);
    return {
      calls: calls.map((each) => ({ ...each, calls: BigInt(each.calls) })),
      unusedPermissions: [...unusedPermissions],
      since: timestampFromDate(since),
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
}
