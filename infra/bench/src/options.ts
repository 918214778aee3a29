import { parseArgs } from 'node:util';

export interface Options {
  readonly names: readonly string[];
  readonly rounds: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** Fewer than the least have no middle worth the name. */
const ROUNDS = { least: 5, unlessTold: 7, most: 100 } as const;

/** @throws Error that says what is wrong, for the person who typed it */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(ROUNDS.unlessTold) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < ROUNDS.least || rounds > ROUNDS.most)
    throw new Error(`--rounds must be a number from ${ROUNDS.least} to ${ROUNDS.most}.`);
  return { names: positionals, rounds, json: values.json, help: values.help };
}
