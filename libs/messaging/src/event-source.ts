import type { Fact, Lease, LogReader } from '@margay/event-store';
import type { ToWire } from './consumed-event.js';

/** What the relay needs of a log. */
export interface RelayLog<Event extends Fact = Fact> extends LogReader<Event> {
  /** Called with the newest position after each commit of this process. @returns how to stop. */
  onAppend(listener: (position: number) => void): () => void;
  /** Waits until no other process leads `role` of this log, then leads. @throws when `signal` aborts */
  lead(role: string, signal: AbortSignal): Promise<Lease>;
  /** Gives this history of the log a new name. */
  newEpoch(): Promise<void>;
}

/** A service's log and the form in which others may see it. */
export interface EventSource<Event extends Fact = Fact> {
  readonly log: RelayLog<Event>;
  readonly toWire: ToWire<Event>;
}
