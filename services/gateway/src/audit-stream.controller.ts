import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { AuditApi, isWithin, permits, ServiceError } from '@margay/contracts';
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
import { Caller } from './request-state.js';
import type { Visit } from './visit.js';

const READ = 'AuditLogRead';
const PAGE = 100;
const LOOK_MS = 500;
/** Nothing for longer than this, and whoever stands between us would take the connection for dead. */
const HEARTBEAT_MS = 15_000;
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
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.leaving.signal]);
    const events = this.follow(first, conditions, request, caller, signal);
    void reply
      .type('text/event-stream; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('X-Accel-Buffering', 'no');
    await reply.send(Readable.from(events, { objectMode: false }));
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
        if (!(await this.isStillIn(request, caller))) return;
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

  /** Whoever may no longer come in may no longer listen. */
  private async isStillIn(request: FastifyRequest, caller: BusCaller): Promise<boolean> {
    const visit = request.visit as Visit;
    try {
      const key = String(request.headers['x-api-key']);
      const token = this.authenticator.known(key) ?? (await this.authenticator.ask(key, caller));
      const isNear =
        token.networks.length === 0 ||
        (visit.address !== undefined && isWithin(visit.address, token.networks));
      return isNear && permits(token.permissions, READ);
    } catch {
      return false;
    }
  }
}
