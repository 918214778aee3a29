import { randomUUID } from 'node:crypto';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { Documents } from '../policies/policy-review.js';
import { RoleReader, TrustedPrincipals } from '../role-reader.service.js';
import type { Role, RoleCommand, RoleEvent, VerificationStep } from '../role.decider.js';
import type { VerificationRow } from '../role.row.js';
import { offlineSteps } from './offline-steps.js';
import { complaintsOf, outcomeOfSteps } from './verification-step.js';
import { VerificationsQuery } from './verifications.query.js';

/** Starts verifications, concludes them, and shows them. Whoever leads takes the steps in between. */
@Injectable()
export class Verifications {
  constructor(
    private readonly roles: CommandHandler<RoleCommand, Role, RoleEvent>,
    private readonly reader: RoleReader,
    private readonly principals: TrustedPrincipals,
    private readonly query: VerificationsQuery,
  ) {}

  /**
   * Starts one, or finds the one that is under way.
   *
   * @throws ServiceError `not_found`; `conflict` for a role that is suspended or revoked
   */
  async start(roleId: string, documents: Documents, cause: Cause): Promise<VerificationRow> {
    const role = await this.reader.one(roleId);
    const open = (await this.query.of(roleId)).find(({ endedAt }) => endedAt === null);
    if (open) return open;
    const verificationId = randomUUID();
    const steps = offlineSteps(role, documents, this.principals.of(role.environment));
    await this.roles.execute(roleId, { type: 'StartVerification', verificationId, steps }, cause);
    const started = (await this.of(roleId)).find(({ id }) => id === verificationId);
    if (!started) throw new Error('What was just written is not read.');
    return started;
  }

  async of(roleId: string): Promise<readonly VerificationRow[]> {
    await this.reader.one(roleId);
    return this.query.of(roleId);
  }

  /** Writes what the steps came to. Nobody listens if the role was decided about meanwhile. */
  async conclude(
    { id: verificationId, roleId, steps: before }: VerificationRow,
    live: readonly VerificationStep[],
    cause: Cause,
  ): Promise<void> {
    const role = await this.reader.one(roleId);
    const steps = [...before, ...live];
    const inUse = role.status === 'active' || role.status === 'degraded';
    await this.roles.execute(
      roleId,
      {
        type: 'ConcludeVerification',
        verificationId,
        outcome: outcomeOfSteps(steps),
        complaints: complaintsOf(steps, inUse ? (role.verifiedAt ?? role.activatedAt) : undefined),
        steps,
      },
      cause,
    );
  }
}
