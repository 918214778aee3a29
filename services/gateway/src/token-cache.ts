import { type Timestamp, timestampMs } from '@bufbuild/protobuf/wkt';
import { type Network, parseNetwork, type Token } from '@margay/contracts';
import { LRUCache } from 'lru-cache';

/** A verified token in the form in which every request is checked. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  /** Empty: from everywhere. */
  readonly networks: readonly Network[];
  /** When token or value end, in milliseconds since 1970; Infinity when they never do. */
  readonly expiresAt: number;
  /** Of the value that came in, from 1. */
  readonly generation: number;
  /** Whether the value was replaced and works only for the time it was left. */
  readonly isReplaced: boolean;
}

/** Where in which history of the tokens' log an answer was true. */
export interface AsOf {
  readonly epoch: string;
  readonly position: number;
}

/** When an answer was asked for; `unheard` if changes meanwhile might go unheard. */
export type Asked = number | 'unheard';

const CHANGES_REMEMBERED = 10_000;

const endOf = (time: Timestamp | undefined): number => (time ? timestampMs(time) : Infinity);

export const identityOf = (token: Token, generation: number, worksUntil?: Timestamp): Identity => ({
  generation,
  id: token.id,
  name: token.name,
  permissions: token.permissions,
  networks: token.allowedCidrBlocks.map(parseNetwork),
  expiresAt: Math.min(endOf(token.expiresAt), endOf(worksUntil)),
  isReplaced: worksUntil !== undefined,
});

/**
 * Tokens that were verified, for as long as nothing was heard against them.
 *
 * An answer may come in after the news that outdated it. So every answer says how far it saw, and is
 * not kept if something newer is known about its token, or if the cache was emptied or heard nothing
 * while it was under way.
 */
export class TokenCache {
  private readonly entries: LRUCache<string, Identity>;
  /** By token: the newest position at which it changed. */
  private readonly changes = new LRUCache<string, number>({
    max: CHANGES_REMEMBERED,
    dispose: (position, _id, reason) => {
      if (reason === 'evict') this.forgottenUpTo = Math.max(this.forgottenUpTo, position);
    },
  });
  private readonly keysOf = new Map<string, Set<string>>();
  private forgottenUpTo = 0;
  private generation = 0;

  /** @param hearsAll whether every change up to now was heard of; nothing is known while it was not */
  constructor(
    max: number,
    private readonly hearsAll: () => boolean,
  ) {
    this.entries = new LRUCache<string, Identity>({
      max,
      dispose: (identity, key) => this.unlink(identity.id, key),
    });
  }

  get size(): number {
    return this.entries.size;
  }

  /** @param key the value's fingerprint, never the value */
  get(key: string): Identity | undefined {
    return this.hearsAll() ? this.entries.get(key) : undefined;
  }

  /** To be handed to `keep` with the answer that is asked for now. */
  ask(): Asked {
    return this.hearsAll() ? this.generation : 'unheard';
  }

  keep(key: string, identity: Identity, asOf: AsOf, asked: Asked): void {
    const newest = this.changes.get(identity.id) ?? this.forgottenUpTo;
    if (asked !== this.generation || asOf.position < newest) return;
    this.entries.set(key, identity);
    const keys = this.keysOf.get(identity.id);
    if (keys) keys.add(key);
    else this.keysOf.set(identity.id, new Set([key]));
  }

  /** A token changed at a position of the log: what is known of it no longer holds. */
  changed(tokenId: string, position: number): void {
    this.changes.set(tokenId, position);
    for (const key of [...(this.keysOf.get(tokenId) ?? [])]) this.entries.delete(key);
  }

  /** News may have been missed: nothing known before holds, nor what was asked before. */
  distrust(): void {
    this.generation++;
    this.entries.clear();
    this.keysOf.clear();
    this.changes.clear();
    this.forgottenUpTo = 0;
  }

  private unlink(tokenId: string, key: string): void {
    const keys = this.keysOf.get(tokenId);
    keys?.delete(key);
    if (keys?.size === 0) this.keysOf.delete(tokenId);
  }
}
