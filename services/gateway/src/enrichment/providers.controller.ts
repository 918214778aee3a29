import { ProvidersApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller } from '../request-state.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { present } from '../present.js';
import { Provider, ProviderList, WriteProvider } from './providers.schema.js';
import { providerToRest, providerToWire } from './providers.wire.js';
import { SettingsPage } from './settings.schema.js';

const READ = 'EnrichmentRead';
const MODIFY = 'EnrichmentModify';
const LIMIT = 100;

@ApiTags('Enrichment')
@Controller('enrichment/providers')
export class ProvidersController {
  constructor(
    @Inject(ProvidersApi.typeName) private readonly providers: Client<typeof ProvidersApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_ENRICHMENT_PROVIDERS' })
  @ApiOperation({ operationId: 'listEnrichmentProviders', summary: 'List providers by name' })
  @ApiOkResponse({ standardSchema: ProviderList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: SettingsPage }) query: SettingsPage,
    @Caller() caller: BusCaller,
  ): Promise<ProviderList> {
    const { providers, next } = await this.providers.listProviders(pageOf(query, LIMIT), caller);
    return { results: providers.map(providerToRest), ...(next ? { next } : {}) };
  }

  @Get(':name')
  @Requires(READ, { action: 'GET_ENRICHMENT_PROVIDER' })
  @ApiOperation({ operationId: 'getEnrichmentProvider', summary: 'Read how a provider is defined' })
  @ApiOkResponse({ standardSchema: Provider })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('name') name: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Provider> {
    const { provider } = await this.providers.getProvider({ name }, caller);
    tagWith(reply, present(provider?.change));
    return providerToRest(present(provider));
  }

  @Put(':name')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_ENRICHMENT_PROVIDER' })
  @ApiOperation({
    operationId: 'defineEnrichmentProvider',
    summary: 'Define a third party that values are looked up at',
    description:
      'One that is built in, or any that speaks JSON over HTTP. Its key stays in a secret that a registered role may read.',
  })
  @ApiOkResponse({ standardSchema: Provider })
  @ApiRefusals(400, 401, 403, 409, 412)
  async define(
    @Param('name') name: string,
    @Body({ schema: WriteProvider }) body: WriteProvider,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Provider> {
    // What was meant for a template may be a secret, until it has been checked.
    const { declared: _, ...told } = body;
    request.auditParams = { name, ...told };
    const { provider } = await this.providers.defineProvider(
      { name, definition: providerToWire(body), expectedRevisions },
      caller,
    );
    tagWith(reply, present(provider?.change));
    return providerToRest(present(provider));
  }

  @Delete(':name')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_ENRICHMENT_PROVIDER' })
  @ApiOperation({ operationId: 'removeEnrichmentProvider', summary: 'Remove a provider' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('name') name: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.providers.removeProvider({ name, expectedRevisions }, caller);
  }
}
