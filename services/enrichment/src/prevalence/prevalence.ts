import type { AskedValue, Found, LookupTable } from '../tables/lookup-table.js';
import type { Source } from '../tables/range-table.js';
import { both, type Sighting, Sketch } from './sketch.js';

/** A sketch covers so many days; the one before it is kept beside it. */
export const PERIOD_DAYS = 30;
const PERIOD_SECONDS = PERIOD_DAYS * 24 * 60 * 60;
/** Distinct values between two times of storing. */
const PENDING_MAX = 100_000;

export const periodOf = (seconds: number): number => Math.floor(seconds / PERIOD_SECONDS);

const SOURCE: Source = {
  name: 'Counted by this installation',
  url: '',
  licence: 'yours',
  attribution: '',
};

const timeOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/**
 * How often and since when values have been seen in the events of this installation: a table that
 * rules name. What a rule looks up in it is counted by that.
 *
 * Row: `{events, first_seen, last_seen}` as it was before the event; `not_found` for what is new.
 * `events` is at most too high, `first_seen` at most too early, `last_seen` at most too late.
 */
export class Prevalence implements LookupTable {
  readonly name = 'prevalence';
  private current: Sketch;
  private previous: Sketch;
  private at: number;
  /** Seen here and not in the sketches yet, exactly. */
  private pending = new Map<string, Sighting>();
  private storing: ReadonlyMap<string, Sighting> = new Map();
  private lost = 0;
  private isLoaded = false;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly bytes: number,
    private readonly now: () => number,
  ) {
    this.current = new Sketch(bytes / 2);
    this.previous = new Sketch(bytes / 2);
    this.at = periodOf(this.seconds);
  }

  get summary() {
    const bytes = this.current.bytes + this.previous.bytes;
    return { name: this.name, ranges: 0, rows: 0, bytes, source: SOURCE };
  }

  /** Of the period that `current` is about, in cells of a row. */
  get width(): number {
    return this.current.width;
  }

  get pendingValues(): number {
    return this.pending.size;
  }

  /** Sightings that there was no room for, since the last call. */
  takeLost(): number {
    const { lost } = this;
    this.lost = 0;
    return lost;
  }

  /** What was stored before is here. Before that, nothing can be called new. */
  loaded(): void {
    this.isLoaded = true;
  }

  ask({ text }: AskedValue): Found {
    if (!this.isLoaded) return 'skipped(loading)';
    this.turn();
    const sketched = both(
      this.current.about(this.current.cellsOf(text)),
      this.previous.about(this.previous.cellsOf(text)),
    );
    const seen = both(sketched, both(this.storing.get(text), this.pending.get(text)));
    return seen === undefined
      ? 'not_found'
      : { events: seen.count, first_seen: timeOf(seen.first), last_seen: timeOf(seen.last) };
  }

  see(value: AskedValue): Found {
    const found = this.ask(value);
    const { text } = value;
    const { seconds } = this;
    const known = this.pending.get(text);
    if (known === undefined && this.pending.size >= PENDING_MAX) this.lost++;
    else this.pending.set(text, both(known, { count: 1, first: seconds, last: seconds })!);
    return found;
  }

  /** What is to be stored now; it goes on counting as seen until `stored` or `notStored`. */
  take(): ReadonlyMap<string, Sighting> {
    this.storing = this.pending;
    this.pending = new Map();
    return this.storing;
  }

  stored(): void {
    this.storing = new Map();
  }

  notStored(): void {
    const again = new Map(this.storing);
    for (const [text, sighting] of this.pending)
      if (again.has(text) || again.size < PENDING_MAX)
        again.set(text, both(again.get(text), sighting)!);
      else this.lost += sighting.count;
    this.pending = again;
    this.storing = new Map();
  }

  /** The sketch of a period: this one or the last; undefined for any other. */
  sketchOf(period: number): Sketch | undefined {
    this.turn();
    return period === this.at ? this.current : period === this.at - 1 ? this.previous : undefined;
  }

  /** A new period begins with an empty sketch. */
  private turn(): void {
    const period = periodOf(this.seconds);
    if (period <= this.at) return;
    this.previous = period === this.at + 1 ? this.current : new Sketch(this.bytes / 2);
    this.current = new Sketch(this.bytes / 2);
    this.at = period;
  }

  private get seconds(): number {
    return Math.floor(this.now() / 1_000);
  }
}
