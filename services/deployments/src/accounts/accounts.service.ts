import { randomBytes } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../checked.js';
import { Reason, Comment } from '../reason.js';
import { accountId, AccountFacts, AccountNumber, foreignRoles, placeOf } from './account.js';
import type { Account, AccountCommand, AccountEvent } from './account.decider.js';
import { REGIONS } from './region.js';

export const ACCOUNTS = Symbol('accounts');

const AccountRequest = z.object({
  account: AccountNumber,
  region: z.enum(REGIONS, { error: `Must be one of ${REGIONS.join(', ')}.` }),
  facts: AccountFacts,
  comment: Comment,
});

/**
 * The word without which nobody may use us to look into an account that trusts us. Made here and never taken
 * from a caller: one of somebody's own choosing could be copied from another account's role.
 */
const newExternalId = (): string => `margay-${randomBytes(24).toString('base64url')}`;

function assertOwnRole(account: string, facts: AccountFacts): void {
  const fields = foreignRoles(account, facts).map((name) => ({
    path: `facts.${name}`,
    message: 'Must be a role of the account itself.',
  }));
  if (fields.length > 0)
    throw new ServiceError('bad_request', 'It cannot be done like this.', { fields });
}

/** What is decided about accounts. Each answers with the account's id. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(ACCOUNTS)
    private readonly accounts: CommandHandler<AccountCommand, Account, AccountEvent>,
  ) {}

  async request(asked: z.input<typeof AccountRequest>, cause: Cause): Promise<string> {
    const { account, region, ...rest } = checked(AccountRequest, asked);
    assertOwnRole(account, rest.facts);
    const id = accountId(account, region);
    const externalId = newExternalId();
    const command = { type: 'RequestAccount', ...rest, by: cause.actor, externalId } as const;
    await this.accounts.execute(id, command, cause);
    return id;
  }

  async describe(
    id: string,
    asked: { readonly facts: z.input<typeof AccountFacts> },
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<string> {
    const { facts } = checked(z.object({ facts: AccountFacts }), asked);
    assertOwnRole(placeOf(id).account, facts);
    const command = {
      type: 'DescribeAccount',
      facts,
      expectedRevisions,
      by: cause.actor,
      externalId: newExternalId(),
    } as const;
    await this.accounts.execute(id, command, cause);
    return id;
  }

  async approve(
    id: string,
    asked: { readonly comment: string; readonly expiresAt?: Date },
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<string> {
    const { comment } = checked(z.object({ comment: Comment }), asked);
    const command = {
      type: 'ApproveAccount',
      comment,
      expectedRevisions,
      by: cause.actor,
      at: new Date().toISOString(),
      ...(asked.expiresAt ? { expiresAt: asked.expiresAt.toISOString() } : {}),
    } as const;
    await this.accounts.execute(id, command, cause);
    return id;
  }

  async end(
    id: string,
    type: 'DeclineAccount' | 'WithdrawAccount',
    asked: { readonly reason: string },
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<string> {
    const { reason } = checked(z.object({ reason: Reason }), asked);
    await this.accounts.execute(id, { type, reason, expectedRevisions }, cause);
    return id;
  }

  /** Takes note that an approval is over, if it is. */
  async expire(id: string, at: Date, cause: Cause): Promise<void> {
    await this.accounts.execute(id, { type: 'ExpireAccount', at: at.toISOString() }, cause);
  }
}
