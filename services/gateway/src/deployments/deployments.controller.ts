import { DeploymentsApi, type Deployment as WireDeployment } from '@margay/contracts';
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
  AcknowledgeTask,
  ApproveDeployment,
  Deployment,
  DeploymentList,
  DeploymentQuery,
  DeploymentReason,
  RecoverDeployment,
  RequestDeployment,
} from './deployments.schema.js';
import { deploymentRunOf, deploymentToRest } from './deployments.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const LIMIT = 20;

const answered = ({
  deployment,
}: {
  readonly deployment?: WireDeployment | undefined;
}): Deployment => deploymentToRest(present(deployment));

@ApiTags('Deployments')
@Controller('deployments')
export class DeploymentsController {
  constructor(
    @Inject(DeploymentsApi.typeName) private readonly deployments: Client<typeof DeploymentsApi>,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REQUEST_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'requestDeployment',
    summary: 'Ask for the platform to be installed or upgraded',
    description:
      'Answers at once; nothing changes before somebody else has approved it. One is under way at a time in an account and region.',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409, 422)
  async request(
    @Body({ schema: RequestDeployment }) body: RequestDeployment,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    const { parameters = {}, ...rest } = body;
    // Secrets may be among the parameters.
    request.auditParams = { ...rest };
    const { accountId, stackName, target } = rest;
    const { current = '', channel = '', roleVersion = '', overrideId = '' } = rest;
    const more = { current, channel, roleVersion, overrideId, parameters };
    const asked = { accountId, stackName, target, ...more };
    return answered(await this.deployments.requestDeployment(asked, caller));
  }

  @Get()
  @Requires(READ, { action: 'LIST_DEPLOYMENTS' })
  @ApiOperation({ operationId: 'listDeployments', summary: 'List deployments, newest first' })
  @ApiOkResponse({ standardSchema: DeploymentList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: DeploymentQuery }) query: DeploymentQuery,
    @Caller() caller: BusCaller,
  ): Promise<DeploymentList> {
    const asked = { accountId: query.accountId ?? '', ...pageOf(query, LIMIT) };
    const { deployments, next } = await this.deployments.listDeployments(asked, caller);
    return { results: deployments.map(deploymentToRest), ...(next ? { next } : {}) };
  }

  @Get(':id/:run')
  @Requires(READ, { action: 'GET_DEPLOYMENT' })
  @ApiOperation({ operationId: 'getDeployment', summary: 'Read a deployment' })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Caller() caller: BusCaller,
  ): Promise<Deployment> {
    const asked = { accountId, run: deploymentRunOf(run) };
    return answered(await this.deployments.getDeployment(asked, caller));
  }

  @Post(':id/:run/approve')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'APPROVE_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'approveDeployment',
    summary: 'Approve what a deployment is going to change, that somebody else asked for',
    description:
      'An installation before its first step, a hop of an upgrade with its change set. Two people approve one that destroys something with a state.',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async approve(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: ApproveDeployment }) { hop, changeSet = 0 }: ApproveDeployment,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, hop, changeSet };
    const asked = { accountId, run: deploymentRunOf(run), hop, changeSet };
    return answered(await this.deployments.approveDeployment(asked, caller));
  }

  @Post(':id/:run/tasks')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'ACKNOWLEDGE_DEPLOYMENT_TASK' })
  @ApiOperation({
    operationId: 'acknowledgeDeploymentTask',
    summary: 'Say that a task of a hop is done',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async acknowledge(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: AcknowledgeTask }) { hop, task }: AcknowledgeTask,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, hop, task };
    const asked = { accountId, run: deploymentRunOf(run), hop, task };
    return answered(await this.deployments.acknowledgeDeploymentTask(asked, caller));
  }

  @Post(':id/:run/pause')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'PAUSE_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'pauseDeployment',
    summary: 'Let a deployment wait before its next change',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async pause(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: DeploymentReason }) { reason }: DeploymentReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, reason };
    const asked = { accountId, run: deploymentRunOf(run), reason };
    return answered(await this.deployments.pauseDeployment(asked, caller));
  }

  @Post(':id/:run/resume')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'RESUME_DEPLOYMENT' })
  @ApiOperation({ operationId: 'resumeDeployment', summary: 'Let a deployment go on' })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async resume(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: DeploymentReason }) { reason }: DeploymentReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, reason };
    const asked = { accountId, run: deploymentRunOf(run), reason };
    return answered(await this.deployments.resumeDeployment(asked, caller));
  }

  @Post(':id/:run/recover')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'RECOVER_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'recoverDeployment',
    summary: 'Ask for the stack that a failed deployment left to be dealt with',
    description:
      'Deletes what is left of a first installation, rolls back, or continues a rollback: what CloudFormation allows as the stack is now, and nothing else, else 409. Somebody else approves it; it is not done once the stack is another.',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async recover(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: RecoverDeployment }) { action, resources = [], reason }: RecoverDeployment,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, action, resources, reason };
    const asked = { accountId, run: deploymentRunOf(run), action, resources, reason };
    return answered(await this.deployments.recoverDeployment(asked, caller));
  }

  @Post(':id/:run/cancel')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CANCEL_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'cancelDeployment',
    summary: 'Give up a deployment',
    description:
      'An update that is under way is rolled back. What CloudFormation cannot give up goes on to the end of its hop; where that is the last, the answer is 409.',
  })
  @ApiOkResponse({ standardSchema: Deployment })
  @ApiRefusals(400, 401, 403, 404, 409)
  async cancel(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Body({ schema: DeploymentReason }) { reason }: DeploymentReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Deployment> {
    request.auditParams = { id: accountId, run, reason };
    const asked = { accountId, run: deploymentRunOf(run), reason };
    return answered(await this.deployments.cancelDeployment(asked, caller));
  }
}
