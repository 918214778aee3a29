export interface Seen {
  readonly position: number;
  readonly id: string;
}

export interface Verdict {
  readonly events: number;
  /** Positions that were passed over. */
  readonly holes: number;
  readonly doubled: number;
  /** Acknowledged to a writer and never seen by the reader. */
  readonly skipped: number;
}

/** Keeps account of what a reader of a log got to see, page by page. */
export class Sightings {
  private readonly ids = new Set<string>();
  private doubled = 0;
  private holes = 0;

  constructor(private last = 0) {}

  /** The position to read on from. */
  get position(): number {
    return this.last;
  }

  get events(): number {
    return this.ids.size + this.doubled;
  }

  add(page: readonly Seen[]): void {
    for (const { position, id } of page) {
      if (this.ids.has(id)) this.doubled++;
      this.ids.add(id);
      this.holes += Math.max(0, position - this.last - 1);
      this.last = Math.max(this.last, position);
    }
  }

  verdict(acknowledged: readonly string[]): Verdict {
    const skipped = acknowledged.filter((id) => !this.ids.has(id)).length;
    return { events: this.events, holes: this.holes, doubled: this.doubled, skipped };
  }
}
