/** What somebody asks for beside the grant itself. */
export interface Wish {
  /** ISO 8601 in UTC. Null: never. Left out: as the organisation has it, or as before. */
  readonly expiresAt?: string | null;
  /** Why the token may do more than its maker. */
  readonly overrideReason?: string;
  /** For how long the value before goes on working after a rotation. */
  readonly graceSeconds?: number;
  /** Whether the caller means it although it locks somebody out. */
  readonly force?: boolean;
  /** Of the caller's choosing: the same again is the same request. */
  readonly idempotencyKey?: string;
  /** Whether only a request that was carried out before may be answered. */
  readonly repeatOnly?: boolean;
  /** The revisions that the caller expects, one of them. */
  readonly ifMatch?: readonly number[];
}
