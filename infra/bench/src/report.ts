import type { Benchmark, Check, Findings } from './benchmark.js';
import { type Measured, median } from './rounds.js';

/** A ratio over the rounds: each round's own, for the machine was equally busy for both in it. */
export interface Ratio {
  readonly base: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly atLeast?: number;
  readonly reached: boolean;
}

export interface Row {
  readonly what: string;
  readonly perSecond: number;
  readonly least: number;
  readonly most: number;
  readonly ratios: readonly Ratio[];
}

export interface Report {
  readonly name: string;
  readonly unit: string;
  readonly rows: readonly Row[];
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
  readonly servers: Readonly<Record<string, string>>;
  /** In words: bars that were not reached, checks that do not hold. */
  readonly missed: readonly string[];
}

/** Two digits, cut and not rounded: what falls short of a bar must not look as if it reached it. */
export const shown = (ratio: number): string => (Math.floor(ratio * 100 + 1e-9) / 100).toFixed(2);

function ratioOf(measured: Measured, base: Measured, atLeast?: number): Ratio {
  const ratios = measured.values.map((value, round) => value / (base.values[round] ?? NaN));
  const middle = median(ratios);
  return {
    base: base.name,
    median: middle,
    least: Math.min(...ratios),
    most: Math.max(...ratios),
    ...(atLeast === undefined ? {} : { atLeast }),
    reached: middle >= (atLeast ?? 0),
  };
}

/** Sets what was measured against what was promised. @throws Error for a comparison with nothing behind it */
export function reportOf(
  { name, unit, comparisons }: Pick<Benchmark, 'name' | 'unit' | 'comparisons'>,
  { measured, checks, notes, servers }: Findings,
): Report {
  const find = (contender: string): Measured => {
    const found = measured.find((each) => each.name === contender);
    if (!found) throw new Error(`Nothing was measured for ${contender}.`);
    return found;
  };
  const ratiosOf = (what: string): Ratio[] =>
    comparisons
      .filter((comparison) => comparison.what === what)
      .map(({ base, atLeast }) => ratioOf(find(what), find(base), atLeast));
  comparisons.forEach(({ what }) => find(what));
  const rows = measured.map(({ name: what, perSecond, least, most }) => ({
    what,
    perSecond,
    least,
    most,
    ratios: ratiosOf(what),
  }));
  const low = rows.flatMap(({ what, ratios }) =>
    ratios
      .filter(({ reached }) => !reached)
      .map(
        ({ median: is, base, atLeast = 0 }) =>
          `${what}: ${shown(is)} x ${base}, ${atLeast} x is the bar`,
      ),
  );
  const broken = checks.filter(({ holds }) => !holds).map(({ what }) => `${what}: does not hold`);
  return { name, unit, rows, checks, notes, servers, missed: [...low, ...broken] };
}
