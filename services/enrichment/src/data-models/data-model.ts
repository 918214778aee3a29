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
  readonly definition: DataModelDefinition;
}

/** Where a field of the unified data model is found: at a path, or by a named extractor. */
export interface FieldDefinition {
  readonly path?: string | undefined;
  readonly method?: string | undefined;
}

/** As people write it, and as it is kept. */
export interface DataModelDefinition {
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly selectors: readonly string[];
}

/** With so many, each with a full list, the answer to one event still fits a message on the bus. */
const SELECTORS_MAX = 10;
const FIELDS_MAX = 100;

const path = z.string().superRefine((text, context) => {
  try {
    compileFieldPath(text);
  } catch (thrown) {
    context.addIssue({ code: 'custom', message: (thrown as Error).message });
  }
});

const field: z.ZodType<FieldDefinition> = z
  .strictObject({
    path: path.optional(),
    method: z
      .string()
      .refine((name) => extractors.has(name), 'There is no extractor of this name.')
      .optional(),
  })
  .refine(
    (given) => (given.path === undefined) !== (given.method === undefined),
    'Expected either a path or a method.',
  );

/** A selector is a key of the output, where this one would not be a key but a prototype. */
export const isKey = (text: string): boolean => text !== '__proto__';

export const isDistinct = (all: readonly string[]): boolean => new Set(all).size === all.length;

/** A field, a path, or a field of indicators, as it will stand in the output. */
export const SelectorText = path.refine(isKey, 'This name cannot be used.');

/** `AWS.CloudTrail`, or a family such as `Suricata.*`. */
export const LogTypePattern = z
  .string()
  .max(100)
  .regex(/^[A-Z][\w-]*(\.[\w-]+)*(\.\*)?$/, 'Expected a log type.');

const parts = {
  fields: z
    .record(z.string().regex(/^[a-z]\w{0,63}$/i, 'Expected a field name.'), field)
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, `At most ${FIELDS_MAX}.`)
    .default({}),
  selectors: z
    .array(SelectorText)
    .max(SELECTORS_MAX)
    .refine(isDistinct, 'One is repeated.')
    .default([]),
};

/** What somebody asks to have as a model, checked; the same values come out, fields in order. */
export const DataModelDefinition = z
  .strictObject(parts)
  .transform(({ fields, selectors }): DataModelDefinition => ({
    fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
    selectors,
  }));

/** One file of `data-models/`. */
export const DataModelFile = z
  .strictObject({ logType: LogTypePattern, ...parts })
  .transform(({ logType, fields, selectors }) => compileDataModel(logType, { fields, selectors }));

/** @param definition checked before */
export const compileDataModel = (logType: string, definition: DataModelDefinition): DataModel => ({
  logType,
  fields: new Map(
    Object.entries(definition.fields).map(([name, { path, method }]) => [
      name,
      method === undefined ? compileFieldPath(path!) : extractors.get(method)!,
    ]),
  ),
  selectors: definition.selectors.map((text) => ({ text, read: compileFieldPath(text) })),
  definition,
});
