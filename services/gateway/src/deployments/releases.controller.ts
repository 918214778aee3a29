import { createHash } from 'node:crypto';
import { ReleasesApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import {
  CloseEdge,
  ClosedEdge,
  ClosedEdgeList,
  EdgeQuery,
  RegisterRelease,
  ReleaseDay,
  ReleaseList,
  ReleaseQuery,
  ReleaseReason,
  WholeRelease,
} from './releases.schema.js';
import {
  edgeToRest,
  registrationToWire,
  releaseToRest,
  wholeReleaseToRest,
} from './releases.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const LIMIT = 50;

/** A document is told to the audit log by its digest. */
const digested = ({ template, roleTemplate, ...body }: RegisterRelease) => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    ...body,
    ...(template === undefined ? {} : { templateDigest: digest(template) }),
    ...(roleTemplate === undefined ? {} : { roleTemplateDigest: digest(roleTemplate) }),
  };
};

@ApiTags('Releases')
@Controller('releases')
export class ReleasesController {
  constructor(
    @Inject(ReleasesApi.typeName) private readonly releases: Client<typeof ReleasesApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_RELEASES' })
  @ApiOperation({ operationId: 'listReleases', summary: 'List releases, newest first' })
  @ApiOkResponse({ standardSchema: ReleaseList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: ReleaseQuery }) query: ReleaseQuery,
    @Caller() caller: BusCaller,
  ): Promise<ReleaseList> {
    const { asOf = '', channel = '', minor = '', status = '' } = query;
    const { releases, next } = await this.releases.listReleases(
      { ...pageOf(query, LIMIT), asOf, channel, minor, status },
      caller,
    );
    return { results: releases.map(releaseToRest), ...(next ? { next } : {}) };
  }

  @Get('closed-edges')
  @Requires(READ, { action: 'LIST_UPGRADE_EDGES' })
  @ApiOperation({
    operationId: 'listClosedEdges',
    summary: 'List the steps between releases that must not be taken',
  })
  @ApiOkResponse({ standardSchema: ClosedEdgeList })
  @ApiRefusals(400, 401, 403)
  async closedEdges(
    @Query({ schema: EdgeQuery }) query: EdgeQuery,
    @Caller() caller: BusCaller,
  ): Promise<ClosedEdgeList> {
    const asked = { ...pageOf(query, LIMIT), asOf: query.asOf ?? '' };
    const { edges, next } = await this.releases.listClosedEdges(asked, caller);
    return { results: edges.map(edgeToRest), ...(next ? { next } : {}) };
  }

  @Post('closed-edges')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CLOSE_UPGRADE_EDGE' })
  @ApiOperation({
    operationId: 'closeEdge',
    summary: 'Close a step between releases, for all deployments or for some',
  })
  @ApiOkResponse({ standardSchema: ClosedEdge })
  @ApiRefusals(400, 401, 403)
  async close(
    @Body({ schema: CloseEdge }) body: CloseEdge,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<ClosedEdge> {
    request.auditParams = body;
    const { url = '', when = '', ...asked } = body;
    const { edge } = await this.releases.closeEdge({ ...asked, url, when }, caller);
    return edgeToRest(present(edge));
  }

  @Post('closed-edges/:id/open')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'OPEN_UPGRADE_EDGE' })
  @ApiOperation({ operationId: 'openEdge', summary: 'Open a step that was closed' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404)
  async open(
    @Param('id') id: string,
    @Body({ schema: ReleaseReason }) { reason }: ReleaseReason,
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.releases.openEdge({ id, reason }, caller);
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_RELEASE' })
  @ApiOperation({
    operationId: 'getRelease',
    summary: 'Read a release, with what its templates say',
  })
  @ApiOkResponse({ standardSchema: WholeRelease })
  @ApiRefusals(400, 401, 403, 404)
  async get(
    @Param('id') version: string,
    @Query({ schema: ReleaseDay }) { asOf = '' }: ReleaseDay,
    @Caller() caller: BusCaller,
  ): Promise<WholeRelease> {
    const { release } = await this.releases.getRelease({ version, asOf }, caller);
    return wholeReleaseToRest(present(release));
  }

  @Put(':id')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REGISTER_RELEASE' })
  @ApiOperation({
    operationId: 'registerRelease',
    summary: 'Register a release, or describe one better',
    description: 'Both templates together have at most 900 kB. What was said before is replaced.',
  })
  @ApiOkResponse({ standardSchema: WholeRelease })
  @ApiRefusals(400, 401, 403)
  async register(
    @Param('id') version: string,
    @Body({ schema: RegisterRelease }) body: RegisterRelease,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<WholeRelease> {
    request.auditParams = { version, ...digested(body) };
    const asked = registrationToWire(version, body);
    const { release } = await this.releases.registerRelease(asked, caller);
    return wholeReleaseToRest(present(release));
  }

  @Post(':id/list')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'LIST_RELEASE' })
  @ApiOperation({ operationId: 'listRelease', summary: 'Recommend a release, again' })
  @ApiOkResponse({ standardSchema: WholeRelease })
  @ApiRefusals(400, 401, 403, 404)
  async recommend(
    @Param('id') version: string,
    @Caller() caller: BusCaller,
  ): Promise<WholeRelease> {
    const { release } = await this.releases.listRelease({ version }, caller);
    return wholeReleaseToRest(present(release));
  }

  @Post(':id/unlist')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UNLIST_RELEASE' })
  @ApiOperation({ operationId: 'unlistRelease', summary: 'Recommend a release no longer' })
  @ApiOkResponse({ standardSchema: WholeRelease })
  @ApiRefusals(400, 401, 403, 404)
  async unlist(@Param('id') version: string, @Caller() caller: BusCaller): Promise<WholeRelease> {
    const { release } = await this.releases.unlistRelease({ version }, caller);
    return wholeReleaseToRest(present(release));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'WITHDRAW_RELEASE' })
  @ApiOperation({
    operationId: 'withdrawRelease',
    summary: 'Take a release back: nobody is led to it any longer',
  })
  @ApiOkResponse({ standardSchema: WholeRelease })
  @ApiRefusals(400, 401, 403, 404)
  async withdraw(
    @Param('id') version: string,
    @Body({ schema: ReleaseReason }) { reason }: ReleaseReason,
    @Caller() caller: BusCaller,
  ): Promise<WholeRelease> {
    const { release } = await this.releases.withdrawRelease({ version, reason }, caller);
    return wholeReleaseToRest(present(release));
  }
}
