import type { DeclaredParameter, ParameterValues } from '../parameters/declared-parameter.js';
import type { Release } from '../releases/release.js';

/** How the parameters of two templates differ. */
export interface ParameterDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly defaultChanged: readonly {
    readonly name: string;
    readonly before?: string;
    readonly after?: string;
  }[];
}

const named = (parameters: readonly DeclaredParameter[]) =>
  new Map(parameters.map((parameter) => [parameter.name, parameter]));

/** A default that nobody may see again is not told either. */
const told = (side: 'before' | 'after', { noEcho, default: value }: DeclaredParameter) =>
  value === undefined ? {} : { [side]: noEcho ? '****' : value };

/** Undefined while one of the templates has not been read. */
export function parameterDifference(from: Release, to: Release): ParameterDifference | undefined {
  if (!from.parameters || !to.parameters) return undefined;
  const before = named(from.parameters);
  const after = named(to.parameters);
  const renamed = Object.entries(to.renames ?? {})
    .filter(([old, name]) => before.has(old) && !after.has(old) && after.has(name))
    .map(([old, name]) => ({ from: old, to: name }));
  const oldNames = new Set(renamed.map((each) => each.from));
  const newNames = new Set(renamed.map((each) => each.to));
  return {
    added: [...after.keys()].filter((name) => !before.has(name) && !newNames.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name) && !oldNames.has(name)),
    renamed,
    defaultChanged: [...after.values()].flatMap((now) => {
      const then = before.get(now.name);
      if (!then || then.default === now.default) return [];
      return [{ name: now.name, ...told('before', then), ...told('after', now) }];
    }),
  };
}

/** The values as the next template takes them: what it does not declare is not passed to it. */
export function carriedOver(values: ParameterValues, to: Release): ParameterValues {
  const names = to.parameters && new Set(to.parameters.map(({ name }) => name));
  const carried: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const newName = to.renames?.[name];
    const now = newName !== undefined && !names?.has(name) ? newName : name;
    // A value that was given under the new name goes before the one under the old.
    if (now !== name && Object.hasOwn(values, now)) continue;
    if (!names || names.has(now)) carried[now] = value;
  }
  return carried;
}
