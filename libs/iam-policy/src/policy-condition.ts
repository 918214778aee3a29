import { matchesPattern } from './pattern.js';
import type { Condition } from './policy-document.js';

/** What a request is known by, besides who, what and on what: `sts:ExternalId`. Names compare without case. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export type ConditionOutcome =
  | { readonly holds: boolean; readonly because: string }
  /** Nobody can say what it means: IAM refuses such a document. */
  | { readonly holds: 'unknown'; readonly because: string };

type Compare = (wanted: string, given: string) => boolean;

const numeric =
  (compare: (given: number, wanted: number) => boolean): Compare =>
  (wanted, given) =>
    compare(Number(given), Number(wanted));

/** Seconds since 1970, or a date as ISO 8601 writes it. */
const timeOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);

const date =
  (compare: (given: number, wanted: number) => boolean): Compare =>
  (wanted, given) =>
    compare(timeOf(given), timeOf(wanted));

/** The six parts of an ARN are compared one by one. */
const arnLike: Compare = (wanted, given) => {
  const parts = (arn: string) => {
    const all = arn.split(':');
    return [...all.slice(0, 5), all.slice(5).join(':')];
  };
  const actual = parts(given);
  return (
    given.startsWith('arn:') &&
    parts(wanted).every((part, index) => matchesPattern(part, actual[index] ?? ''))
  );
};

function addressOf(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  const valid = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return valid ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

const inNetwork: Compare = (wanted, given) => {
  const [network = '', bits = '32'] = wanted.split('/');
  const from = addressOf(network);
  const address = addressOf(given);
  if (from === undefined || address === undefined) return wanted === given;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(from / size) === Math.floor(address / size);
};

const equal: Compare = (wanted, given) => wanted === given;
const alike: Compare = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();

/** What each operator compares, and whether it asks for the contrary. */
const OPERATORS: ReadonlyMap<string, { readonly compare: Compare; readonly negated: boolean }> =
  new Map(
    (
      [
        ['StringEquals', equal],
        ['StringNotEquals', equal, true],
        ['StringEqualsIgnoreCase', alike],
        ['StringNotEqualsIgnoreCase', alike, true],
        ['StringLike', matchesPattern],
        ['StringNotLike', matchesPattern, true],
        ['NumericEquals', numeric((given, wanted) => given === wanted)],
        ['NumericNotEquals', numeric((given, wanted) => given === wanted), true],
        ['NumericLessThan', numeric((given, wanted) => given < wanted)],
        ['NumericLessThanEquals', numeric((given, wanted) => given <= wanted)],
        ['NumericGreaterThan', numeric((given, wanted) => given > wanted)],
        ['NumericGreaterThanEquals', numeric((given, wanted) => given >= wanted)],
        ['DateEquals', date((given, wanted) => given === wanted)],
        ['DateNotEquals', date((given, wanted) => given === wanted), true],
        ['DateLessThan', date((given, wanted) => given < wanted)],
        ['DateLessThanEquals', date((given, wanted) => given <= wanted)],
        ['DateGreaterThan', date((given, wanted) => given > wanted)],
        ['DateGreaterThanEquals', date((given, wanted) => given >= wanted)],
        ['Bool', alike],
        ['BinaryEquals', equal],
        ['IpAddress', inNetwork],
        ['NotIpAddress', inNetwork, true],
        ['ArnEquals', arnLike],
        ['ArnLike', arnLike],
        ['ArnNotEquals', arnLike, true],
        ['ArnNotLike', arnLike, true],
      ] as const
    ).map(([name, compare, negated = false]) => [name, { compare, negated }]),
  );

export interface Operator {
  readonly name: string;
  readonly each?: 'all' | 'any';
  readonly ifExists: boolean;
  readonly negated: boolean;
}

/** An operator taken apart; undefined for what IAM does not know. Operators compare with case. */
export function operatorOf(written: string): Operator | undefined {
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(written) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const known = OPERATORS.get(name);
  if (!known && (name !== 'Null' || ifExists)) return undefined;
  return {
    name,
    ifExists,
    negated: known?.negated ?? false,
    ...(set ? { each: set === 'ForAllValues' ? ('all' as const) : ('any' as const) } : {}),
  };
}

/** The documented spelling of an operator that is written in another case. */
export const spellingOf = (written: string): string | undefined =>
  [...OPERATORS.keys(), 'Null']
    .flatMap((name) => [name, `${name}IfExists`])
    .find((name) => name.toLowerCase() === written.toLowerCase());

const valuesIn = (context: Context, key: string): readonly string[] | undefined => {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found && (typeof found[1] === 'string' ? [found[1]] : found[1]);
};

/** Whether a condition holds for a request, and why. */
export function evaluateCondition(condition: Condition, context: Context): ConditionOutcome {
  const { operator: written, key, values: wanted } = condition;
  const operator = operatorOf(written);
  if (!operator) return { holds: 'unknown', because: `There is no operator ${written}.` };
  const given = valuesIn(context, key);
  if (operator.name === 'Null')
    return {
      holds: wanted.some((word) => (word === 'true') === (given === undefined)),
      because: `${key} is ${given === undefined ? 'absent' : 'present'}.`,
    };
  if (given === undefined || given.length === 0) {
    if (operator.each === 'any') return { holds: false, because: `${key} is absent.` };
    // Whoever forbids a value lets in those who give none.
    const holds = operator.ifExists || operator.negated || operator.each === 'all';
    return {
      holds,
      because: `${key} is absent, which ${holds ? 'satisfies' : 'does not satisfy'} ${written}.`,
    };
  }
  const compare = OPERATORS.get(operator.name)?.compare ?? equal;
  const one = (value: string) => {
    const some = wanted.some((word) => compare(word, value));
    return operator.negated ? !some : some;
  };
  const holds = operator.each === 'any' ? given.some(one) : given.every(one);
  return { holds, because: `${key} ${holds ? 'satisfies' : 'does not satisfy'} ${written}.` };
}
