import { z } from 'zod';
import { extractors } from './extractors.js';
import { compileFieldPath, type FieldReader } from './field-path.js';

/** A place where an event of a log type carries an address, or a list of addresses. */
export interface Selector {
  /** As the model writes it: the key in the output. */
  readonly text: string;
  readonly read: FieldReader;
}

/** What is known of one log type: where its events carry what. */
export interface DataModel {
  /** `AWS.CloudTrail`, or a family such as `Suricata.*`. */
  readonly logType: string;
  /** Readers by the field's name in the unified data model, such as `source_ip`. */
  readonly fields: ReadonlyMap<string, FieldReader>;
  readonly selectors: readonly Selector[];
}

const Path = z.string().transform((path, context): FieldReader => {
  try {
    return compileFieldPath(path);
  } catch (thrown) {
    context.addIssue({ code: 'custom', message: (thrown as Error).message });
    return z.NEVER;
  }
});

const Method = z.string().transform((name, context): FieldReader => {
  const extractor = extractors.get(name);
  if (extractor !== undefined) return extractor;
  context.addIssue({ code: 'custom', message: 'There is no extractor of this name.' });
  return z.NEVER;
});

const Field = z
  .strictObject({ path: Path.optional(), method: Method.optional() })
  .transform(({ path, method }, context): FieldReader => {
    if (path !== undefined && method === undefined) return path;
    if (method !== undefined && path === undefined) return method;
    context.addIssue({ code: 'custom', message: 'Expected either a path or a method.' });
    return z.NEVER;
  });

/** A selector is a key of the output, where this one would not be a key but a prototype. */
const isKey = (text: string): boolean => text !== '__proto__';

const SelectorText = z
  .string()
  .refine(isKey, 'This name cannot be used.')
  .transform((text, context): Selector => {
    try {
      return { text, read: compileFieldPath(text) };
    } catch (thrown) {
      context.addIssue({ code: 'custom', message: (thrown as Error).message });
      return z.NEVER;
    }
  });

/** With so many, each with a full list, the answer to one event still fits a message on the bus. */
const SELECTORS_MAX = 10;

/** One file of `data-models/`. */
export const DataModelFile = z
  .strictObject({
    logType: z.string().regex(/^[A-Z][\w-]*(\.[\w-]+)*(\.\*)?$/, 'Expected a log type.'),
    fields: z.record(z.string().regex(/^[a-z]\w*$/i, 'Expected a field name.'), Field).default({}),
    selectors: z
      .array(SelectorText)
      .max(SELECTORS_MAX)
      .refine((all) => new Set(all.map(({ text }) => text)).size === all.length, 'One is repeated.')
      .default([]),
  })
  .transform(({ logType, fields, selectors }): DataModel => ({
    logType,
    fields: new Map(Object.entries(fields)),
    selectors,
  }));
