import type { Actor } from '@margay/contracts';
import type { Grant } from './grant.js';
import type { Digest } from '../authentication/token-digest.js';

/** What happens to tokens. Stored for ever under these names and shapes: add new ones, never edit. */
export type TokenEvent =
  | {
      readonly type: 'TokenCreated';
      readonly grant: Grant;
      readonly digest: Digest;
      /** Left out or null: never. */
      readonly expiresAt?: string | null;
      /** Why it could do more than its maker. */
      readonly overrideReason?: string;
    }
  | {
      readonly type: 'TokenUpdated';
      readonly grant: Grant;
      readonly expiresAt?: string | null;
      readonly overrideReason?: string;
    }
  | {
      readonly type: 'TokenRotated';
      readonly name: string;
      readonly digest: Digest;
      /** Of the new value; the first value of a token is of generation 1. */
      readonly generation: number;
      /** Of the value before. Left out: no longer. */
      readonly previousWorksUntil?: string;
      readonly overrideReason?: string;
    }
  /** The value before stopped working early. */
  | { readonly type: 'RotationEnded'; readonly name: string; readonly generation: number }
  | {
      readonly type: 'RotationUndone';
      readonly name: string;
      /** The one that is in force again. */
      readonly generation: number;
      readonly retired: number;
    }
  | {
      readonly type: 'RetiredValueUsed';
      readonly name: string;
      readonly generation: number;
      readonly at: string;
    }
  | { readonly type: 'TokenDisabled'; readonly name: string; readonly reason: string }
  | { readonly type: 'TokenEnabled'; readonly name: string }
  | {
      readonly type: 'TokenDeleted';
      readonly name: string;
      readonly reason?: string;
      /** What it was part of. */
      readonly revocationId?: string;
    }
  | {
      readonly type: 'TokenLeaked';
      readonly name: string;
      readonly generation: number;
      readonly owner: Actor;
      /** Where the value was found, in the reporter's words. */
      readonly source: string;
      /** Whether it worked when it was reported. */
      readonly worked: boolean;
    }
  | {
      readonly type: 'TokenExpiring';
      readonly name: string;
      readonly expiresAt: string;
      readonly daysLeft: number;
    }
  | { readonly type: 'TokenExpired'; readonly name: string; readonly expiresAt: string }
  | {
      readonly type: 'TokenValueRekeyed';
      readonly name: string;
      readonly generation: number;
      /** Of the same value, under another pepper. */
      readonly digest: Digest;
    };

/** What is noticed about a token, without anything about it being changed. */
export type Notice = Extract<
  TokenEvent,
  {
    type:
      'RetiredValueUsed' | 'TokenLeaked' | 'TokenExpiring' | 'TokenExpired' | 'TokenValueRekeyed';
  }
>;

const NOTICES: Readonly<Record<Notice['type'], true>> = {
  RetiredValueUsed: true,
  TokenLeaked: true,
  TokenExpiring: true,
  TokenExpired: true,
  TokenValueRekeyed: true,
};

export const isNotice = (event: TokenEvent): event is Notice => Object.hasOwn(NOTICES, event.type);
