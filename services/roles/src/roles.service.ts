import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { ExternalIds } from './external-id.service.js';
import { type Proposal, type Registration, registrationOf } from './registration.js';
import type { Role, RoleCommand, RoleEvent } from './role.decider.js';
import { identityOf, parseRoleArn } from './role-arn.js';
import { RoleReader, TrustedPrincipals } from './role-reader.service.js';

const REASON_LENGTH_MAX = 500;

const identity = ({ arn }: Registration): string => {
  const parsed = parseRoleArn(arn);
  return 'problem' in parsed ? arn : identityOf(parsed);
};

/** What other streams may not have at the same time: a role is registered once. */
export const tagsOf = (event: RoleEvent): readonly string[] =>
  event.type === 'RoleProposed' ? [identity(event.registration)] : [];

const taken = () =>
  new ServiceError('conflict', 'The role is registered already.', {
    fields: [
      { path: 'arn', message: 'Revoke what it is registered as before registering it anew.' },
    ],
  });

@Injectable()
export class RolesService {
  constructor(
    private readonly roles: CommandHandler<RoleCommand, Role, RoleEvent>,
    private readonly reader: RoleReader,
    private readonly principals: TrustedPrincipals,
    private readonly externalIds: ExternalIds,
  ) {}

  /** @returns the new role's id */
  async propose(proposal: Proposal, cause: Cause): Promise<string> {
    const registration = registrationOf(proposal, this.principals.value, this.externalIds.next());
    const tag = identity(registration);
    const { held, releasedAt } = await this.reader.tenure(tag);
    if (held) throw taken();
    const id = randomUUID();
    try {
      // Whoever revokes gives the ARN back: proposals from before that no longer count. Those after
      // it do, and the log itself refuses the second of two that come at once.
      const unless = { tags: [tag], after: releasedAt };
      await this.roles.execute(id, { type: 'ProposeRole', registration }, cause, { unless });
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'conflict') throw taken();
      throw error;
    }
    return id;
  }

  /** @param reason why, for whoever reads the role's history or the audit log; 1 to 500 characters */
  async change(
    id: string,
    type: 'SuspendRole' | 'ReinstateRole' | 'RevokeRole',
    reason: string,
    cause: Cause,
  ): Promise<void> {
    const trimmed = reason.trim();
    if (trimmed === '' || trimmed.length > REASON_LENGTH_MAX)
      throw new ServiceError('bad_request', 'A reason is needed.', {
        fields: [{ path: 'reason', message: `Must be 1 to ${REASON_LENGTH_MAX} characters.` }],
      });
    await this.roles.execute(id, { type, reason: trimmed }, cause);
  }
}
