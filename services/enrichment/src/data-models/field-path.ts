import type { JsonObject } from '../json-object.js';

/** Reads one place of an event; undefined when there is nothing. Never throws. */
export type FieldReader = (event: JsonObject) => unknown;

const JSON_PATH = /^\$(?:\.[A-Za-z_@][\w@-]{0,127}|\[\d{1,6}\]){1,32}$/;
const STEP = /\.([\w@-]+)|\[(\d+)\]/g;
const PLAIN_FIELD = /^[A-Za-z_@][\w@.:-]{0,127}$/;

/**
 * The reader of a path, compiled once: a top-level field (`srcAddr`), or the part of JSONPath that
 * names exactly one place (`$.client.addresses[0].ip`). Wildcards, slices and filters are refused.
 *
 * @throws Error when the text is neither
 */
export function compileFieldPath(path: string): FieldReader {
  if (PLAIN_FIELD.test(path)) return (event) => own(event, path);
  if (!JSON_PATH.test(path)) throw new Error('Expected a top-level field or a path like $.a.b[0].');

  const steps = [...path.matchAll(STEP)].map(([, key, index]) => key ?? Number(index));
  if (steps.length === 1) return (event) => step(event, steps[0]!);
  return (event) => {
    let value: unknown = event;
    for (const next of steps) {
      value = step(value, next);
      if (value === undefined) return undefined;
    }
    return value;
  };
}

/** A key of an object, an index of an array; nothing else leads anywhere. */
const step = (value: unknown, next: string | number): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) !== (typeof next === 'number')) return undefined;
  return own(value as JsonObject, next);
};

/** Own properties only: `constructor` in a path is a field of the event or nothing. */
const own = (value: JsonObject, key: string | number): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;
