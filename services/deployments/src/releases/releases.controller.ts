import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type CloseEdgeRequest,
  type CloseEdgeResponseSchema,
  type GetReleaseRequest,
  type GetReleaseResponseSchema,
  type ListClosedEdgesRequest,
  type ListClosedEdgesResponseSchema,
  type ListReleaseRequest,
  type ListReleaseResponseSchema,
  type ListReleasesRequest,
  type ListReleasesResponseSchema,
  type OpenEdgeRequest,
  type OpenEdgeResponseSchema,
  type RegisterReleaseRequest,
  type RegisterReleaseResponseSchema,
  ReleasesApi,
  type UnlistReleaseRequest,
  type UnlistReleaseResponseSchema,
  type WithdrawReleaseRequest,
  type WithdrawReleaseResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import type { EdgeClosing } from './registration.js';
import { ReleaseReader } from './release-reader.service.js';
import { ReleasesService } from './releases.service.js';
import {
  edgeToWire,
  registrationFromWire,
  releaseToWire,
  wholeReleaseToWire,
} from './releases.wire.js';

@Controller()
export class ReleasesController implements Served<typeof ReleasesApi> {
  constructor(
    private readonly releases: ReleasesService,
    private readonly reader: ReleaseReader,
  ) {}

  @Rpc(ReleasesApi.method.registerRelease)
  async registerRelease(
    @Payload() request: RegisterReleaseRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RegisterReleaseResponseSchema>> {
    return this.answer(this.releases.register(registrationFromWire(request), causeOf(call)));
  }

  @Rpc(ReleasesApi.method.getRelease)
  async getRelease(
    @Payload() { version, asOf }: GetReleaseRequest,
  ): Promise<MessageInitShape<typeof GetReleaseResponseSchema>> {
    return { release: wholeReleaseToWire(await this.reader.one(version, asOf)) };
  }

  @Rpc(ReleasesApi.method.listReleases)
  async listReleases(
    @Payload() { limit, cursor, asOf, channel, minor, status }: ListReleasesRequest,
  ): Promise<MessageInitShape<typeof ListReleasesResponseSchema>> {
    const filter = { asOf, minor, channel, status } as Parameters<ReleaseReader['page']>[0];
    const { items, next } = await this.reader.page(filter, limit, cursor);
    return { releases: items.map(releaseToWire), next };
  }

  @Rpc(ReleasesApi.method.listRelease)
  async listRelease(
    @Payload() { version }: ListReleaseRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ListReleaseResponseSchema>> {
    return this.answer(this.releases.change(version, 'ListRelease', causeOf(call)));
  }

  @Rpc(ReleasesApi.method.unlistRelease)
  async unlistRelease(
    @Payload() { version }: UnlistReleaseRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof UnlistReleaseResponseSchema>> {
    return this.answer(this.releases.change(version, 'UnlistRelease', causeOf(call)));
  }

  @Rpc(ReleasesApi.method.withdrawRelease)
  async withdrawRelease(
    @Payload() { version, reason }: WithdrawReleaseRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof WithdrawReleaseResponseSchema>> {
    return this.answer(this.releases.withdraw({ version, reason }, causeOf(call)));
  }

  @Rpc(ReleasesApi.method.closeEdge)
  async closeEdge(
    @Payload() request: CloseEdgeRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof CloseEdgeResponseSchema>> {
    const asked = request as CloseEdgeRequest & z.input<typeof EdgeClosing>;
    return { edge: edgeToWire(await this.releases.close(asked, causeOf(call))) };
  }

  @Rpc(ReleasesApi.method.openEdge)
  async openEdge(
    @Payload() { id, reason }: OpenEdgeRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof OpenEdgeResponseSchema>> {
    await this.releases.open(id, { reason }, causeOf(call));
    return {};
  }

  @Rpc(ReleasesApi.method.listClosedEdges)
  async listClosedEdges(
    @Payload() { limit, cursor, asOf }: ListClosedEdgesRequest,
  ): Promise<MessageInitShape<typeof ListClosedEdgesResponseSchema>> {
    const { items, next } = await this.reader.closedEdges(asOf, limit, cursor);
    return { edges: items.map(edgeToWire), next };
  }

  private async answer(decided: Promise<string>) {
    return { release: wholeReleaseToWire(await this.reader.one(await decided)) };
  }
}
