import { RolloutsApi, type Rollout as WireRollout } from '@margay/contracts';
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
  RequestRollout,
  Rollout,
  RolloutList,
  RolloutQuery,
  RolloutReason,
} from './rollouts.schema.js';
import { rolloutSummaryToRest, rolloutToRest } from './rollouts.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const LIMIT = 20;
const PARALLEL = 5;
/** Every account has its plan worked out. */
const REQUEST_MS = 25_000;

const answered = ({ rollout }: { readonly rollout?: WireRollout | undefined }): Rollout =>
  rolloutToRest(present(rollout));

@ApiTags('Rollouts')
@Controller('rollouts')
export class RolloutsController {
  constructor(
    @Inject(RolloutsApi.typeName) private readonly rollouts: Client<typeof RolloutsApi>,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REQUEST_ROLLOUT' })
  @ApiOperation({
    operationId: 'requestRollout',
    summary: 'Ask for a release to be deployed to many accounts, ring by ring',
    description:
      'Refuses accounts that it cannot be deployed to, each by its place. Begins once somebody else has approved it; that is the first approval of each of its deployments too. What destroys something with a state needs a second one, of that deployment.',
  })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(400, 401, 403)
  async request(
    @Body({ schema: RequestRollout }) body: RequestRollout,
    @Caller() { deadlineAt: _ofOtherRequests, ...caller }: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rollout> {
    const { target, channel = '', maxParallel = PARALLEL, failuresAllowed = 0 } = body;
    const { stackName, roleVersion = '', window, parameters = {} } = body;
    // Secrets may be among the parameters.
    request.auditParams = { target, rings: body.rings.map(({ name }) => name) };
    const rings = body.rings.map(({ name, soakMinutes = 0, accounts }) => ({
      name,
      soakMinutes,
      accounts: accounts.map(({ accountId, ...own }) => ({
        accountId,
        stackName: own.stackName ?? '',
        current: own.current ?? '',
        roleVersion: own.roleVersion ?? '',
        ...(own.window ? { window: own.window } : {}),
        parameters: own.parameters ?? {},
      })),
    }));
    const asked = {
      target,
      channel,
      rings,
      maxParallel,
      failuresAllowed,
      stackName,
      roleVersion,
      ...(window ? { window } : {}),
      parameters,
    };
    const patience = { timeoutMs: REQUEST_MS };
    return answered(await this.rollouts.requestRollout(asked, caller, patience));
  }

  @Get()
  @Requires(READ, { action: 'LIST_ROLLOUTS' })
  @ApiOperation({ operationId: 'listRollouts', summary: 'List rollouts, newest first' })
  @ApiOkResponse({ standardSchema: RolloutList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: RolloutQuery }) query: RolloutQuery,
    @Caller() caller: BusCaller,
  ): Promise<RolloutList> {
    const { rollouts, next } = await this.rollouts.listRollouts(pageOf(query, LIMIT), caller);
    return { results: rollouts.map(rolloutSummaryToRest), ...(next ? { next } : {}) };
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_ROLLOUT' })
  @ApiOperation({
    operationId: 'getRollout',
    summary: 'Read a rollout, with how every account stands',
  })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(401, 403, 404)
  async get(@Param('id') id: string, @Caller() caller: BusCaller): Promise<Rollout> {
    return answered(await this.rollouts.getRollout({ id }, caller));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'APPROVE_ROLLOUT' })
  @ApiOperation({
    operationId: 'approveRollout',
    summary: 'Approve a rollout that somebody else asked for',
  })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(401, 403, 404, 409)
  async approve(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rollout> {
    request.auditParams = { id };
    return answered(await this.rollouts.approveRollout({ id }, caller));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'PAUSE_ROLLOUT' })
  @ApiOperation({
    operationId: 'pauseRollout',
    summary: 'Let a rollout wait; deployments under way go on to what needs an approval',
  })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(400, 401, 403, 404, 409)
  async pause(
    @Param('id') id: string,
    @Body({ schema: RolloutReason }) { reason }: RolloutReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rollout> {
    request.auditParams = { id, reason };
    return answered(await this.rollouts.pauseRollout({ id, reason }, caller));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'RESUME_ROLLOUT' })
  @ApiOperation({ operationId: 'resumeRollout', summary: 'Let a rollout go on' })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(400, 401, 403, 404, 409)
  async resume(
    @Param('id') id: string,
    @Body({ schema: RolloutReason }) { reason }: RolloutReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rollout> {
    request.auditParams = { id, reason };
    return answered(await this.rollouts.resumeRollout({ id, reason }, caller));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CANCEL_ROLLOUT' })
  @ApiOperation({
    operationId: 'cancelRollout',
    summary: 'Give up a rollout; deployments under way are not touched',
  })
  @ApiOkResponse({ standardSchema: Rollout })
  @ApiRefusals(400, 401, 403, 404, 409)
  async cancel(
    @Param('id') id: string,
    @Body({ schema: RolloutReason }) { reason }: RolloutReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Rollout> {
    request.auditParams = { id, reason };
    return answered(await this.rollouts.cancelRollout({ id, reason }, caller));
  }
}
