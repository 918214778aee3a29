import { parseArgs } from 'node:util';

export interface Options {
  readonly names: readonly string[];
  readonly rounds: number;
  readonly events: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** Fewer than the least have no middle worth the name. */
const ROUNDS = { least: 5, unlessTold: 7, most: 100 } as const;

/** Of the long run of `pipeline`. */
const EVENTS = { least: 10_000, unlessTold: 1_000_000, most: 100_000_000 } as const;

/** @throws Error that says what is wrong, for the person who typed it */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(ROUNDS.unlessTold) },
      events: { type: 'string', default: String(EVENTS.unlessTold) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < ROUNDS.least || rounds > ROUNDS.most)
    throw new Error(`--rounds must be a number from ${ROUNDS.least} to ${ROUNDS.most}.`);
  const events = Number(values.events);
  if (!Number.isInteger(events) || events < EVENTS.least || events > EVENTS.most)
    throw new Error(`--events must be a number from ${EVENTS.least} to ${EVENTS.most}.`);
  return { names: positionals, rounds, events, json: values.json, help: values.help };
}
