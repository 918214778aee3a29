import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { Registration } from './registration.js';

/** What a verification came to. `inconclusive`: AWS could not be asked, which says nothing about the role. */
export type VerificationOutcome = 'passed' | 'failed' | 'inconclusive';

/** One step of a verification that did not pass: which, why, and what to do. */
export interface Complaint {
  readonly step: string;
  readonly cause: string;
  readonly remedy: string;
}

/** One step of a verification, whatever came of it. */
export interface VerificationStep extends Complaint {
  readonly outcome: 'passed' | 'failed' | 'inconclusive' | 'skipped';
}

export type RoleCommand =
  | { readonly type: 'ProposeRole'; readonly registration: Registration }
  | {
      readonly type: 'StartVerification';
      readonly verificationId: string;
      /** Steps that needed no AWS, and are done. */
      readonly steps?: readonly VerificationStep[];
    }
  | {
      readonly type: 'ConcludeVerification';
      readonly verificationId: string;
      readonly outcome: VerificationOutcome;
      readonly complaints: readonly Complaint[];
      readonly steps?: readonly VerificationStep[];
    }
  | { readonly type: 'SuspendRole'; readonly reason: string }
  | { readonly type: 'ReinstateRole'; readonly reason: string }
  | { readonly type: 'RevokeRole'; readonly reason: string };

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type RoleEvent =
  | { readonly type: 'RoleProposed'; readonly registration: Registration }
  /** With its ARN, for those who hear of an event and nothing else. */
  | (RoleChange & { readonly arn: string });

/** Of one verification. The first ones were recorded without their steps. */
interface OfVerification {
  readonly verificationId: string;
  readonly steps?: readonly VerificationStep[];
}

export type RoleChange =
  | (OfVerification & { readonly type: 'RoleVerificationStarted' })
  | (OfVerification & { readonly type: 'RoleVerificationEnded' })
  | (OfVerification & {
      readonly type: 'RoleVerificationFailed';
      readonly complaints: readonly Complaint[];
    })
  | (OfVerification & { readonly type: 'RoleActivated' })
  | (OfVerification & {
      readonly type: 'RoleDegraded';
      readonly complaints: readonly Complaint[];
    })
  | { readonly type: 'RoleSuspended'; readonly reason: string }
  | { readonly type: 'RoleReinstated'; readonly reason: string }
  | { readonly type: 'RoleRevoked'; readonly reason: string };

export type RoleStatus = 'proposed' | 'verifying' | 'active' | 'degraded' | 'suspended' | 'revoked';

/** Only an `active` role may be assumed. */
export type Role =
  | { readonly is: 'none' }
  | { readonly is: 'revoked'; readonly arn: string }
  /** Its verification, if one is under way, changes nothing before it has ended. */
  | { readonly is: 'proposed' | 'suspended'; readonly arn: string }
  | { readonly is: 'verifying'; readonly arn: string; readonly verificationId: string }
  | { readonly is: 'active'; readonly arn: string; readonly verificationId?: string }
  | {
      readonly is: 'degraded';
      readonly arn: string;
      readonly failures: number;
      readonly verificationId?: string;
    };

type Known = Exclude<Role, { is: 'none' }>;

/** So many failures in a row and nobody but a person brings a role back. */
export const FAILURES_MAX = 3;

const unknown = () => new ServiceError('not_found', 'There is no such role.');
const gone = () => new ServiceError('conflict', 'The role is revoked, and stays so.');
const suspended = () =>
  new ServiceError('conflict', 'The role is suspended. Reinstate it before it is verified.');

type Start = Extract<RoleCommand, { type: 'StartVerification' }>;

function startVerification(role: Known, { verificationId, steps }: Start): readonly RoleChange[] {
  switch (role.is) {
    case 'revoked':
      throw gone();
    case 'suspended':
      throw suspended();
    // One that never ended, because its process did, gives way to the next.
    case 'verifying':
    case 'proposed':
    case 'active':
    case 'degraded':
      if ('verificationId' in role && role.verificationId === verificationId) return [];
      return [{ type: 'RoleVerificationStarted', verificationId, ...(steps ? { steps } : {}) }];
  }
}

