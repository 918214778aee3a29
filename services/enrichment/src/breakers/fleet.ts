import type { BreakerState, FailureCause } from '@margay/resilience';

/** How the breaker of one version of a provider's key stands in one replica. */
export interface Standing {
  readonly provider: string;
  readonly keyVersion: string;
  readonly state: BreakerState['state'];
  readonly cause?: FailureCause;
  /** While it is open, from when it was said. */
  readonly retryInMs?: number;
  /** By what the replica's own calls came to, and not by what others said. */
  readonly isOwn: boolean;
}

/** What a replica said of its breakers, and when it was heard by our clock. */
export interface Report {
  readonly replica: string;
  readonly heardAt: number;
  readonly standings: readonly Standing[];
}

/** Who was not heard of for so long is gone: several times what replicas say. */
export const SILENT_MS = 5_000;

export const alive = (reports: Iterable<Report>, now: number): Report[] =>
  [...reports].filter(({ heardAt }) => now - heardAt < SILENT_MS);

export interface Held {
  readonly provider: string;
  readonly keyVersion: string;
  readonly cause: FailureCause;
  /** When the first of those who hold back asks again. */
  readonly retryInMs: number;
}

/**
 * What more than half of all replicas hold back for reasons of their own. One whose own network is bad does
 * not come to that, and what was held back on hearsay is no reason for others.
 */
export function heldByMost(reports: readonly Report[], now: number): Held[] {
  const living = alive(reports, now);
  const held = new Map<string, Held[]>();
  for (const { standings, heardAt } of living)
    for (const { provider, keyVersion, state, cause, retryInMs = 0, isOwn } of standings) {
      if (state !== 'open' || !isOwn || cause === undefined) continue;
      const key = JSON.stringify([provider, keyVersion]);
      const left = Math.max(0, retryInMs - (now - heardAt));
      held.set(key, [...(held.get(key) ?? []), { provider, keyVersion, cause, retryInMs: left }]);
    }
  return [...held.values()].flatMap((each) => {
    const first = each.toSorted((a, b) => a.retryInMs - b.retryInMs)[0];
    return first && each.length * 2 > living.length ? [first] : [];
  });
}

const WEIGHT: readonly BreakerState['state'][] = [
  'forced_open',
  'forced_closed',
  'open',
  'half_open',
  'closed',
];

/** How one provider stands, as most replicas have it; where as many say otherwise, the worse. */
export function standingOfMost(states: readonly BreakerState['state'][]): BreakerState['state'] {
  const counts = WEIGHT.map((state) => ({
    state,
    count: states.filter((each) => each === state).length,
  }));
  const most = counts.toSorted((a, b) => b.count - a.count)[0];
  return most && most.count > 0 ? most.state : 'closed';
}
