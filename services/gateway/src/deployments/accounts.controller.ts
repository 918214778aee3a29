import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type Account as WireAccount, AccountsApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { pageOf } from '../paging.schema.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import { IfMatch, Reply, tagWith } from '../revision.js';
import {
  Account,
  AccountList,
  AccountQuery,
  AccountReason,
  ApproveAccount,
  DescribeAccount,
  Regions,
  RequestAccount,
} from './accounts.schema.js';
import { accountToRest, factsToWire } from './accounts.wire.js';

const READ = 'AccountRead';
const MODIFY = 'AccountModify';
const APPROVE = 'AccountApprove';
const LIMIT = 50;

function answer(reply: FastifyReply, account: WireAccount | undefined): Account {
  tagWith(reply, present(account));
  return accountToRest(present(account));
}

@ApiTags('Accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    @Inject(AccountsApi.typeName) private readonly accounts: Client<typeof AccountsApi>,
  ) {}

  @Get()
  @Requires(READ, { action: 'LIST_ACCOUNTS' })
  @ApiOperation({ operationId: 'listAccounts', summary: 'List AWS accounts, oldest first' })
  @ApiOkResponse({ standardSchema: AccountList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: AccountQuery }) query: AccountQuery,
    @Caller() caller: BusCaller,
  ): Promise<AccountList> {
    const { status = '', account = '', region = '' } = query;
    const { accounts, next } = await this.accounts.listAccounts(
      { ...pageOf(query, LIMIT), status, account, region },
      caller,
    );
    return { results: accounts.map(accountToRest), ...(next ? { next } : {}) };
  }

  @Get('regions')
  @Requires(READ, { action: 'LIST_REGIONS' })
  @ApiOperation({ operationId: 'listRegions', summary: 'List the regions that are supported' })
  @ApiOkResponse({ standardSchema: Regions })
  @ApiRefusals(401, 403)
  async regions(@Caller() caller: BusCaller): Promise<Regions> {
    const { regions } = await this.accounts.listRegions({}, caller);
    return { results: regions };
  }

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REQUEST_ACCOUNT' })
  @ApiOperation({
    operationId: 'requestAccount',
    summary: 'Ask for an AWS account to be approved, in a region',
  })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(400, 401, 403, 409)
  async request(
    @Body({ schema: RequestAccount }) body: RequestAccount,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    request.auditParams = body;
    const { account: number, region, comment = '', ...facts } = body;
    const asked = { account: number, region, comment, facts: factsToWire(facts) };
    const { account } = await this.accounts.requestAccount(asked, caller);
    return answer(reply, account);
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_ACCOUNT' })
  @ApiOperation({ operationId: 'getAccount', summary: 'Read an AWS account' })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(401, 403, 404)
  async get(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    const { account } = await this.accounts.getAccount({ id }, caller);
    return answer(reply, account);
  }

  @Put(':id')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'UPDATE_ACCOUNT' })
  @ApiOperation({
    operationId: 'describeAccount',
    summary: 'Say what deploying into an AWS account depends on',
    description: 'An approval stands: it is for the account and the region.',
  })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async describe(
    @Param('id') id: string,
    @Body({ schema: DescribeAccount }) body: DescribeAccount,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    request.auditParams = { id, ...body };
    const asked = { id, facts: factsToWire(body), expectedRevisions };
    const { account } = await this.accounts.describeAccount(asked, caller);
    return answer(reply, account);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'APPROVE_ACCOUNT' })
  @ApiOperation({
    operationId: 'approveAccount',
    summary: 'Approve an AWS account that somebody else asks for',
  })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async approve(
    @Param('id') id: string,
    @Body({ schema: ApproveAccount }) { comment = '', expiresAt }: ApproveAccount,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    const until = expiresAt ? { expiresAt: timestampFromDate(new Date(expiresAt)) } : {};
    const asked = { id, comment, expectedRevisions, ...until };
    const { account } = await this.accounts.approveAccount(asked, caller);
    return answer(reply, account);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Requires(APPROVE, { action: 'DECLINE_ACCOUNT' })
  @ApiOperation({ operationId: 'declineAccount', summary: 'Decline an AWS account' })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async decline(
    @Param('id') id: string,
    @Body({ schema: AccountReason }) { reason }: AccountReason,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    const asked = { id, reason, expectedRevisions };
    const { account } = await this.accounts.declineAccount(asked, caller);
    return answer(reply, account);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'WITHDRAW_ACCOUNT' })
  @ApiOperation({
    operationId: 'withdrawAccount',
    summary: 'Withdraw an AWS account, asked for or approved',
  })
  @ApiOkResponse({ standardSchema: Account })
  @ApiRefusals(400, 401, 403, 404, 409, 412)
  async withdraw(
    @Param('id') id: string,
    @Body({ schema: AccountReason }) { reason }: AccountReason,
    @IfMatch() expectedRevisions: number[],
    @Caller() caller: BusCaller,
    @Reply() reply: FastifyReply,
  ): Promise<Account> {
    const asked = { id, reason, expectedRevisions };
    const { account } = await this.accounts.withdrawAccount(asked, caller);
    return answer(reply, account);
  }
}
