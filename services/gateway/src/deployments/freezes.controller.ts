import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { RolloutsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import {
  DeclareFreeze,
  Freeze,
  FreezeList,
  NoticeList,
  NoticeQuery,
  RolloutReason,
} from './rollouts.schema.js';
import { freezeToRest, noticeToRest } from './rollouts.wire.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const LIMIT = 20;
/** Every account of a page has its plan worked out. */
const NOTICES_MS = 20_000;

/** What is said of all accounts at once. */
@ApiTags('Rollouts')
@Controller()
export class FreezesController {
  constructor(
    @Inject(RolloutsApi.typeName) private readonly rollouts: Client<typeof RolloutsApi>,
  ) {}

  @Get('freezes')
  @Requires(READ, { action: 'LIST_FREEZES' })
  @ApiOperation({ operationId: 'listFreezes', summary: 'List freezes that are not over' })
  @ApiOkResponse({ standardSchema: FreezeList })
  @ApiRefusals(401, 403)
  async list(@Caller() caller: BusCaller): Promise<FreezeList> {
    const { freezes } = await this.rollouts.listFreezes({}, caller);
    return { results: freezes.map(freezeToRest) };
  }

  @Post('freezes')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'DECLARE_FREEZE' })
  @ApiOperation({
    operationId: 'declareFreeze',
    summary: 'Let no rollout begin anything for a time',
  })
  @ApiOkResponse({ standardSchema: Freeze })
  @ApiRefusals(400, 401, 403, 409)
  async declare(
    @Body({ schema: DeclareFreeze }) body: DeclareFreeze,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Freeze> {
    request.auditParams = body;
    const { from, until, reason } = body;
    const asked = {
      ...(from === undefined ? {} : { from: timestampFromDate(new Date(from)) }),
      until: timestampFromDate(new Date(until)),
      reason,
    };
    const { freeze } = await this.rollouts.declareFreeze(asked, caller);
    return freezeToRest(present(freeze));
  }

  @Post('freezes/:id/lift')
  @HttpCode(204)
  @Requires(MODIFY, { action: 'LIFT_FREEZE' })
  @ApiOperation({ operationId: 'liftFreeze', summary: 'Take a freeze back' })
  @ApiNoContentResponse({ description: 'It is lifted.' })
  @ApiRefusals(400, 401, 403, 404)
  async lift(
    @Param('id') id: string,
    @Body({ schema: RolloutReason }) { reason }: RolloutReason,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    request.auditParams = { id, reason };
    await this.rollouts.liftFreeze({ id, reason }, caller);
  }

  @Get('releases/:version/notices')
  @Requires(READ, { action: 'LIST_RELEASE_NOTICES' })
  @ApiOperation({
    operationId: 'listReleaseNotices',
    summary: 'What a release means to each account: its own way there',
    description:
      'Worked out anew each time, for accounts that something is installed in. A page may have fewer than its limit.',
  })
  @ApiOkResponse({ standardSchema: NoticeList })
  @ApiRefusals(400, 401, 403)
  async notices(
    @Param('version') version: string,
    @Query({ schema: NoticeQuery }) query: NoticeQuery,
    @Caller() { deadlineAt: _ofOtherRequests, ...caller }: BusCaller,
  ): Promise<NoticeList> {
    const asked = { version, ...pageOf(query, LIMIT) };
    const patience = { timeoutMs: NOTICES_MS };
    const { notices, next } = await this.rollouts.listReleaseNotices(asked, caller, patience);
    return { results: notices.map(noticeToRest), ...(next ? { next } : {}) };
  }
}
