import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { assertWithin } from './authority.js';
import { changedGrant, type Grant, grantOf, isSameGrant } from './grant.js';
import { defaultExpiry, expiryProblem } from './lifetime.js';
import { noticeExpiry } from './expiry-notice.js';
import { leaks, reportLeak } from './leak.js';
import { type Guard, lockouts, manages, MANAGER_LOST } from './lockout.js';
import { rekey } from './rekeying.js';
import { alarm, endRotation, graceOf, undoRotation } from './rotation.js';
import type { LiveToken, Token } from './token.js';
import type { Terms, TokenCommand } from './token-command.js';
import { evolve } from './token-evolution.js';
import type { TokenEvent } from './token-event.js';

type Command<Type extends TokenCommand['type']> = Extract<TokenCommand, { type: Type }>;

const REASON_LENGTH_MAX = 500;

const noSuchToken = () => new ServiceError('not_found', 'There is no such token.');

/** @throws ServiceError `not_found` for a token that is not there, or no longer */
function live(token: Token): LiveToken {
  if (token.is !== 'live') throw noSuchToken();
  return token;
}

/** @throws ServiceError `precondition_failed` when the token is not as the caller takes it to be */
function assertRevision(command: TokenCommand, token: Token): void {
  if (!('ifMatch' in command) || token.is !== 'live') return;
  if (!command.ifMatch?.includes(token.revision))
    throw new ServiceError('precondition_failed', 'Somebody else changed it first.');
}

/** @throws ServiceError `bad_request` for an end that is over or too far away */
function assertExpiry(expiresAt: string | null, { at, lifetimes }: Terms): void {
  const problem = expiryProblem(expiresAt, at, lifetimes);
  if (problem)
    throw new ServiceError('bad_request', 'The token cannot end then.', { fields: [problem] });
}

/** @throws ServiceError `conflict` naming everybody whom it would lock out */
function assertNoLockout(guard: Guard | undefined, before: Grant, after?: Grant): void {
  const fields = guard ? lockouts(guard, before, after) : [];
  if (fields.length > 0)
    throw new ServiceError(
      'conflict',
      'This would lock somebody out. To mean it, say force=true.',
      {
        fields,
      },
    );
}

function create({ grant: input, digest, expiresAt: asked, terms }: Command<'CreateToken'>) {
  const grant = grantOf(input);
  if (asked !== undefined) assertExpiry(asked, terms);
  const expiresAt =
    asked === undefined ? defaultExpiry(terms.lifetimes, terms.at, terms.maker.expiresAt) : asked;
  const override = assertWithin(terms, { grant, expiresAt }, input);
  return { type: 'TokenCreated', grant, digest, expiresAt, ...override } as const;
}

function update(before: LiveToken, command: Command<'UpdateToken'>) {
  const { change, expiresAt: asked, terms, guard } = command;
  const grant = changedGrant(before.grant, change);
  const expiresAt = asked === undefined ? before.expiresAt : asked;
  // What is read and written back is no new wish, even if the organisation has become stricter.
  if (expiresAt !== before.expiresAt) assertExpiry(expiresAt, terms);
  if (expiresAt === before.expiresAt && isSameGrant(before.grant, grant)) return [];
  const override = assertWithin(terms, { grant, expiresAt }, change);
  assertNoLockout(guard, before.grant, grant);
  return [{ type: 'TokenUpdated', grant, expiresAt, ...override } as const];
}

function rotate(before: LiveToken, command: Command<'RotateToken'>) {
  const { digest, graceSeconds, terms } = command;
  if (command.repeatOnly)
    throw new ServiceError('forbidden', 'A value that was replaced cannot rotate its token.');
  if (before.digest.hmac === digest.hmac) return [];
  // Whoever rotates learns the value, and so can do what the token can.
  const override = assertWithin(terms, before);
  const { grant, generations } = before;
  const previousWorksUntil = graceOf(before, terms.at, graceSeconds);
  return [
    {
      type: 'TokenRotated',
      name: grant.name,
      digest,
      generation: generations + 1,
      ...(previousWorksUntil === undefined ? {} : { previousWorksUntil }),
      ...override,
    } as const,
  ];
}

function disable({ grant, disabled }: LiveToken, { reason, guard }: Command<'DisableToken'>) {
  if (reason.trim() === '' || reason.length > REASON_LENGTH_MAX)
    throw new ServiceError('bad_request', 'The token cannot be disabled like this.', {
      fields: [{ path: 'reason', message: `From 1 to ${REASON_LENGTH_MAX} characters.` }],
    });
  if (disabled) return [];
  assertNoLockout(guard, grant);
  return [{ type: 'TokenDisabled', name: grant.name, reason: reason.trim() } as const];
}

function enable(token: LiveToken, { at }: Command<'EnableToken'>) {
  const { disabled, grant } = token;
  if (!disabled) return [];
  if (leaks(token, at))
    throw new ServiceError('conflict', 'A value that leaked would work again. Rotate it first.');
  return [{ type: 'TokenEnabled', name: grant.name } as const];
}

function remove({ grant }: LiveToken, { guard, reason, revocationId }: Command<'DeleteToken'>) {
  assertNoLockout(guard, grant);
  return [
    {
      type: 'TokenDeleted',
      name: grant.name,
      ...(reason === undefined ? {} : { reason }),
      ...(revocationId === undefined ? {} : { revocationId }),
    } as const,
  ];
}

export const tokenDecider: Decider<TokenCommand, Token, TokenEvent> = {
  initial: { is: 'none' },

  decide(command, token) {
    assertRevision(command, token);
    switch (command.type) {
      case 'CreateToken':
        if (token.is !== 'none') throw new ServiceError('conflict', 'The token already exists.');
        return [create(command)];
      case 'UpdateToken':
        return update(live(token), command);
      case 'RotateToken':
        return rotate(live(token), command);
      case 'EndRotation':
        return endRotation(live(token), command.at);
      case 'UndoRotation':
        return undoRotation(live(token), command.at);
      case 'ReportRetiredUse':
        return token.is === 'live' ? alarm(token, command.generation, command.at) : [];
      case 'DisableToken':
        return disable(live(token), command);
      case 'EnableToken':
        return enable(live(token), command);
      case 'DeleteToken':
        if (token.is === 'none') throw noSuchToken();
        if (token.is === 'deleted') return [];
        return remove(token, command);
      case 'ReportLeak':
        return token.is === 'live' ? reportLeak(token, command) : [];
      case 'NoticeExpiry':
        return token.is === 'live' ? noticeExpiry(token, command.at) : [];
      case 'RekeyValue':
        return token.is === 'live' ? rekey(token, command.generation, command.digest) : [];
    }
  },

  evolve,
};

/** For rules over all tokens: who manages them must not change unseen. */
export const tagsOf = (event: TokenEvent): readonly string[] =>
  event.type === 'TokenDeleted' ||
  event.type === 'TokenDisabled' ||
  (event.type === 'TokenUpdated' && !manages(event.grant))
    ? [MANAGER_LOST]
    : [];