type Conclusion = Extract<RoleCommand, { type: 'ConcludeVerification' }>;

function concludeVerification(role: Known, command: Conclusion): readonly RoleChange[] {
  const { outcome, complaints } = command;
  // Another one has taken its place, or somebody has decided about the role meanwhile.
  if (!('verificationId' in role) || role.verificationId !== command.verificationId) return [];
  const { verificationId, steps } = command;
  const verification = { verificationId, ...(steps ? { steps } : {}) };
  const ended: RoleChange = { type: 'RoleVerificationEnded', ...verification };
  const degraded: RoleChange = { type: 'RoleDegraded', ...verification, complaints };
  switch (outcome) {
    case 'inconclusive':
      return [ended];
    case 'passed':
      return role.is === 'active' ? [ended] : [{ type: 'RoleActivated', ...verification }];
    case 'failed':
      if (role.is === 'verifying')
        return [{ type: 'RoleVerificationFailed', ...verification, complaints }];
      if (role.is === 'active' || role.failures + 1 < FAILURES_MAX) return [degraded];
      return [
        degraded,
        {
          type: 'RoleSuspended',
          reason: `It failed ${FAILURES_MAX} verifications in a row.`,
        },
      ];
  }
}

function changesBy(
  command: Exclude<RoleCommand, { type: 'ProposeRole' }>,
  role: Known,
): readonly RoleChange[] {
  switch (command.type) {
    case 'StartVerification':
      return startVerification(role, command);
    case 'ConcludeVerification':
      return concludeVerification(role, command);
    case 'SuspendRole':
      if (role.is === 'revoked') throw gone();
      return role.is === 'suspended' ? [] : [{ type: 'RoleSuspended', reason: command.reason }];
    case 'ReinstateRole':
      if (role.is === 'revoked') throw gone();
      return role.is === 'suspended' ? [{ type: 'RoleReinstated', reason: command.reason }] : [];
    case 'RevokeRole':
      return role.is === 'revoked' ? [] : [{ type: 'RoleRevoked', reason: command.reason }];
  }
}

export const roleDecider: Decider<RoleCommand, Role, RoleEvent> = {
  initial: { is: 'none' },

  decide(command, role) {
    if (command.type === 'ProposeRole') {
      if (role.is !== 'none') throw new ServiceError('conflict', 'The role already exists.');
      return [{ type: 'RoleProposed', registration: command.registration }];
    }
    if (role.is === 'none') throw unknown();
    const { arn } = role;
    return changesBy(command, role).map((change) => ({ ...change, arn }));
  },

  evolve(role, event) {
    if (event.type === 'RoleProposed') return { is: 'proposed', arn: event.registration.arn };
    if (role.is === 'none' || role.is === 'revoked') return role;
    const { arn } = role;
    switch (event.type) {
      case 'RoleVerificationStarted': {
        const { verificationId } = event;
        // What is in use stays in use while it is looked at again.
        return role.is === 'active' || role.is === 'degraded'
          ? { ...role, verificationId }
          : { is: 'verifying', arn, verificationId };
      }
      case 'RoleVerificationEnded':
        if (role.is === 'active') return { is: 'active', arn };
        return role.is === 'degraded'
          ? { is: 'degraded', arn, failures: role.failures }
          : { is: 'proposed', arn };
      case 'RoleVerificationFailed':
      case 'RoleReinstated':
        return { is: 'proposed', arn };
      case 'RoleActivated':
        return { is: 'active', arn };
      case 'RoleDegraded':
        return { is: 'degraded', arn, failures: role.is === 'degraded' ? role.failures + 1 : 1 };
      case 'RoleSuspended':
        return { is: 'suspended', arn };
      case 'RoleRevoked':
        return { is: 'revoked', arn };
    }
  },
};
