import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { OPERATIONS, type Operation } from '@margay/client';
import { Command, Option } from 'commander';
import { parse } from 'yaml';
import type { CommandGroup, CommandRow } from './command-row.js';
import { type Context, contextOf } from './context.js';
import { Usage } from './failure.js';
import { cell } from './plain.js';
import { argumentsOf, flagOf, optionsOf, requestOf } from './request-of.js';

/** In one place with options of ours: named otherwise. */
const OURS = new Set(['all', 'body', 'json', 'profile', 'timeout', 'help']);

const attributeOf = (flag: string): string => new Option(`--${flag} <x>`).attributeName();

/** A whole body from a file, JSON or YAML; `-` is the standard input. */
async function bodyFrom(file: string): Promise<unknown> {
  const text = file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new Usage(`${file} is neither JSON nor YAML: ${(error as Error).message}`);
  }
}

/** Options that an operation has, for one that asks it in a way of its own. */
export function withOptions(
  command: Command,
  operation: Operation,
  except: readonly string[] = [],
): Command {
  for (const field of optionsOf(operation)) {
    const flag = flagOf(field.name);
    if (except.includes(field.name) || OURS.has(flag)) continue;
    const choices = field.choices ? ` One of: ${field.choices.join(', ')}.` : '';
    const isRequired = field.isRequired && !operation.body;
    const option = new Option(`--${flag} <${field.kind === 'words' ? 'a,b' : field.kind}>`);
    option.description =
      `${field.description}${choices}${field.isRequired ? ' Required.' : ''}`.trim();
    option.mandatory = isRequired;
    command.addOption(option);
  }
  return command;
}

/** What was typed, by the names of the operation's fields. */
export function typedOf(command: Command, operation: Operation): Record<string, string> {
  const options = command.opts<Record<string, string>>();
  return Object.fromEntries(
    optionsOf(operation).flatMap(({ name }) => {
      const typed = options[attributeOf(flagOf(name))];
      return typed === undefined ? [] : [[name, typed]];
    }),
  );
}

async function carryOut(
  { client, output, signal }: Context,
  { columns, operation: id }: CommandRow,
  command: Command,
): Promise<void> {
  const operation: Operation = OPERATIONS[id];
  const { body: file, all } = command.opts<{ body?: string; all?: boolean }>();
  const request = requestOf(
    operation,
    command.processedArgs as string[],
    typedOf(command, operation),
  );
  const { path, query, headers } = request;
  if (all) {
    const shown = columns ?? [];
    for await (const each of client.all<object>(path, query, signal))
      output.each(each, () => shown.map((column) => cell((each as never)[column])).join('\t'));
    return;
  }
  const body =
    file === undefined ? request.body : { ...((await bodyFrom(file)) as object), ...request.body };
  const answer = await client.call(operation.method, path, {
    query,
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  output.answer(answer, columns);
}

function commandOf(row: CommandRow, signal: AbortSignal): Command {
  const operation: Operation = OPERATIONS[row.operation];
  const command = new Command(row.name).description(operation.summary);
  for (const name of argumentsOf(operation)) command.argument(`<${flagOf(name)}>`);
  withOptions(command, operation);
  if (operation.body && operation.method !== 'GET')
    command.option('--body <file>', 'the whole body as JSON or YAML; - reads the standard input');
  if (operation.parameters.some(({ name }) => name === 'cursor'))
    command.option('--all', 'every page, one line for each');
  return command.action(async () => carryOut(contextOf(command, signal), row, command));
}

/** The commands of a group, one for each of its rows. */
export function groupOf({ name, about, rows }: CommandGroup, signal: AbortSignal): Command {
  const group = new Command(name).description(about);
  for (const row of rows) group.addCommand(commandOf(row, signal));
  return group;
}
