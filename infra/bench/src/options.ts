import { parseArgs } from 'node:util';

export interface Options {
  readonly names: readonly string[];
  readonly rounds: number;
  readonly events: number;
  readonly runs: number;
  readonly json: boolean;
  readonly help: boolean;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Fewer than the least have no middle worth the name. */
const ROUNDS = { least: 5, unlessTold: 7, most: 100 } as const;

/** Of the long run of `pipeline`. */
const EVENTS = { least: 10_000, unlessTold: 1_000_000, most: 100_000_000 } as const;

/** Of `deployments`, under way at the same time. */
const RUNS = { least: 10, unlessTold: 1_000, most: 2_000 } as const;

/** @throws Error that says what is wrong, for the person who typed it */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(ROUNDS.unlessTold) },
      events: { type: 'string', default: String(EVENTS.unlessTold) },
      runs: { type: 'string', default: String(RUNS.unlessTold) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const given = (name: 'rounds' | 'events' | 'runs', { least, most }: Bounds): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(`--${name} must be a number from ${least} to ${most}.`);
    return value;
  };
  return {
    names: positionals,
    rounds: given('rounds', ROUNDS),
    events: given('events', EVENTS),
    runs: given('runs', RUNS),
    json: values.json,
    help: values.help,
  };
}
