import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { actorFromWire, type AuditReader, ReadersApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { Reader, ReaderList, RegisterReader } from './audit-readers.schema.js';
import { present } from './present.js';
import { Caller } from './request-state.js';
import { IfMatch, Reply, tagWith } from './revision.js';

const READ = 'AuditLogRead';
const MODIFY = 'AuditLogModify';

const timeOf = (at: AuditReader['createdAt']): string =>
  at ? timestampDate(at).toISOString() : '';

function readerToRest(reader: AuditReader): Reader {
  const author = actorFromWire(reader.createdBy);
  return {
    id: reader.id,
    name: reader.name,
    actions: reader.actions,
    stream: reader.stream,
    consumer: reader.consumer,
    isReady: reader.isReady,
    acknowledgedThrough: Number(reader.acknowledgedThrough),
    lagRecords: Number(reader.lagRecords),
    lagSeconds: Number(reader.lagSeconds),
    createdAt: timeOf(reader.createdAt),
    revision: reader.revision,
    ...(reader.lastAcknowledgedAt ? { lastAcknowledgedAt: timeOf(reader.lastAcknowledgedAt) } : {}),
    ...(author ? { createdBy: { id: author.id, type: author.type } } : {}),
  };
}

/** Who reads the records from the bus with a durable consumer that is kept for them. */
@ApiTags('Audit Log')
@Controller('audit-log/consumers/streams')
export class AuditReadersController {
  constructor(@Inject(ReadersApi.typeName) private readonly readers: Client<typeof ReadersApi>) {}

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CREATE_AUDIT_READER' })
  @ApiOperation({
    operationId: 'registerAuditReader',
    summary: 'Have a durable JetStream consumer kept',
    description:
      'For a program that reads records from the bus. It is there a moment later, and again if it is lost, from where it was last seen.',
  })
  @ApiOkResponse({ standardSchema: Reader })
  @ApiRefusals(400, 401, 403, 409)
  async register(
    @Body({ schema: RegisterReader }) body: RegisterReader,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Reader> {
    request.auditParams = body;
    const { name, actions, fromSequence, since } = body;
    const asked = {
      name,
      actions,
      ...(fromSequence === undefined ? {} : { fromSequence: BigInt(fromSequence) }),
      ...(since === undefined ? {} : { since: timestampFromDate(new Date(since)) }),
    };
    return readerToRest(present((await this.readers.registerReader(asked, caller)).reader));
  }

  @Get()
  @Requires(READ, { action: 'LIST_AUDIT_READERS' })
  @ApiOperation({ operationId: 'listAuditReaders', summary: 'Who reads the stream, oldest first' })
  @ApiOkResponse({ standardSchema: ReaderList })
  @ApiRefusals(401, 403)
  async list(@Caller() caller: BusCaller): Promise<ReaderList> {
    const { readers } = await this.readers.listReaders({}, caller);
    return { results: readers.map(readerToRest) };
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_AUDIT_READER' })
  @ApiOperation({ operationId: 'getAuditReader', summary: 'How a reader is doing' })
  @ApiOkResponse({ standardSchema: Reader })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Reader> {
    const reader = readerToRest(present((await this.readers.getReader({ id }, caller)).reader));
    tagWith(reply, reader);
    return reader;
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'DELETE_AUDIT_READER' })
  @ApiOperation({ operationId: 'removeAuditReader', summary: 'Remove a reader and its consumer' })
  @ApiNoContentResponse({ description: 'Its durable consumer goes with it.' })
  @ApiRefusals(400, 401, 403, 404, 412)
  async remove(
    @Param('id') id: string,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
  ): Promise<void> {
    await this.readers.removeReader({ id, expectedRevisions }, caller);
  }
}
