import type { JsonObject } from '../json-object.js';
import { compileFieldPath } from './field-path.js';

export type TextReader = (event: JsonObject) => string | undefined;

/** Reads a place that holds text; anything else there counts as nothing. */
export function textAt(path: string): TextReader {
  const read = compileFieldPath(path);
  return (event) => {
    const value = read(event);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

/** The first of several places that holds text. */
export function firstTextAt(...paths: readonly string[]): TextReader {
  const readers = paths.map(textAt);
  return (event) => {
    for (const read of readers) {
      const text = read(event);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}
