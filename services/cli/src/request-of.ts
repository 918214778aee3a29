import type { Operation, OperationField } from '@margay/client';
import { Usage } from './failure.js';

/** `allowedCIDRBlocks` → `allowed-cidr-blocks`, `If-Match` → `if-match`. */
export const flagOf = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** Parameters of the path, in its order: a command's arguments. */
export const argumentsOf = ({ path }: Operation): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

export const optionsOf = ({ parameters, body }: Operation): readonly OperationField[] => [
  ...parameters.filter((parameter) => parameter.in !== 'path'),
  ...(body?.fields ?? []),
];

/** A value as it was typed, as the field wants it. */
export function valueOf({ name, kind }: OperationField, typed: string): unknown {
  switch (kind) {
    case 'text':
      return typed;
    case 'words':
      return typed
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
    case 'number': {
      const value = Number(typed);
      if (typed.trim() !== '' && Number.isFinite(value)) return value;
      throw new Usage(`--${flagOf(name)} takes a number.`);
    }
    case 'boolean':
      if (typed === 'true' || typed === 'false') return typed === 'true';
      throw new Usage(`--${flagOf(name)} takes true or false.`);
    case 'json':
      try {
        return JSON.parse(typed) as unknown;
      } catch {
        throw new Usage(`--${flagOf(name)} takes JSON.`);
      }
  }
}

export interface Made {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * The request that a command line stands for.
 *
 * @param args for the path, in its order
 * @param options as they were typed, by the names of their fields
 * @throws Usage
 */
export function requestOf(
  operation: Operation,
  args: readonly string[],
  options: Readonly<Record<string, string>>,
): Made {
  const values = new Map(argumentsOf(operation).map((name, i) => [name, args[i] ?? '']));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  );
  const given = (place: string): Record<string, string> =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && options[parameter.name] !== undefined)
        .map(({ name }) => [name, options[name] ?? '']),
    );
  const fields = (operation.body?.fields ?? []).filter(({ name }) => options[name] !== undefined);
  const body = Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, options[field.name] ?? '')]),
  );
  return {
    path,
    query: given('query'),
    headers: given('header'),
    ...(operation.body && operation.method !== 'GET' ? { body } : {}),
  };
}
