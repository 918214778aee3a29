import type { Catalog } from '../releases/catalog.js';
import type { Channel, Circumstance } from '../releases/release.js';
import {
  compareMinors,
  compareVersions,
  minorOf,
  type Minor,
  type Version,
} from '../releases/version.js';

export interface Journey {
  readonly from: Version;
  readonly to: Version;
  readonly channel: Channel;
  readonly circumstances: ReadonlySet<Circumstance>;
}

/** A better stop that was passed over, and why. */
export interface PassedOver {
  readonly version: Version;
  readonly reason: string;
}

export interface Step {
  readonly from: Version;
  readonly to: Version;
  readonly passedOver: readonly PassedOver[];
}

/** Two minors with nothing to stop at between them. */
export interface Gap {
  readonly after: Minor;
  readonly before: Minor;
}

export type Path =
  | { readonly steps: readonly Step[]; readonly gaps: readonly Gap[] }
  /** The closed steps that were met on the way. */
  | { readonly noWay: readonly string[] };

const REASONS_MAX = 20;

/** The minors from one version to another, both included, oldest first. */
function minorsOnTheWay(catalog: Catalog, { from, to, channel }: Journey): readonly Minor[] {
  const [first, last] = [minorOf(from), minorOf(to)];
  const between = catalog
    .minors(channel)
    .filter((minor) => compareMinors(minor, first) > 0 && compareMinors(minor, last) < 0);
  return first === last ? [first] : [first, ...between, last];
}

function follows(catalog: Catalog, minor: Minor, before: Minor): boolean {
  const [major = 0, number = 0] = minor.split('.').map(Number);
  const [majorBefore = 0, numberBefore = 0] = before.split('.').map(Number);
  if (major === majorBefore) return number === numberBefore + 1;
  return major === majorBefore + 1 && number === 0 && !catalog.knowsLater(before);
}

/** Where a whole minor is missing on the way. */
function gapsIn(catalog: Catalog, minors: readonly Minor[]): readonly Gap[] {
  return minors.slice(1).flatMap((before, index) => {
    const after = minors[index] ?? before;
    return follows(catalog, before, after) ? [] : [{ after, before }];
  });
}

/**
 * From minor to minor, leaving none out that the catalog has, at the latest patch of each from which the
 * target can be reached. A later patch of the same minor is tried where nothing leads out of one.
 */
export function findPath(catalog: Catalog, journey: Journey): Path {
  const { from, to, channel, circumstances } = journey;
  const minors = minorsOnTheWay(catalog, journey);
  const nextMinor = new Map(minors.map((minor, index) => [minor, minors[index + 1]]));
  const closed = new Set<string>();
  const deadEnds = new Set<Version>();

  const stopsIn = (minor: Minor, after: Version): readonly Version[] => {
    const stops = catalog.stops(minor, channel);
    const later = stops.filter((stop) => compareVersions(stop, after) > 0);
    if (minor !== minorOf(to)) return later;
    return [to, ...later.filter((stop) => compareVersions(stop, to) < 0)];
  };
  const candidates = (version: Version): readonly Version[] => {
    const minor = minorOf(version);
    const next = nextMinor.get(minor);
    return [...(next === undefined ? [] : stopsIn(next, version)), ...stopsIn(minor, version)];
  };

  const walk = (version: Version): readonly Step[] | undefined => {
    if (version === to) return [];
    const passedOver: PassedOver[] = [];
    for (const stop of candidates(version)) {
      const edge = catalog.closedEdge(version, stop, circumstances);
      if (edge) {
        if (closed.size < REASONS_MAX) closed.add(`${version} to ${stop}: ${edge.reason}`);
        passedOver.push({ version: stop, reason: edge.reason });
        continue;
      }
      const rest = deadEnds.has(stop) ? undefined : walk(stop);
      if (rest) return [{ from: version, to: stop, passedOver }, ...rest];
      passedOver.push({ version: stop, reason: `Nothing leads from it to ${to}.` });
    }
    deadEnds.add(version);
    return undefined;
  };

  const steps = walk(from);
  return steps ? { steps, gaps: gapsIn(catalog, minors) } : { noWay: [...closed] };
}
