import { setTimeout as sleep } from 'node:timers/promises';
import { AuditApi, ServiceError } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { gauge } from '@margay/observability';
import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  Inject,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { StreamQuery } from './audit.schema.js';
import { filterToWire } from './audit.wire.js';
import { Authenticator } from './authenticator.service.js';
import { goneSignal, HEARTBEAT_MS, isStillIn, sendEvents } from './event-stream.js';
import { Caller } from './request-state.js';

const READ = 'AuditLogRead';
const PAGE = 100;
const LOOK_MS = 500;
const STREAMS_MAX = 100;

const open = gauge({
  name: 'margay_gateway_audit_streams',
  help: 'Readers of the audit log as it grows.',
});

const Position = z.string().regex(/^\d{1,15}$/);

/** The audit log as it grows, as server-sent events. A slow reader slows nobody: it is asked for no more. */
@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditStreamController implements BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private streams = 0;

  constructor(
    @Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>,
    private readonly authenticator: Authenticator,
  ) {}

  beforeApplicationShutdown(): void {
    this.leaving.abort();
  }

  @Get('stream')
  @Requires(READ, { action: 'STREAM_AUDIT_LOG', recordSuccess: true })
  @ApiOperation({
    operationId: 'streamAuditLog',
    summary: 'Follow the audit log as it grows',
    description:
      'Server-sent events: `id` is the sequence, `data` the record. A connection that broke goes on behind `Last-Event-ID`, and a gap in the sequences of an unfiltered stream cannot be missed. Ends when the key stops working.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Records, oldest first.', standardSchema: z.string() })
  @ApiRefusals(400, 401, 403)
  async stream(
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { from, ...conditions } = query;
    request.auditParams = conditions;
    if (this.streams >= STREAMS_MAX)
      throw new ServiceError('rate_limited', 'Too many follow the audit log already.');
    const last = Position.safeParse(request.headers['last-event-id']);
    const first = last.success
      ? Number(last.data) + 1
      : from
        ? Number(from)
        : query.since
          ? 1
          : (await this.newest(caller)) + 1;
    const signal = AbortSignal.any([goneSignal(reply), this.leaving.signal]);
    await sendEvents(reply, this.follow(first, conditions, request, caller, signal));
  }

  private async newest(caller: BusCaller): Promise<number> {
    const { records } = await this.audit.searchRecords({ limit: 1 }, caller);
    return Number(records[0]?.sequence ?? 0);
  }

  private async *follow(
    first: number,
    conditions: Omit<StreamQuery, 'from'>,
    request: FastifyRequest,
    { deadlineAt: _ofTheRequest, ...caller }: BusCaller,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    open.set(++this.streams);
    try {
      yield ': following\n\n';
      let saidAt = performance.now();
      for (let next = first; !signal.aborted;) {
        if (!(await isStillIn(this.authenticator, request, caller, READ))) return;
        const page = await this.audit
          .searchRecords(
            {
              limit: PAGE,
              oldestFirst: true,
              filter: { ...filterToWire(conditions), fromSequence: BigInt(next) },
            },
            caller,
          )
          // It may be back in a moment; the stream goes on where it was.
          .catch(() => ({ records: [] }));
        if (page.records.length > 0) {
          yield page.records
            .map(({ sequence, json }) => `id: ${sequence}\nevent: record\ndata: ${json}\n\n`)
            .join('');
          next = Number(page.records.at(-1)?.sequence) + 1;
          saidAt = performance.now();
          continue;
        }
        if (performance.now() - saidAt >= HEARTBEAT_MS) {
          yield ': still here\n\n';
          saidAt = performance.now();
        }
        await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      open.set(--this.streams);
    }
  }
}
