import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import { checked } from '../checked.js';
import { Comment, Reason } from '../reason.js';
import type { Override, OverrideCommand, OverrideEvent } from './override.decider.js';
import { TargetText } from './plan-request.js';
import type { UpgradeQuestion } from './upgrade-question.js';

export const OVERRIDES = Symbol('overrides');

const OverrideRequest = z.object({ accountId: z.string(), target: TargetText, reason: Reason });

const personOf = ({ type, id }: { readonly type: string; readonly id: string }) => `${type} ${id}`;

/** What is decided about overrides. Each answers with the override's id. */
@Injectable()
export class OverridesService {
  constructor(
    @Inject(OVERRIDES)
    private readonly overrides: CommandHandler<OverrideCommand, Override, OverrideEvent>,
    private readonly accounts: AccountReader,
  ) {}

  async request(given: z.input<typeof OverrideRequest>, cause: Cause): Promise<string> {
    const asked = checked(OverrideRequest, given);
    await this.accounts.one(asked.accountId);
    const command = { type: 'RequestOverride', ...asked, by: cause.actor } as const;
    return this.execute(randomUUID(), command, cause);
  }

  async approve(
    id: string,
    given: { readonly comment: string },
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<string> {
    const { comment } = checked(z.object({ comment: Comment }), given);
    const command = {
      type: 'ApproveOverride',
      comment,
      expectedRevisions,
      by: cause.actor,
    } as const;
    return this.execute(id, command, cause);
  }

  async withdraw(
    id: string,
    given: { readonly reason: string },
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<string> {
    const { reason } = checked(z.object({ reason: Reason }), given);
    return this.execute(id, { type: 'WithdrawOverride', reason, expectedRevisions }, cause);
  }

  /** @throws ServiceError `conflict` for one that does not permit this plan */
  async approved(
    id: string,
    accountId: string,
    target: string,
  ): Promise<NonNullable<UpgradeQuestion['override']>> {
    const override = z.uuid().safeParse(id).success ? await this.overrides.state(id) : undefined;
    if (override === undefined || override.is === 'none')
      throw new ServiceError('not_found', 'There is no such override.');
    if (override.is !== 'approved')
      throw new ServiceError('conflict', `The override is ${override.is}, not approved.`);
    if (override.accountId !== accountId || override.target !== target)
      throw new ServiceError(
        'conflict',
        `The override is for ${override.accountId} and ${override.target}.`,
      );
    const { reason, by, approvedBy } = override;
    return { reason, by: personOf(by), approvedBy: personOf(approvedBy) };
  }

  private async execute(id: string, command: OverrideCommand, cause: Cause): Promise<string> {
    await this.overrides.execute(id, command, cause);
    return id;
  }
}
