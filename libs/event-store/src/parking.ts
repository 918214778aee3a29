import type { Sql } from './sql.js';

/** An event that could not have its effect, or waits behind one that could not. */
export interface ParkedEvent {
  readonly epoch: string;
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  /** Full protobuf name. */
  readonly type: string;
  /** 0 for one that waits behind another of its stream. */
  readonly attempts: number;
  /** Why, without secrets; at most 500 characters. */
  readonly reason: string;
}

/**
 * Where one consumer's parked events are kept, in the database of its effects. The events
 * themselves stay in their own log and are read from there when replayed.
 */
export interface Parking {
  /** Those of `streams` that have a parked event. */
  blocked(sql: Sql, streams: readonly string[]): Promise<ReadonlySet<string>>;
  /** Parks events; one that is parked already gets the new attempts and reason. */
  park(sql: Sql, events: readonly ParkedEvent[]): Promise<void>;
  /** @returns whether it was parked */
  remove(sql: Sql, position: number): Promise<boolean>;
  /** Forgets everything: a new epoch is read from its first event. */
  clear(sql: Sql): Promise<void>;
  /** The first parked event of a stream. */
  first(stream: string): Promise<ParkedEvent | undefined>;
  /** In log order. */
  list(limit: number): Promise<readonly ParkedEvent[]>;
  count(): Promise<number>;
}
