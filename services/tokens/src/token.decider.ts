import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import { type Change, changedGrant, type Grant, grantOf, isSameGrant } from './grant.js';
import type { Digest } from './token-digest.js';
import type { TokenEvent } from './token-event.js';

export type TokenCommand =
  | { readonly type: 'CreateToken'; readonly grant: Grant; readonly digest: Digest }
  | { readonly type: 'UpdateToken'; readonly change: Change }
  | { readonly type: 'RotateToken'; readonly digest: Digest }
  | { readonly type: 'DeleteToken' };

export interface LiveToken {
  readonly is: 'live';
  readonly grant: Grant;
  /** What its value is told by. */
  readonly digest: Digest;
  readonly generation: number;
}

export type Token =
  { readonly is: 'none' } | LiveToken | { readonly is: 'deleted'; readonly name: string };

const noSuchToken = () => new ServiceError('not_found', 'There is no such token.');

/** @throws ServiceError `not_found` for a token that is not there, or no longer */
function live(token: Token): LiveToken {
  if (token.is !== 'live') throw noSuchToken();
  return token;
}

export const tokenDecider: Decider<TokenCommand, Token, TokenEvent> = {
  initial: { is: 'none' },

  decide(command, token) {
    switch (command.type) {
      case 'CreateToken':
        if (token.is !== 'none') throw new ServiceError('conflict', 'The token already exists.');
        return [{ type: 'TokenCreated', grant: grantOf(command.grant), digest: command.digest }];
      case 'UpdateToken': {
        const before = live(token).grant;
        const grant = changedGrant(before, command.change);
        return isSameGrant(before, grant) ? [] : [{ type: 'TokenUpdated', grant }];
      }
      case 'RotateToken': {
        const { grant, digest, generation } = live(token);
        if (digest.hmac === command.digest.hmac) return [];
        return [
          {
            type: 'TokenRotated',
            name: grant.name,
            digest: command.digest,
            generation: generation + 1,
          },
        ];
      }
      case 'DeleteToken':
        if (token.is === 'none') throw noSuchToken();
        return token.is === 'live' ? [{ type: 'TokenDeleted', name: token.grant.name }] : [];
    }
  },

  evolve(token, event) {
    switch (event.type) {
      case 'TokenCreated':
        return { is: 'live', grant: event.grant, digest: event.digest, generation: 1 };
      case 'TokenUpdated':
        return token.is === 'live' ? { ...token, grant: event.grant } : token;
      case 'TokenRotated':
        return token.is === 'live'
          ? { ...token, digest: event.digest, generation: event.generation }
          : token;
      case 'TokenDeleted':
        return { is: 'deleted', name: event.name };
    }
  },
};
