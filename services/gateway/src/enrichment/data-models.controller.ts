import { EnrichmentSettingsApi } from '@margay/contracts';
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
import {
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { Caller } from '../request-state.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import { present } from '../present.js';
import {
  DataModel,
  DataModelList,
  DataModelVersions,
  SettingsPage,
  WriteDataModel,
} from './settings.schema.js';
import { dataModelToRest, fieldsToWire, versionToRest } from './settings.wire.js';

const READ = 'EnrichmentRead';
const MODIFY = 'EnrichmentModify';
const LIMIT = 100;

@ApiTags('Enrichment')
@Controller('enrichment/data-models')
export class DataModelsController {
  constructor(
    @Inject(EnrichmentSettingsApi.typeName)
    private readonly settings: Client<typeof EnrichmentSettingsApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_DATA_MODELS' })
  @ApiOperation({ operationId: 'listDataModels', summary: 'List data models by log type' })
  @ApiOkResponse({ standardSchema: DataModelList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: SettingsPage }) query: SettingsPage,
    @Caller() caller: BusCaller,
  ): Promise<DataModelList> {
    const { dataModels, next } = await this.settings.listDataModels(pageOf(query, LIMIT), caller);
    return { results: dataModels.map(dataModelToRest), ...(next ? { next } : {}) };
  }

  @Get(':logType')
  @Requires(READ, { action: 'GET_DATA_MODEL' })
  @ApiOperation({ operationId: 'getDataModel', summary: 'Read the data model of a log type' })
  @ApiOkResponse({ standardSchema: DataModel })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('logType') logType: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<DataModel> {
    const { dataModel } = await this.settings.getDataModel({ logType }, caller);
    if (dataModel?.change) tagWith(reply, dataModel.change);
    return dataModelToRest(present(dataModel));
  }

  @Get(':logType/versions')
  @Requires(READ, { action: 'GET_DATA_MODEL' })
  @ApiOperation({
    operationId: 'listDataModelVersions',
    summary: 'Read what the data model of a log type was, newest first',
  })
  @ApiOkResponse({ standardSchema: DataModelVersions })
  @ApiRefusals(401, 403)
  async versions(
    @Param('logType') logType: string,
    @Caller() caller: BusCaller,
  ): Promise<DataModelVersions> {
    const { versions } = await this.settings.listDataModelVersions({ logType }, caller);
    return { results: versions.map(versionToRest) };
  }

  @Put(':logType')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_DATA_MODEL' })
  @ApiOperation({
    operationId: 'defineDataModel',
    summary: 'Define the data model of a log type',
    description:
      'As JSON or YAML. It stands in the place of a built-in one, and takes effect within a second.',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiOkResponse({ standardSchema: DataModel })
  @ApiRefusals(400, 401, 403, 409, 412)
  async define(
    @Param('logType') logType: string,
    @Body({ schema: WriteDataModel }) body: WriteDataModel,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<DataModel> {
    request.auditParams = { logType, ...body };
    const { dataModel } = await this.settings.defineDataModel(
      {
        logType,
        fields: fieldsToWire(body.fields),
        selectors: body.selectors ?? [],
        expectedRevisions,
      },
      caller,
    );
    tagWith(reply, present(dataModel?.change));
    return dataModelToRest(present(dataModel));
  }

  @Delete(':logType')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_DATA_MODEL' })
  @ApiOperation({
    operationId: 'removeDataModel',
    summary: 'Remove the data model of a log type; a built-in one is in force again',
  })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('logType') logType: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.settings.removeDataModel({ logType, expectedRevisions }, caller);
  }
}
