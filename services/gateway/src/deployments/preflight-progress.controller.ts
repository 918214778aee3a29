import { setTimeout as sleep } from 'node:timers/promises';
import { type Preflight as WirePreflight, PreflightsApi, ServiceError } from '@margay/contracts';
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
import { preflightToRest, runOf } from './preflights.wire.js';

const READ = 'DeploymentRead';
const LOOK_MS = 250;
const STREAMS_MAX = 100;

const eventOf = (preflight: WirePreflight): string =>
  `id: ${preflight.revision}\nevent: preflight\ndata: ${JSON.stringify(preflightToRest(preflight))}\n\n`;

/** A preflight as it goes on, as server-sent events. */
@ApiTags('Deployments')
@Controller('accounts/:id/preflights/:run')
export class PreflightProgressController implements BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private streams = 0;

  constructor(
    @Inject(PreflightsApi.typeName) private readonly preflights: Client<typeof PreflightsApi>,
    private readonly authenticator: Authenticator,
  ) {}

  beforeApplicationShutdown(): void {
    this.leaving.abort();
  }

  @Get('stream')
  @Requires(READ, { action: 'FOLLOW_PREFLIGHT' })
  @ApiOperation({
    operationId: 'followPreflight',
    summary: 'Follow a preflight until its end',
    description:
      'Server-sent events: `data` is the whole preflight, each time that a check was concluded, and at once. Ends with the preflight, or when the key stops working.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'The preflight, again and again.', standardSchema: z.string() })
  @ApiRefusals(401, 403, 404)
  async stream(
    @Param('id') accountId: string,
    @Param('run') run: string,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.streams >= STREAMS_MAX)
      throw new ServiceError('rate_limited', 'Too many follow preflights already.');
    const asked = { accountId, run: runOf(run) };
    // One that is not there is refused, not followed.
    const { preflight } = await this.preflights.getPreflight(asked, caller);
    const signal = AbortSignal.any([goneSignal(reply), this.leaving.signal]);
    await sendEvents(reply, this.follow(present(preflight), request, caller, signal));
  }

  private async *follow(
    begun: WirePreflight,
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
        const { preflight = shown } = await this.preflights
          .getPreflight({ accountId, run }, caller)
          // It may be back in a moment; the stream goes on where it was.
          .catch(() => ({ preflight: shown }));
        if (preflight.revision > shown.revision) {
          yield eventOf((shown = preflight));
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
