import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type DefineProviderRequest,
  type DefineProviderResponseSchema,
  type GetProviderRequest,
  type GetProviderResponseSchema,
  type ListProvidersRequest,
  type ListProvidersResponseSchema,
  ProvidersApi,
  type RemoveProviderRequest,
  type RemoveProviderResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SettingsReader } from '../settings/settings-reader.service.js';
import { ProvidersService } from './providers.service.js';
import { definitionFromWire, providerToWire } from './providers.wire.js';

@Controller()
export class ProvidersController implements Served<typeof ProvidersApi> {
  constructor(
    private readonly providers: ProvidersService,
    private readonly reader: SettingsReader,
  ) {}

  @Rpc(ProvidersApi.method.defineProvider)
  async defineProvider(
    @Payload() { name, definition, expectedRevisions }: DefineProviderRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DefineProviderResponseSchema>> {
    const asked = definitionFromWire(definition);
    await this.providers.define(name, asked, expectedRevisions, causeOf(call));
    return { provider: providerToWire(name, await this.reader.provider(name)) };
  }

  @Rpc(ProvidersApi.method.getProvider)
  async getProvider(
    @Payload() { name }: GetProviderRequest,
  ): Promise<MessageInitShape<typeof GetProviderResponseSchema>> {
    return { provider: providerToWire(name, await this.reader.provider(name)) };
  }

  @Rpc(ProvidersApi.method.listProviders)
  async listProviders(
    @Payload() { limit, cursor }: ListProvidersRequest,
  ): Promise<MessageInitShape<typeof ListProvidersResponseSchema>> {
    const { items, next } = await this.reader.providers(limit, cursor);
    return { providers: items.map(([name, provider]) => providerToWire(name, provider)), next };
  }

  @Rpc(ProvidersApi.method.removeProvider)
  async removeProvider(
    @Payload() { name, expectedRevisions }: RemoveProviderRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RemoveProviderResponseSchema>> {
    await this.providers.remove(name, expectedRevisions, causeOf(call));
    return {};
  }
}
