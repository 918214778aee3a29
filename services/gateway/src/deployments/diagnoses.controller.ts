import { timestampDate } from '@bufbuild/protobuf/wkt';
import { DiagnosesApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import { bundleArchive } from './bundle-archive.js';
import { DiagnosesQuery, DiagnosisList, KeepDiagnosis, KeptDiagnosis } from './diagnoses.schema.js';
import { diagnosisNumberOf, keptToRest, summaryToRest } from './diagnoses.wire.js';

const READ = 'DeploymentRead';
const LIMIT = 20;
/** Many pages of events are read on the way. */
const LOOK_MS = 25_000;

@ApiTags('Deployments')
@Controller('accounts/:id/diagnoses')
export class DiagnosesController {
  constructor(
    @Inject(DiagnosesApi.typeName) private readonly diagnoses: Client<typeof DiagnosesApi>,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('DeploymentModify', { action: 'KEEP_DIAGNOSIS' })
  @ApiOperation({
    operationId: 'keepDiagnosis',
    summary: 'Explain why a stack did not come through, and keep it with the evidence',
    description:
      'Looks into the account as `GET /accounts/{id}/diagnosis` does. What was seen is kept without secrets, for CloudFormation forgets it after 90 days; its SHA-256 is in the event of the diagnosis.',
  })
  @ApiOkResponse({ standardSchema: KeptDiagnosis })
  @ApiRefusals(400, 401, 403, 404, 409)
  async keep(
    @Param('id') accountId: string,
    @Body({ schema: KeepDiagnosis }) { stack, version = '' }: KeepDiagnosis,
    @Caller() { deadlineAt: _ofOtherRequests, ...caller }: BusCaller,
  ): Promise<KeptDiagnosis> {
    const asked = { accountId, stack, version };
    return keptToRest(await this.diagnoses.keepDiagnosis(asked, caller, { timeoutMs: LOOK_MS }));
  }

  @Get()
  @Requires(READ, { action: 'LIST_DIAGNOSES' })
  @ApiOperation({
    operationId: 'listDiagnoses',
    summary: 'List diagnoses that were kept, newest first',
  })
  @ApiOkResponse({ standardSchema: DiagnosisList })
  @ApiRefusals(400, 401, 403, 404)
  async list(
    @Param('id') accountId: string,
    @Query({ schema: DiagnosesQuery }) query: DiagnosesQuery,
    @Caller() caller: BusCaller,
  ): Promise<DiagnosisList> {
    const asked = { accountId, ...pageOf(query, LIMIT) };
    const { diagnoses, next } = await this.diagnoses.listDiagnoses(asked, caller);
    return { results: diagnoses.map(summaryToRest), ...(next ? { next } : {}) };
  }

  @Get(':number')
  @Requires(READ, { action: 'GET_DIAGNOSIS' })
  @ApiOperation({ operationId: 'getDiagnosis', summary: 'Read a diagnosis that was kept' })
  @ApiOkResponse({ standardSchema: KeptDiagnosis })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') accountId: string,
    @Param('number') number: string,
    @Caller() caller: BusCaller,
  ): Promise<KeptDiagnosis> {
    const asked = { accountId, number: diagnosisNumberOf(number) };
    return keptToRest(await this.diagnoses.getDiagnosis(asked, caller));
  }

  @Get(':number/bundle')
  @Requires(READ, { action: 'GET_DIAGNOSIS_BUNDLE', recordSuccess: true })
  @ApiOperation({
    operationId: 'getDiagnosisBundle',
    summary: 'Download what helps somebody else to help',
    description:
      'One archive without secrets: events, parameters, preflight, timeline, the diagnosis as JSON and as text, and a manifest with the SHA-256 of each file. The same diagnosis gives the same files for ever.',
  })
  @ApiProduces('application/gzip')
  @ApiOkResponse({ description: 'A .tar.gz.', standardSchema: z.string() })
  @ApiRefusals(401, 403, 404)
  async bundle(
    @Param('id') accountId: string,
    @Param('number') text: string,
    @Caller() caller: BusCaller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const number = diagnosisNumberOf(text);
    const { files, diagnosedAt } = await this.diagnoses.getDiagnosisBundle(
      { accountId, number },
      caller,
    );
    const mtime = timestampDate(present(diagnosedAt));
    await reply
      .type('application/gzip')
      .header('Content-Disposition', `attachment; filename="diagnosis-${number}.tar.gz"`)
      .send(bundleArchive(files, mtime));
  }
}
