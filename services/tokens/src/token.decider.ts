import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { Grant } from './grant.js';
import type { Digest } from './token-digest.js';

export type TokenCommand =
  | { readonly type: 'CreateToken'; readonly grant: Grant; readonly digest: Digest }
  | { readonly type: 'DeleteToken' };

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type TokenEvent =
  | { readonly type: 'TokenCreated'; readonly grant: Grant; readonly digest: Digest }
  | { readonly type: 'TokenDeleted'; readonly name: string };

export type Token =
  | { readonly is: 'none' }
  | { readonly is: 'live'; readonly name: string }
  | { readonly is: 'deleted' };

export const tokenDecider: Decider<TokenCommand, Token, TokenEvent> = {
  initial: { is: 'none' },

  decide(command, token) {
    switch (command.type) {
      case 'CreateToken':
        if (token.is !== 'none') throw new ServiceError('conflict', 'The token already exists.');
        return [{ ...command, type: 'TokenCreated' }];
      case 'DeleteToken':
        if (token.is === 'none') throw new ServiceError('not_found', 'There is no such token.');
        return token.is === 'live' ? [{ type: 'TokenDeleted', name: token.name }] : [];
    }
  },

  evolve(_token, event) {
    switch (event.type) {
      case 'TokenCreated':
        return { is: 'live', name: event.grant.name };
      case 'TokenDeleted':
        return { is: 'deleted' };
    }
  },
};
