import { randomUUID } from 'node:crypto';
import { serialised } from './append-limits.js';
import type { Fact, Recorded } from './decider.js';
import type { Append, AppendOutcome, EventStore, Head } from './event-store.js';
import type { Upcasters } from './upcasters.js';
import { schemaVersionOf, upcast } from './upcasters.js';

interface Row {
  readonly recorded: Recorded;
  readonly schemaVersion: number;
  readonly tags: readonly string[];
}

const satisfied = (expect: Append['expect'], version: number): boolean => {
  switch (expect) {
    case 'any':
      return true;
    case 'exists':
      return version > 0;
    case 'none':
      return version === 0;
    default:
      return version === expect;
  }
};

/** The log in memory, for specs of what stands on it. Keeps the contract of the real one, but nothing else. */
export class MemoryEventStore<Event extends Fact = Fact> implements EventStore<Event> {
  private readonly rows: Row[] = [];
  private readonly listeners = new Set<(position: number) => void>();
  private epoch = randomUUID();

  constructor(private readonly upcasters: Upcasters = {}) {}

  async append(append: Append<Event>): Promise<AppendOutcome> {
    serialised(append);
    const outcome = this.write(append);
    if (outcome.kind === 'written' && !outcome.repeated)
      for (const listener of this.listeners) listener(outcome.position);
    return outcome;
  }

  load(stream: string, afterVersion = 0): Promise<readonly Recorded<Event>[]> {
    return Promise.resolve(
      this.lifted(
        this.rows.filter(
          ({ recorded }) => recorded.stream === stream && recorded.version > afterVersion,
        ),
      ),
    );
  }

  read(after: number, limit: number): Promise<readonly Recorded<Event>[]> {
    return Promise.resolve(this.lifted(this.rows.slice(after, after + limit)));
  }

  head(): Promise<Head> {
    return Promise.resolve({ epoch: this.epoch, position: this.rows.length });
  }

  find(eventId: string): Promise<Recorded<Event> | undefined> {
    return Promise.resolve(
      this.lifted(this.rows.filter(({ recorded }) => recorded.id === eventId))[0],
    );
  }

  onAppend(listener: (position: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  newEpoch(): Promise<void> {
    this.epoch = randomUUID();
    return Promise.resolve();
  }

  /** What a restore from an older backup does: the newest events are gone. */
  truncate(position: number): void {
    this.rows.length = Math.min(position, this.rows.length);
  }

  private write({ stream, expect, unless, events, cause }: Append<Event>): AppendOutcome {
    const ofStream = this.rows.filter(({ recorded }) => recorded.stream === stream);
    const version = ofStream.length;
    const first = this.rows.find(({ recorded }) => recorded.id === events[0]?.id)?.recorded;
    if (first) {
      if (first.stream !== stream) throw new Error('An event id was used for two streams.');
      const more = events.length - 1;
      return {
        kind: 'written',
        position: first.position + more,
        version: first.version + more,
        repeated: true,
      };
    }
    if (!satisfied(expect, version)) return { kind: 'wrongVersion', version };
    const taken = this.rows.findLast(
      ({ recorded, tags }) =>
        unless !== undefined &&
        recorded.position > unless.after &&
        tags.some((tag) => unless.tags.includes(tag)),
    );
    if (taken) return { kind: 'tagTaken', position: taken.recorded.position };
    const at = new Date();
    events.forEach(({ id, event, tags }, index) => {
      this.rows.push({
        // As JSON, because that is what the real one keeps.
        recorded: JSON.parse(
          JSON.stringify({
            position: this.rows.length + 1,
            stream,
            version: version + index + 1,
            id,
            cause,
            event,
          }),
        ) as Recorded,
        schemaVersion: schemaVersionOf(this.upcasters, event.type),
        tags: tags ?? [],
      });
      const row = this.rows.at(-1);
      if (row) Object.assign(row.recorded, { at });
    });
    return {
      kind: 'written',
      position: this.rows.length,
      version: version + events.length,
      repeated: false,
    };
  }

  private lifted(rows: readonly Row[]): readonly Recorded<Event>[] {
    return rows.map(({ recorded, schemaVersion }) => {
      const { type, ...data } = recorded.event;
      return {
        ...recorded,
        event: { type, ...upcast(this.upcasters, type, schemaVersion, data) } as Fact as Event,
      };
    });
  }
}
