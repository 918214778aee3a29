import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  AccountsApi,
  type ApproveAccountRequest,
  type ApproveAccountResponseSchema,
  type DeclineAccountRequest,
  type DeclineAccountResponseSchema,
  type DescribeAccountRequest,
  type DescribeAccountResponseSchema,
  type GetAccountRequest,
  type GetAccountResponseSchema,
  type ListAccountsRequest,
  type ListAccountsResponseSchema,
  type ListRegionsResponseSchema,
  type RequestAccountRequest,
  type RequestAccountResponseSchema,
  type WithdrawAccountRequest,
  type WithdrawAccountResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AccountReader } from './account-reader.service.js';
import { AccountsService } from './accounts.service.js';
import { accountToWire, factsFromWire } from './accounts.wire.js';
import { REGIONS } from './region.js';

@Controller()
export class AccountsController implements Served<typeof AccountsApi> {
  constructor(
    private readonly accounts: AccountsService,
    private readonly reader: AccountReader,
  ) {}

  @Rpc(AccountsApi.method.requestAccount)
  async requestAccount(
    @Payload() { account, region, facts, comment }: RequestAccountRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RequestAccountResponseSchema>> {
    const asked = { account, region, facts: factsFromWire(facts), comment };
    return this.answer(this.accounts.request(asked, causeOf(call)));
  }

  @Rpc(AccountsApi.method.getAccount)
  async getAccount(
    @Payload() { id }: GetAccountRequest,
  ): Promise<MessageInitShape<typeof GetAccountResponseSchema>> {
    return { account: accountToWire(await this.reader.one(id)) };
  }

  @Rpc(AccountsApi.method.listAccounts)
  async listAccounts(
    @Payload() { limit, cursor, status, account, region }: ListAccountsRequest,
  ): Promise<MessageInitShape<typeof ListAccountsResponseSchema>> {
    const { accounts, next } = await this.reader.page({ status, account, region }, limit, cursor);
    return { accounts: accounts.map(accountToWire), next };
  }

  @Rpc(AccountsApi.method.listRegions)
  listRegions(): Promise<MessageInitShape<typeof ListRegionsResponseSchema>> {
    return Promise.resolve({ regions: [...REGIONS] });
  }

  @Rpc(AccountsApi.method.describeAccount)
  async describeAccount(
    @Payload() { id, facts, expectedRevisions }: DescribeAccountRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DescribeAccountResponseSchema>> {
    const asked = { facts: factsFromWire(facts) };
    return this.answer(this.accounts.describe(id, asked, expectedRevisions, causeOf(call)));
  }

  @Rpc(AccountsApi.method.approveAccount)
  async approveAccount(
    @Payload() { id, comment, expiresAt, expectedRevisions }: ApproveAccountRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ApproveAccountResponseSchema>> {
    const asked = { comment, ...(expiresAt ? { expiresAt: timestampDate(expiresAt) } : {}) };
    return this.answer(this.accounts.approve(id, asked, expectedRevisions, causeOf(call)));
  }

  @Rpc(AccountsApi.method.declineAccount)
  async declineAccount(
    @Payload() { id, reason, expectedRevisions }: DeclineAccountRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DeclineAccountResponseSchema>> {
    const type = 'DeclineAccount';
    return this.answer(this.accounts.end(id, type, { reason }, expectedRevisions, causeOf(call)));
  }

  @Rpc(AccountsApi.method.withdrawAccount)
  async withdrawAccount(
    @Payload() { id, reason, expectedRevisions }: WithdrawAccountRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof WithdrawAccountResponseSchema>> {
    const type = 'WithdrawAccount';
    return this.answer(this.accounts.end(id, type, { reason }, expectedRevisions, causeOf(call)));
  }

  private async answer(decided: Promise<string>) {
    return { account: accountToWire(await this.reader.one(await decided)) };
  }
}
