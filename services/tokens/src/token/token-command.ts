import type { Actor } from '@margay/contracts';
import type { Holding } from './authority.js';
import type { Change, Grant } from './grant.js';
import type { Lifetimes } from './lifetime.js';
import type { LeakPolicy } from './leak.js';
import type { Guard } from './lockout.js';
import type { Digest } from '../authentication/token-digest.js';

/** On what terms somebody hands on rights. */
export interface Terms {
  /** What they hold themselves. */
  readonly maker: Holding;
  /** Why they may hand on more than they hold; heard only from holders of all permissions. */
  readonly overrideReason?: string;
  /** Now, ISO 8601 in UTC. */
  readonly at: string;
  /** What the organisation allows. */
  readonly lifetimes: Lifetimes;
}

/** What the caller takes the token to be. */
interface Expecting {
  /** One of these revisions; left out: whatever it is. */
  readonly ifMatch?: readonly number[];
}

export type TokenCommand =
  | {
      readonly type: 'CreateToken';
      readonly grant: Grant;
      readonly digest: Digest;
      /** Null: never. Left out: what the organisation has as its default. */
      readonly expiresAt?: string | null;
      readonly terms: Terms;
    }
  | (Expecting & {
      readonly type: 'UpdateToken';
      readonly change: Change;
      /** Null: never. Left out: as before. */
      readonly expiresAt?: string | null;
      readonly terms: Terms;
      /** Left out: the caller means it, whomever it locks out. */
      readonly guard?: Guard;
    })
  | (Expecting & {
      readonly type: 'RotateToken';
      readonly digest: Digest;
      readonly graceSeconds: number;
      readonly terms: Terms;
      /** Whether the caller may only learn what an earlier rotation of theirs led to. */
      readonly repeatOnly?: boolean;
    })
  | { readonly type: 'EndRotation'; readonly at: string }
  | { readonly type: 'UndoRotation'; readonly at: string }
  | { readonly type: 'ReportRetiredUse'; readonly generation: number; readonly at: string }
  | (Expecting & {
      readonly type: 'DisableToken';
      readonly reason: string;
      readonly guard?: Guard;
    })
  | (Expecting & { readonly type: 'EnableToken'; readonly at: string })
  | (Expecting & {
      readonly type: 'DeleteToken';
      readonly guard?: Guard;
      readonly reason?: string;
      readonly revocationId?: string;
    })
  | {
      readonly type: 'ReportLeak';
      readonly generation: number;
      readonly owner: Actor;
      readonly source: string;
      readonly policy: LeakPolicy;
      readonly at: string;
    }
  | { readonly type: 'NoticeExpiry'; readonly at: string }
  | { readonly type: 'RekeyValue'; readonly generation: number; readonly digest: Digest };
