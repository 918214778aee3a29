import type { MigrationNote } from './migration-note.js';
import type { Channel, Circumstance, ClosedEdge, Release } from './release.js';
import {
  compareMinors,
  compareVersions,
  isIn,
  minorOf,
  type Minor,
  type Version,
} from './version.js';

/** `2022-11-08`, in UTC. */
export type Day = string;

/** What was said about releases, and since when it held. */
export type CatalogFact = { readonly on: Day } & (
  | { readonly kind: 'published'; readonly release: Release }
  /** Recommended, as each is when it is published; or no longer. To list one again ends its withdrawal. */
  | { readonly kind: 'listed' | 'unlisted'; readonly version: Version }
  | { readonly kind: 'withdrawn'; readonly version: Version; readonly reason: string }
  | { readonly kind: 'edge_closed'; readonly edge: ClosedEdge }
  | { readonly kind: 'edge_opened'; readonly edgeId: string }
);

export interface CatalogEntry {
  readonly release: Release;
  readonly listed: boolean;
  /** Why, once it was taken back. Nobody is led to it; who is on it may leave. */
  readonly withdrawn?: string;
}

/** The releases and what is known of the steps between them, on one day. */
export class Catalog {
  private readonly entries = new Map<Version, CatalogEntry>();
  private readonly closed = new Map<Version, ClosedEdge[]>();
  private readonly recommended = new Map<Minor, CatalogEntry[]>();

  private constructor(facts: readonly CatalogFact[]) {
    for (const fact of facts) this.apply(fact);
    for (const entry of this.entries.values())
      if (entry.listed && entry.withdrawn === undefined) {
        const minor = minorOf(entry.release.version);
        const others = this.recommended.get(minor);
        if (others) others.push(entry);
        else this.recommended.set(minor, [entry]);
      }
    for (const entries of this.recommended.values())
      entries.sort((a, b) => compareVersions(b.release.version, a.release.version));
  }

  /** As it was at the end of a day, so that a plan of that day can be made again. */
  static asOf(day: Day, facts: readonly CatalogFact[]): Catalog {
    const held = facts.filter(({ on }) => on <= day);
    return new Catalog(held.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)));
  }

  entry(version: Version): CatalogEntry | undefined {
    return this.entries.get(version);
  }

  /** Every release, newest first. */
  all(): readonly CatalogEntry[] {
    return [...this.entries.values()].sort((a, b) =>
      compareVersions(b.release.version, a.release.version),
    );
  }

  closedEdges(): readonly ClosedEdge[] {
    return [...this.closed.values()].flat();
  }

  /** What crossing from some releases to others asks for, as the releases say it; each once. */
  notes(): readonly MigrationNote[] {
    const notes = this.all().flatMap(({ release }) => release.notes ?? []);
    return [...new Map(notes.map((note) => [note.id, note])).values()];
  }

  /** The minors with a release to stop at, oldest first. */
  minors(channel: Channel): readonly Minor[] {
    const minors = [...this.recommended.keys()];
    return minors.filter((minor) => this.stops(minor, channel).length > 0).sort(compareMinors);
  }

  /** The recommended releases of a minor, latest patch first. */
  stops(minor: Minor, channel: Channel): readonly Version[] {
    const entries = this.recommended.get(minor) ?? [];
    return entries
      .filter(({ release }) => channel === 'candidate' || release.channel === 'stable')
      .map(({ release }) => release.version);
  }

  /** Whether anything at all is known of a later minor of the same major version. */
  knowsLater(minor: Minor): boolean {
    const [major] = minor.split('.');
    return [...this.entries.keys()].some((version) => {
      const other = minorOf(version);
      return other.split('.')[0] === major && compareMinors(other, minor) > 0;
    });
  }

  /** Why a step must not be taken by such a deployment, if so. */
  closedEdge(
    from: Version,
    to: Version,
    circumstances: ReadonlySet<Circumstance>,
  ): ClosedEdge | undefined {
    return this.closed
      .get(to)
      ?.find((edge) => (!edge.when || circumstances.has(edge.when)) && isIn(from, edge.from));
  }

  private apply(fact: CatalogFact): void {
    switch (fact.kind) {
      case 'published':
        // Registered again, it is described better, and as recommended as it was.
        return void this.entries.set(fact.release.version, {
          listed: true,
          ...this.entries.get(fact.release.version),
          release: fact.release,
        });
      case 'listed':
        return this.change(fact.version, ({ release }) => ({ release, listed: true }));
      case 'unlisted':
        return this.change(fact.version, (entry) => ({ ...entry, listed: false }));
      case 'withdrawn':
        return this.change(fact.version, (entry) => ({ ...entry, withdrawn: fact.reason }));
      case 'edge_closed':
        this.closed.set(fact.edge.to, [...(this.closed.get(fact.edge.to) ?? []), fact.edge]);
        return;
      case 'edge_opened':
        for (const [to, edges] of this.closed)
          this.closed.set(
            to,
            edges.filter(({ id }) => id !== fact.edgeId),
          );
    }
  }

  private change(version: Version, change: (entry: CatalogEntry) => CatalogEntry): void {
    const entry = this.entries.get(version);
    if (entry) this.entries.set(version, change(entry));
  }
}
