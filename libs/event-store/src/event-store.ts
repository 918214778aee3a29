import type { Cause, Fact, Recorded } from './decider.js';

/**
 * What a stream must look like for an append to be written: `none` that it does not exist yet,
 * `exists` that it does, a number its version, `any` whatever it is.
 */
export type Expected = 'any' | 'exists' | 'none' | number;

/** An event that is to be written. */
export interface Draft<Event extends Fact = Fact> {
  /** UUID. Decides whether an append is a repetition. */
  readonly id: string;
  readonly event: Event;
  /** For rules across streams: `name:ci`, `arn:…`. At most 200 characters each. */
  readonly tags?: readonly string[];
}

export interface Append<Event extends Fact = Fact> {
  /** Category and id, `token-<uuid>`; at most 200 characters. */
  readonly stream: string;
  readonly expect: Expected;
  /** No event after this position may carry one of these tags. */
  readonly unless?: { readonly tags: readonly string[]; readonly after: number };
  /** In the order they happened; 1 to 512. */
  readonly events: readonly Draft<Event>[];
  readonly cause: Cause;
}

export type AppendOutcome =
  /** Also for a repetition: `repeated`, with the first outcome. */
  | {
      readonly kind: 'written';
      readonly position: number;
      readonly version: number;
      readonly repeated: boolean;
    }
  /** The stream is at `version`, which is not what was expected. Nothing was written. */
  | { readonly kind: 'wrongVersion'; readonly version: number }
  /** Another event has one of the tags. Nothing was written. */
  | { readonly kind: 'tagTaken'; readonly position: number };

export interface Head {
  /** UUID of this history of the log. A restore to an earlier state starts another. */
  readonly epoch: string;
  /** 0 while the log is empty. */
  readonly position: number;
}

/** Reads a log in the order of commits. */
export interface LogReader<Event extends Fact = Fact> {
  /** Events with positions `after + 1 … after + limit`, without holes. */
  read(after: number, limit: number): Promise<readonly Recorded<Event>[]>;
  head(): Promise<Head>;
}

/** The event log of one service. */
export interface EventStore<Event extends Fact = Fact> extends LogReader<Event> {
  /** Records all events of an append or none. `position` and `version` answered are those of its last event. */
  append(append: Append<Event>): Promise<AppendOutcome>;
  /** The events of one stream after a version, in order. */
  load(stream: string, afterVersion?: number): Promise<readonly Recorded<Event>[]>;
  /** The event with this id. */
  find(eventId: string): Promise<Recorded<Event> | undefined>;
  /** Called with the newest position after each commit of this process. @returns how to stop. */
  onAppend(listener: (position: number) => void): () => void;
}
