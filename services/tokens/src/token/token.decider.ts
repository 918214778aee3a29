import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { assertWithin } from './authority.js';
import { changedGrant, type Grant, grantOf, isSameGrant } from './grant.js';
import { defaultExpiry, expiryProblem } from './lifetime.js';
import { type Guard, lockouts, manages, MANAGER_LOST } from './lockout.js';
import {
  afterEnd,
  afterRotation,
  afterUndo,
  alarm,
  endRotation,
  graceOf,
  undoRotation,
} from './rotation.js';
import type { LiveToken, Token } from './token.js';
import type { Terms, TokenCommand } from './token-command.js';
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

type Changing = Exclude<TokenEvent, { type: 'TokenCreated' | 'TokenDeleted' }>;

function evolveLive(before: LiveToken, event: Changing): LiveToken {
  if (event.type === 'RetiredValueUsed') {
    const { generation, at } = event;
    return { ...before, alarmed: { generation, at } };
  }
  const token = { ...before, revision: before.revision + 1 };
  switch (event.type) {
    case 'TokenUpdated':
      return {
        ...token,
        grant: event.grant,
        expiresAt: event.expiresAt === undefined ? token.expiresAt : event.expiresAt,
      };
    case 'TokenRotated':
      return afterRotation(token, event);
    case 'RotationEnded':
      return afterEnd(token);
    case 'RotationUndone':
      return afterUndo(token);
    case 'TokenDisabled':
      return { ...token, disabled: { reason: event.reason } };
    case 'TokenEnabled': {
      const { disabled: _over, ...rest } = token;
      return rest;
    }
  }
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
      case 'EnableToken': {
        const { disabled, grant } = live(token);
        return disabled ? [{ type: 'TokenEnabled', name: grant.name }] : [];
      }
      case 'DeleteToken':
        if (token.is === 'none') throw noSuchToken();
        if (token.is === 'deleted') return [];
        assertNoLockout(command.guard, token.grant);
        return [{ type: 'TokenDeleted', name: token.grant.name }];
    }
  },

  evolve(token, event) {
    switch (event.type) {
      case 'TokenCreated': {
        const { grant, digest, expiresAt = null } = event;
        return { is: 'live', grant, digest, revision: 1, generation: 1, generations: 1, expiresAt };
      }
      case 'TokenDeleted':
        return { is: 'deleted', name: event.name };
      default:
        return token.is === 'live' ? evolveLive(token, event) : token;
    }
  },
};

/** For rules over all tokens: who manages them must not change unseen. */
export const tagsOf = (event: TokenEvent): readonly string[] =>
  event.type === 'TokenDeleted' ||
  event.type === 'TokenDisabled' ||
  (event.type === 'TokenUpdated' && !manages(event.grant))
    ? [MANAGER_LOST]
    : [];
