import type { Actor, Origin } from '@margay/contracts';

/** A domain event as a service writes it: a name and whatever else belongs to it, as JSON. */
export interface Fact {
  readonly type: string;
}

/** The rules of one kind of thing. Pure: time, ids and chance arrive in the command. */
export interface Decider<Command, State, Event extends Fact> {
  readonly initial: State;
  /** The events that follow from a command; none if it is already true. @throws ServiceError if it may not be. */
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** On whose behalf an event came to be. Stored with it, in the same transaction. */
export interface Cause {
  readonly actor: Actor;
  readonly requestId: string;
  readonly origin?: Origin;
  readonly correlationId?: string;
  /** The event that led to this one. */
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** An event with its place in the log. */
export interface Recorded<Event extends Fact = Fact> {
  /** 1, 2, 3, … without gaps, in the order of commits. */
  readonly position: number;
  /** Category and id, `token-<uuid>`. */
  readonly stream: string;
  /** Within the stream, from 1. */
  readonly version: number;
  readonly id: string;
  readonly at: Date;
  readonly cause: Cause;
  readonly event: Event;
}
