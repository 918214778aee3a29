import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment as WireDeployment, DeploymentsApi, ServiceError } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  Inject,
  Param,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Authenticator } from '../authenticator.service.js';
import { goneSignal, HEARTBEAT_MS, isStillIn, sendEvents } from '../event-stream.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import { deploymentRunOf, deploymentToRest } from './deployments.wire.js';

const READ = 'DeploymentRead';
const LOOK_MS = 1_000;
const STREAMS_MAX = 100;

const eventOf = (deployment: WireDeployment): string =>
  `id: ${deployment.revision}\nevent: deployment\ndata: ${JSON.stringify(deploymentToRest(deployment))}\n\n`;

/** What makes it worth to be told again: a look that saw the same does not. */
const newsOf = ({ revision, progress }: WireDeployment): string =>
  `${revision} ${progress?.changedAt?.seconds}.${progress?.changedAt?.nanos} ${progress?.stalled}`;

/** A deployment as it goes on, as server-sent events. */
@ApiTags('Deployments')
@Controller('deployments/:id/:run')
export class DeploymentProgressController implements BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private streams = 0;

  constructor(
    @Inject(DeploymentsApi.typeName) private readonly deployments: Client<typeof DeploymentsApi>,
    private readonly authenticator: Authenticator,
  ) {}

  beforeApplicationShutdown(): void {
    this.leaving.abort();
  }

  @Get('stream')
  @Requires(READ, { action: 'FOLLOW_DEPLOYMENT' })
  @ApiOperation({
    operationId: 'followDeployment',
    summary: 'Follow a deployment until its end',
    description:
      'Server-sent events: `data` is the whole deployment, each time that something changed, and at once. Ends with the deployment, or when the key stops working.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'The deployment, again and again.', standardSchema: z.string() })
  @ApiRefusals(401, 403, 404)
  async stream(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.streams >= STREAMS_MAX)
      throw new ServiceError('rate_limited', 'Too many follow deployments already.');
    const asked = { accountId, run: deploymentRunOf(run) };
    // One that is not there is refused, not followed.
    const { deployment } = await this.deployments.getDeployment(asked, caller);
    const signal = AbortSignal.any([goneSignal(reply), this.leaving.signal]);
    await sendEvents(reply, this.follow(present(deployment), request, caller, signal));
  }

  private async *follow(
    begun: WireDeployment,
    request: FastifyRequest,
    { deadlineAt: _ofTheRequest, ...caller }: BusCaller,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { accountId, run } = begun;
    this.streams++;
    try {
      let shown = begun;
      yield eventOf(shown);
      let saidAt = performance.now();
      while (shown.status === 'running' && !signal.aborted) {
        await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
        if (!(await isStillIn(this.authenticator, request, caller, READ))) return;
        const { deployment = shown } = await this.deployments
          .getDeployment({ accountId, run }, caller)
          // It may be back in a moment; the stream goes on where it was.
          .catch(() => ({ deployment: shown }));
        if (newsOf(deployment) !== newsOf(shown)) {
          yield eventOf((shown = deployment));
          saidAt = performance.now();
        } else if (performance.now() - saidAt >= HEARTBEAT_MS) {
          yield ': still here\n\n';
          saidAt = performance.now();
        }
      }
    } finally {
      this.streams--;
    }
  }
}
