import { Environment } from '@marcbachmann/cel-js';
import { parseAddress, parseBlock } from '../address/address.js';
import { contains } from '../address/block.js';
import type { JsonObject } from '../json-object.js';

/** What a condition says of one event, or of whatever it speaks of. `undefined`: what it asks about is not there. */
export type Condition = (subject: JsonObject) => boolean | undefined;

/** What a condition may speak of: an event, or a provider's answer. */
export type Subject = 'event' | 'answer';

export const CONDITION_LENGTH_MAX = 1_000;

type Network = NonNullable<ReturnType<typeof parseBlock>>;

const NETWORKS_MAX = 1_000;
const networks = new Map<string, Network | undefined>();

/** Blocks stand in conditions and are few: each is read once. */
function networkOf(block: string): Network | undefined {
  if (networks.has(block)) return networks.get(block);
  if (networks.size >= NETWORKS_MAX) networks.clear();
  const network = parseBlock(block);
  networks.set(block, network);
  return network;
}

/**
 * The Common Expression Language (https://cel.dev), over one variable.
 *
 * What could cost more than its value is long is left out: regular expressions, and in a loop
 * whatever goes through the value once more. All else is bounded by the length of the text.
 */
const languageOver = (subject: Subject) =>
  new Environment({
    homogeneousAggregateLiterals: false,
    limits: {
      maxAstNodes: 300,
      maxDepth: 30,
      maxListElements: 200,
      maxMapEntries: 0,
      maxCallArguments: 4,
    },
  })
    .registerVariable(subject, 'map')
    .registerFunction('inCidr(dyn, string): bool', (value: unknown, block: string) => {
      const network = networkOf(block);
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      return network !== undefined && address !== undefined && contains(network, address);
    });

const LANGUAGES = { event: languageOver('event'), answer: languageOver('answer') } as const;

/** Of the language, and not ours: each with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  matches: 'regular expressions can take longer than an event is worth',
  map: 'a condition makes no lists',
  filter: 'a condition makes no lists',
};
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one']);

interface Node {
  readonly op: string;
  readonly args: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'op' in value;

/** @throws Error naming what may not be used */
function refuseCostly(value: unknown, subject: Subject, inLoop = false): void {
  if (Array.isArray(value)) return value.forEach((each) => refuseCostly(each, subject, inLoop));
  if (!isNode(value)) return;
  if (inLoop && value.op === 'id' && value.args === subject)
    throw new Error(`${subject} cannot be used inside a loop: only the variable of the loop.`);
  const called =
    (value.op === 'call' || value.op === 'rcall') && Array.isArray(value.args)
      ? String(value.args[0])
      : '';
  const reason = Object.hasOwn(REFUSED, called) ? REFUSED[called] : undefined;
  if (reason !== undefined) throw new Error(`${called} cannot be used: ${reason}.`);
  const isLoop = LOOPS.has(called);
  if (isLoop && inLoop) throw new Error(`${called} cannot be used inside another loop.`);
  refuseBadBlock(called, value.args);
  if (!isLoop || !Array.isArray(value.args)) return refuseCostly(value.args, subject, inLoop);
  // What is gone through, then what is asked of each.
  refuseCostly(value.args.slice(0, -1), subject, inLoop);
  refuseCostly(value.args.at(-1), subject, true);
}

/** A block is written in the condition, so that a wrong one is found before any event comes. */
function refuseBadBlock(called: string, args: unknown): void {
  if (called !== 'inCidr' || !Array.isArray(args)) return;
  const block: unknown = Array.isArray(args[1]) ? args[1].at(-1) : args.at(-1);
  const isGood = isNode(block) && block.op === 'value' && parseBlock(String(block.args));
  if (!isGood) throw new Error('inCidr needs a block such as "10.0.0.0/8", without host bits.');
}

const firstLine = (thrown: unknown): string => String((thrown as Error).message).split('\n')[0]!;

/**
 * A condition from its text, compiled once. An empty one is always true.
 *
 * @throws Error saying what is wrong with the text
 */
export function compileCondition(text: string, subject: Subject = 'event'): Condition {
  if (text.trim() === '') return () => true;
  if (text.length > CONDITION_LENGTH_MAX)
    throw new Error(`Must be at most ${CONDITION_LENGTH_MAX} characters.`);
  let program: ReturnType<Environment['parse']>;
  try {
    program = LANGUAGES[subject].parse(text);
  } catch (thrown) {
    throw new Error(firstLine(thrown), { cause: thrown });
  }
  refuseCostly(program.ast, subject);
  const { valid, type, error } = program.check();
  if (!valid) throw new Error(firstLine(error), { cause: error });
  if (type !== 'bool' && type !== 'dyn') throw new Error('Must come to true or false.');
  return (value) => {
    try {
      const result: unknown = program({ [subject]: value });
      return typeof result === 'boolean' ? result : undefined;
    } catch {
      // Events differ: one that has not got what is asked about does not meet the condition.
      return undefined;
    }
  };
}
