import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { AuditApi, type RecordFilterSchema } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { csvHead, csvLines } from './audit-csv.js';
import { ocsfLines } from './audit-ocsf.js';
import { type AuditRecord, ExportQuery, LIMIT } from './audit.schema.js';
import { filterToWire } from './audit.wire.js';
import { FromQuery } from './audit-proof.schema.js';
import { Caller } from './request-state.js';

const NDJSON = 'application/x-ndjson; charset=utf-8';
const CSV = 'text/csv; charset=utf-8; header=present';
/** For one page of a stream; a stream as a whole has no deadline. */
const PAGE_TIMEOUT_MS = 15_000;

const takesGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));

/** Whole parts of the audit log, page by page while they are read: as large as they may be. */
@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditExportController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Get('export')
  @Requires('AuditLogRead', { action: 'DOWNLOAD_AUDIT_LOG', recordSuccess: true })
  @ApiOperation({
    operationId: 'exportAuditLog',
    summary: 'Export records, oldest first',
    description:
      'NDJSON holds the records exactly as they were sealed; all of a range, with its manifest and checkpoints, can be verified offline. CSV is for spreadsheets; `ocsf` gives each as an event of OCSF 1.5 (API Activity), one a line. An export that breaks off goes on with `from` behind the last record that arrived, and the same `to`. Compressed for whoever sends `Accept-Encoding: gzip`.',
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  @ApiOkResponse({
    description: 'Headers `X-Audit-From` and `X-Audit-To` say which range it is.',
    standardSchema: z.string(),
  })
  @ApiRefusals(400, 401, 403)
  async export(
    @Query({ schema: ExportQuery }) query: ExportQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { format = 'ndjson', from, to, ...conditions } = query;
    request.auditParams = { format, ...conditions };
    const begun = await this.audit.beginExport({ fromSequence: BigInt(from || 0) }, caller);
    const last = to && BigInt(to) < begun.toSequence ? BigInt(to) : begun.toSequence;
    const filter = {
      ...filterToWire(conditions),
      fromSequence: begun.fromSequence,
      toSequence: last,
    };
    void reply
      .header('X-Audit-From', String(begun.fromSequence))
      .header('X-Audit-To', String(last))
      .header('Vary', 'Accept-Encoding');
    const lines = begun.fromSequence > last ? [] : await begunPages(this.records(filter, caller));
    switch (format) {
      case 'csv':
        return this.send(csvOf(lines), CSV, request, reply);
      case 'ocsf':
        return this.send(ocsfOfAll(lines), NDJSON, request, reply);
      case 'ndjson':
        return this.send(ndjsonOf(lines), NDJSON, request, reply);
    }
  }

  @Get('export/checkpoints')
  @Requires('AuditLogRead', { action: 'PROVE_AUDIT_RECORD' })
  @ApiOperation({
    operationId: 'exportAuditCheckpoints',
    summary: 'Export the checkpoints that an export is verified with, oldest first',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ description: 'One checkpoint per line.', standardSchema: z.string() })
  @ApiRefusals(400, 401, 403)
  async checkpoints(
    @Query({ schema: FromQuery }) { from }: FromQuery,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pages = await begunPages(this.checkpointPages(BigInt(from ?? 1), caller));
    return this.send(ndjsonOf(pages), NDJSON, request, reply);
  }

  private async *records(
    filter: MessageInitShape<typeof RecordFilterSchema>,
    { deadlineAt: _ofTheRequest, ...caller }: BusCaller,
  ): AsyncGenerator<readonly string[]> {
    for (let cursor = ''; ;) {
      const page = await this.audit.searchRecords(
        { limit: LIMIT.max, cursor, filter, oldestFirst: true },
        caller,
        { timeoutMs: PAGE_TIMEOUT_MS },
      );
      yield page.records.map(({ json }) => json);
      if (page.next === '') return;
      cursor = page.next;
    }
  }

  private async *checkpointPages(
    sizeFrom: bigint,
    { deadlineAt: _ofTheRequest, ...caller }: BusCaller,
  ): AsyncGenerator<readonly string[]> {
    for (let cursor = ''; ;) {
      const page = await this.audit.listCheckpoints(
        { limit: LIMIT.max, cursor, sizeFrom, oldestFirst: true },
        caller,
        { timeoutMs: PAGE_TIMEOUT_MS },
      );
      yield page.checkpoints;
      if (page.next === '') return;
      cursor = page.next;
    }
  }

  private async send(
    text: AsyncIterable<string>,
    type: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const body = Readable.from(text, { objectMode: false });
    void reply.type(type);
    if (!takesGzip(request)) return void (await reply.send(body));
    const gzip = createGzip();
    // A page that could not be had must cut the answer off, not end it as if it were whole.
    body.on('error', (error) => gzip.destroy(error));
    await reply.header('Content-Encoding', 'gzip').send(body.pipe(gzip));
  }
}

/** With the first page at hand: what cannot begin is refused, not cut off. */
async function begunPages<Page>(pages: AsyncGenerator<Page>): Promise<AsyncIterable<Page>> {
  const first = await pages.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* pages;
  })();
}

type Pages = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

async function* ndjsonOf(pages: Pages): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.map((line) => `${line}\n`).join('');
}

async function* ocsfOfAll(pages: Pages): AsyncGenerator<string> {
  for await (const lines of pages)
    yield ocsfLines(lines.map((line) => JSON.parse(line) as AuditRecord));
}

async function* csvOf(pages: Pages): AsyncGenerator<string> {
  yield csvHead();
  for await (const lines of pages)
    yield csvLines(lines.map((line) => JSON.parse(line) as AuditRecord));
}
