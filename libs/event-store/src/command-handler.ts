import { createHash, randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { v5 as uuidv5 } from 'uuid';
import type { Cause, Decider, Fact, Recorded } from './decider.js';
import type { EventStore } from './event-store.js';
import type { Snapshots } from './snapshots.js';
import { streamName } from './stream-name.js';

/** How often a decision is made anew after somebody else changed the stream first. */
const CONFLICT_RETRIES = 3;

/** Event ids that follow from an idempotency key are UUIDs of version 5 under this one. */
const ID_NAMESPACE = '0f2c9f0e-6f0b-4a43-9d8e-0c4f5f1f6d11';

export interface ExecuteOptions {
  /** The same key on the same stream is the same command: one effect, and the first outcome again. */
  readonly idempotencyKey?: string;
  /** For rules across streams: refused if somebody else's event has one of the tags. */
  readonly unless?: {
    readonly tags: readonly string[];
    readonly after: number;
    /** What it is refused with; without it, a `conflict` that says that it exists already. */
    readonly refusal?: ServiceError;
  };
}

export interface Executed<State, Event extends Fact = Fact> {
  readonly state: State;
  readonly version: number;
  /** Of the newest event of this command, or of the stream when the command changed nothing. */
  readonly position: number;
  /** Whether the command led to events, now or when it was given first. */
  readonly changed: boolean;
  /** The first event of the same command when it was given before, under the same idempotency key. */
  readonly before?: Recorded<Event>;
}

export interface CommandHandlerOptions<Event extends Fact> {
  /** `token`: the first part of every stream's name. */
  readonly category: string;
  /** What other streams may not have at the same time. */
  readonly tagsOf?: (event: Event) => readonly string[];
  readonly snapshots?: {
    readonly store: Snapshots;
    /** Raised when the meaning of the state changes in a way its own source does not show. */
    readonly version: number;
    readonly every: number;
  };
}

interface Loaded<State, Event extends Fact> {
  readonly state: State;
  readonly version: number;
  readonly position: number;
  /** Those behind the snapshot. */
  readonly recent: readonly Recorded<Event>[];
}

const outcomeOf = <State>({ state, version, position }: Loaded<State, Fact>) => ({
  state,
  version,
  position,
});

/** Decides, then appends: read, fold, decide, append, and again if somebody else was first. */
export class CommandHandler<Command, State, Event extends Fact> {
  private readonly foldHash: string;

  constructor(
    private readonly store: EventStore<Event>,
    private readonly decider: Decider<Command, State, Event>,
    private readonly options: CommandHandlerOptions<Event>,
  ) {
    const { evolve, initial } = decider;
    this.foldHash = createHash('sha256')
      .update(`${options.snapshots?.version}\n${evolve.toString()}\n${JSON.stringify(initial)}`)
      .digest('hex');
  }

  /**
   * @param id of the thing that decides, without its category
   * @throws ServiceError what the decider refuses with; `conflict` if others kept changing the stream
   */
  async execute(
    id: string,
    command: Command,
    cause: Cause,
    options: ExecuteOptions = {},
  ): Promise<Executed<State, Event>> {
    const stream = streamName(this.options.category, id);
    const idAt = this.eventIds(stream, options.idempotencyKey);
    for (let attempt = 0; attempt <= CONFLICT_RETRIES; attempt++) {
      const loaded = await this.load(stream);
      const before = options.idempotencyKey && (await this.doneBefore(loaded, idAt(0)));
      if (before) return { ...outcomeOf(loaded), changed: true, before };
      const events = this.decider.decide(command, loaded.state);
      if (events.length === 0) return { ...outcomeOf(loaded), changed: false };
      const outcome = await this.store.append({
        stream,
        expect: loaded.version === 0 ? 'none' : loaded.version,
        ...(options.unless ? { unless: options.unless } : {}),
        events: events.map((event, index) => ({
          id: idAt(index),
          event,
          tags: this.options.tagsOf?.(event) ?? [],
        })),
        cause,
      });
      switch (outcome.kind) {
        case 'written': {
          const state = events.reduce(this.decider.evolve, loaded.state);
          await this.remember(stream, state, outcome.version, events.length);
          return { state, version: outcome.version, position: outcome.position, changed: true };
        }
        case 'tagTaken':
          throw options.unless?.refusal ?? new ServiceError('conflict', 'It exists already.');
        case 'wrongVersion':
      }
    }
    throw new ServiceError('conflict', 'Somebody else changed it first.');
  }

  /** The state as it is now, without deciding anything. */
  async state(id: string): Promise<State> {
    return (await this.load(streamName(this.options.category, id))).state;
  }

  private async load(stream: string): Promise<Loaded<State, Event>> {
    const snapshot = await this.options.snapshots?.store.load(
      stream,
      this.options.category,
      this.foldHash,
    );
    const recent = await this.store.load(stream, snapshot?.version ?? 0);
    const state = recent.reduce(
      (folded, { event }) => this.decider.evolve(folded, event),
      (snapshot?.state as State | undefined) ?? this.decider.initial,
    );
    const last = recent.at(-1);
    return {
      state,
      version: last?.version ?? snapshot?.version ?? 0,
      position: last?.position ?? 0,
      recent,
    };
  }

  private eventIds(stream: string, key: string | undefined): (index: number) => string {
    if (key === undefined) {
      const ids: string[] = [];
      // Kept over retries: an append that was written although its answer was lost is found again.
      return (index) => (ids[index] ??= randomUUID());
    }
    return (index) => uuidv5(JSON.stringify([stream, key, index]), ID_NAMESPACE);
  }

  private async doneBefore(
    loaded: Loaded<State, Event>,
    id: string,
  ): Promise<Recorded<Event> | undefined> {
    if (loaded.version === 0) return undefined;
    const recent = loaded.recent.find((recorded) => recorded.id === id);
    if (recent || loaded.version === loaded.recent.length) return recent;
    return this.store.find(id);
  }

  private async remember(stream: string, state: State, version: number, added: number) {
    const { snapshots } = this.options;
    if (!snapshots) return;
    const { every, store } = snapshots;
    if (Math.floor(version / every) === Math.floor((version - added) / every)) return;
    // The events are written: failing to save a shortcut must not fail the command.
    await store
      .save(stream, this.options.category, this.foldHash, version, state)
      .catch(() => undefined);
  }
}
