import { type Override as WireOverride, PlansApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import {
  ApproveOverride,
  CheckParameters,
  Override,
  OverrideList,
  OverrideQuery,
  ParameterVerdict,
  PlanUpgrade,
  RequestOverride,
  UpgradePlan,
  WithdrawOverride,
} from './plans.schema.js';
import { overrideToRest, planToRest, verdictToRest } from './plans.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const LIMIT = 50;

function answer(reply: FastifyReply, override: WireOverride | undefined): Override {
  tagWith(reply, present(override));
  return overrideToRest(present(override));
}

@ApiTags('Deployments')
@Controller('deployments')
export class PlansController {
  constructor(@Inject(PlansApi.typeName) private readonly plans: Client<typeof PlansApi>) {}

  @Post('plan')
  @HttpCode(200)
  @Requires(READ, { action: 'PLAN_UPGRADE', readsOnly: true })
  @ApiOperation({
    operationId: 'planUpgrade',
    summary: 'Plan how a deployment is upgraded, hop by hop',
    description: 'A dry run: nothing is kept, nothing is asked of AWS.',
  })
  @ApiOkResponse({ standardSchema: UpgradePlan })
  @ApiRefusals(400, 401, 403, 404, 409)
  async plan(
    @Body({ schema: PlanUpgrade }) body: PlanUpgrade,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<UpgradePlan> {
    const { parameters = {}, ...asked } = body;
    request.auditParams = asked;
    const plan = await this.plans.planUpgrade(
      {
        accountId: asked.accountId,
        current: asked.current,
        target: asked.target,
        channel: asked.channel ?? '',
        roleVersion: asked.roleVersion ?? '',
        parameters,
        overrideId: asked.overrideId ?? '',
        asOf: asked.asOf ?? '',
      },
      caller,
    );
    return planToRest(plan);
  }

  @Post('check-parameters')
  @HttpCode(200)
  @Requires(READ, { action: 'CHECK_PARAMETERS', readsOnly: true })
  @ApiOperation({
    operationId: 'checkParameters',
    summary: 'Check a whole set of parameters as CloudFormation would',
    description: 'Everything that is wrong at once, each with its rule and fix. Keeps nothing.',
  })
  @ApiOkResponse({ standardSchema: ParameterVerdict })
  @ApiRefusals(400, 401, 403, 404)
  async check(
    @Body({ schema: CheckParameters }) body: CheckParameters,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<ParameterVerdict> {
    const { version, phase, values, installed = {}, accepted = [], asOf = '' } = body;
    request.auditParams = { version, phase };
    const asked = { version, phase, values, installed, accepted, asOf };
    return verdictToRest(await this.plans.checkParameters(asked, caller));
  }

  @Post('overrides')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REQUEST_UPGRADE_OVERRIDE' })
  @ApiOperation({
    operationId: 'requestOverride',
    summary: 'Ask that an upgrade may leave out minors that the catalog does not have',
  })
  @ApiOkResponse({ standardSchema: Override })
  @ApiRefusals(400, 401, 403, 404)
  async request(
    @Body({ schema: RequestOverride }) body: RequestOverride,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Override> {
    request.auditParams = body;
    const { override } = await this.plans.requestOverride(body, caller);
    return answer(reply, override);
  }

  @Get('overrides')
  @Requires(READ, { action: 'LIST_UPGRADE_OVERRIDES' })
  @ApiOperation({ operationId: 'listOverrides', summary: 'List overrides, oldest first' })
  @ApiOkResponse({ standardSchema: OverrideList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: OverrideQuery }) query: OverrideQuery,
    @Caller() caller: BusCaller,
  ): Promise<OverrideList> {
    const { status = '', accountId = '' } = query;
    const asked = { ...pageOf(query, LIMIT), status, accountId };
    const { overrides, next } = await this.plans.listOverrides(asked, caller);
    return { results: overrides.map(overrideToRest), ...(next ? { next } : {}) };
  }

  @Get('overrides/:id')
  @Requires(READ, { action: 'GET_UPGRADE_OVERRIDE' })
  @ApiOperation({ operationId: 'getOverride', summary: 'Read an override' })
  @ApiOkResponse({ standardSchema: Override })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Override> {
    const { override } = await this.plans.getOverride({ id }, caller);
    return answer(reply, override);
  }

  @Post('overrides/:id/approve')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'APPROVE_UPGRADE_OVERRIDE' })
  @ApiOperation({
    operationId: 'approveOverride',
    summary: 'Approve an override that somebody else asks for',
  })
  @ApiOkResponse({ standardSchema: Override })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async approve(
    @Param('id') id: string,
    @Body({ schema: ApproveOverride }) { comment = '' }: ApproveOverride,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Override> {
    const asked = { id, comment, expectedRevisions };
    const { override } = await this.plans.approveOverride(asked, caller);
    return answer(reply, override);
  }

  @Post('overrides/:id/withdraw')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'WITHDRAW_UPGRADE_OVERRIDE' })
  @ApiOperation({ operationId: 'withdrawOverride', summary: 'Withdraw an override' })
  @ApiOkResponse({ standardSchema: Override })
  @ApiRefusals(400, 401, 403, 404, 412)
  async withdraw(
    @Param('id') id: string,
    @Body({ schema: WithdrawOverride }) { reason }: WithdrawOverride,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Override> {
    const asked = { id, reason, expectedRevisions };
    const { override } = await this.plans.withdrawOverride(asked, caller);
    return answer(reply, override);
  }
}
