import { afterRekeying } from './rekeying.js';
import { afterEnd, afterRotation, afterUndo } from './rotation.js';
import type { LiveToken, Token } from './token.js';
import { isNotice, type Notice, type TokenEvent } from './token-event.js';

function afterNotice(token: LiveToken, event: Notice): LiveToken {
  switch (event.type) {
    case 'RetiredValueUsed':
      return { ...token, alarmed: { generation: event.generation, at: event.at } };
    case 'TokenLeaked':
      return { ...token, leaked: [...(token.leaked ?? []), event.generation] };
    case 'TokenExpiring':
      return { ...token, noticed: event.daysLeft };
    case 'TokenExpired':
      return { ...token, noticed: 0 };
    case 'TokenValueRekeyed':
      return afterRekeying(token, event.generation, event.digest);
  }
}

function afterUpdate(token: LiveToken, event: Extract<TokenEvent, { type: 'TokenUpdated' }>) {
  const { grant, expiresAt = token.expiresAt } = event;
  if (expiresAt === token.expiresAt) return { ...token, grant };
  // Another end, other notices.
  const { noticed: _ofThatEnd, ...rest } = token;
  return { ...rest, grant, expiresAt };
}

type Change = Exclude<TokenEvent, Notice | { type: 'TokenCreated' | 'TokenDeleted' }>;

function afterChange(before: LiveToken, event: Change): LiveToken {
  const token = { ...before, revision: before.revision + 1 };
  switch (event.type) {
    case 'TokenUpdated':
      return afterUpdate(token, event);
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

/** What a token is after an event. */
export function evolve(token: Token, event: TokenEvent): Token {
  switch (event.type) {
    case 'TokenCreated': {
      const { grant, digest, expiresAt = null } = event;
      return { is: 'live', grant, digest, revision: 1, generation: 1, generations: 1, expiresAt };
    }
    case 'TokenDeleted':
      return { is: 'deleted', name: event.name };
    default:
      if (token.is !== 'live') return token;
      return isNotice(event) ? afterNotice(token, event) : afterChange(token, event);
  }
}
