import { ServiceError } from '@margay/contracts';
import { counter } from '@margay/observability';
import type { AssumableRole, AssumableRoles } from './assumable-roles.js';
import { assumeRole, CHAINED_SECONDS_MAX } from './assume-role.js';
import type { AwsClients } from './aws-clients.js';
import { REAL, type Surroundings } from './penalty.js';
import { type Session, SessionCache } from './session-cache.js';
import type { SessionOwner } from './session-name.js';

const opened = counter({
  name: 'margay_aws_sessions_opened_total',
  help: 'Sessions of roles that were asked for, by what came of it.',
  labels: ['outcome'],
});

/** Sessions of registered roles: those that are active, and no others. */
export class RoleSessions {
  private readonly cache: SessionCache;

  constructor(
    private readonly clients: AwsClients,
    readonly roles: AssumableRoles,
    private readonly owner: SessionOwner,
    options: { readonly seconds?: number; readonly around?: Surroundings } = {},
  ) {
    const { seconds = CHAINED_SECONDS_MAX, around = REAL } = options;
    this.cache = new SessionCache((arn, signal) => this.open(arn, seconds, signal), around);
    roles.onWithdrawn(({ arn }) => this.cache.withdraw(arn));
  }

  /**
   * Credentials of a role, asked of STS once however many ask for them.
   *
   * @throws ServiceError `forbidden` if the role is not active or does not let us in; `unavailable`
   */
  async roleSession(arn: string): Promise<Session> {
    await this.registered(arn);
    const session = await this.cache.get(arn);
    // It may have been taken away while this was on its way.
    session.signal.throwIfAborted();
    return session;
  }

  discard(session: Session): void {
    this.cache.discard(session);
  }

  /** @throws ServiceError `forbidden` */
  async registered(arn: string): Promise<AssumableRole> {
    const role = await this.roles.find(arn);
    if (!role) throw new ServiceError('forbidden', 'The role is not active.');
    return role;
  }

  private async open(arn: string, seconds: number, signal: AbortSignal) {
    const { externalId } = await this.registered(arn);
    try {
      const { owner } = this;
      const session = await assumeRole(this.clients.sts, {
        arn,
        externalId,
        seconds,
        owner,
        signal,
      });
      opened.inc({ outcome: 'opened' });
      return session;
    } catch (error) {
      opened.inc({ outcome: 'refused' });
      throw error;
    }
  }
}
