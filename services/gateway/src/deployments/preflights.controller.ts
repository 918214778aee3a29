import { PreflightsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import {
  Inspection,
  Preflight,
  PreflightList,
  PreflightQuery,
  StartPreflight,
  WaiveCheck,
} from './preflights.schema.js';
import { inspectionToRest, preflightToRest, runOf } from './preflights.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const LIMIT = 20;

@ApiTags('Deployments')
@Controller('accounts/:id')
export class PreflightsController {
  constructor(
    @Inject(PreflightsApi.typeName) private readonly preflights: Client<typeof PreflightsApi>,
  ) {}

  @Get('inspection')
  @Requires('AccountRead', { action: 'GET_ACCOUNT_INSPECTION' })
  @ApiOperation({
    operationId: 'getAccountInspection',
    summary: 'Read what lets preflights look into an AWS account',
    description:
      'Policies and templates of the role in the account and of the one in the management account of its organisation. Make them, then name their ARNs as `inspectionRole` and `organizationRole`.',
  })
  @ApiOkResponse({ standardSchema: Inspection })
  @ApiRefusals(401, 403, 404, 409)
  async inspection(
    @Param('id') accountId: string,
    @Caller() caller: BusCaller,
  ): Promise<Inspection> {
    return inspectionToRest(await this.preflights.getInspection({ accountId }, caller));
  }

  @Post('preflights')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'START_PREFLIGHT' })
  @ApiOperation({
    operationId: 'startPreflight',
    summary: 'Look at what stands in the way of a deployment',
    description: 'Answers at once; the checks follow. One runs at a time in an account and region.',
  })
  @ApiOkResponse({ standardSchema: Preflight })
  @ApiRefusals(400, 401, 403, 404, 409)
  async start(
    @Param('id') accountId: string,
    @Body({ schema: StartPreflight }) body: StartPreflight,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Preflight> {
    const { parameters = {}, phase = 'first', principal = '', version, stackName } = body;
    // Secrets may be among the parameters.
    request.auditParams = { id: accountId, version, stackName, phase, principal };
    const asked = { accountId, version, stackName, phase, principal, parameters };
    const { preflight } = await this.preflights.startPreflight(asked, caller);
    return preflightToRest(present(preflight));
  }

  @Get('preflights')
  @Requires(READ, { action: 'LIST_PREFLIGHTS' })
  @ApiOperation({ operationId: 'listPreflights', summary: 'List preflights, newest first' })
  @ApiOkResponse({ standardSchema: PreflightList })
  @ApiRefusals(400, 401, 403, 404)
  async list(
    @Param('id') accountId: string,
    @Query({ schema: PreflightQuery }) query: PreflightQuery,
    @Caller() caller: BusCaller,
  ): Promise<PreflightList> {
    const asked = { accountId, ...pageOf(query, LIMIT) };
    const { preflights, next } = await this.preflights.listPreflights(asked, caller);
    return { results: preflights.map(preflightToRest), ...(next ? { next } : {}) };
  }

  @Get('preflights/:run')
  @Requires(READ, { action: 'GET_PREFLIGHT' })
  @ApiOperation({ operationId: 'getPreflight', summary: 'Read a preflight' })
  @ApiOkResponse({ standardSchema: Preflight })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Caller() caller: BusCaller,
  ): Promise<Preflight> {
    const asked = { accountId, run: runOf(run) };
    const { preflight } = await this.preflights.getPreflight(asked, caller);
    return preflightToRest(present(preflight));
  }

  @Post('preflights/:run/waivers')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'WAIVE_PREFLIGHT_CHECK' })
  @ApiOperation({
    operationId: 'waivePreflightCheck',
    summary: 'Take the consequences of what a check found that somebody else asked for',
    description: 'Of the latest preflight, at its end. Some checks nobody may waive.',
  })
  @ApiOkResponse({ standardSchema: Preflight })
  @ApiRefusals(400, 401, 403, 404, 409)
  async waive(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: WaiveCheck }) waived: WaiveCheck,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Preflight> {
    request.auditParams = { id: accountId, run, ...waived };
    const asked = { accountId, run: runOf(run), ...waived };
    const { preflight } = await this.preflights.waivePreflightCheck(asked, caller);
    return preflightToRest(present(preflight));
  }
}
