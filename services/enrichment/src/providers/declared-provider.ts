import { z } from 'zod';
import { compileFieldPath } from '../data-models/field-path.js';
import type { JsonObject } from '../json-object.js';
import { QuotaPolicy } from '../quota/quota-policy.js';
import { compileCondition } from '../rules/condition.js';
import {
  type Asked,
  ASKED_KINDS,
  encoded,
  type Provider,
  UnexpectedAnswer,
  VERDICTS,
} from './provider.js';

const saying = (check: (text: string) => void) =>
  z.string().superRefine((text, context) => {
    try {
      check(text);
    } catch (thrown) {
      context.addIssue({ code: 'custom', message: (thrown as Error).message });
    }
  });

/** `{value}`, `{kind}` and `{key}` are put in; other braces are none of ours, and refused. */
const PLACE = /\{(value|kind|key)\}/g;
const Template = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'Printable characters only.')
  .refine((text) => !/[{}]/.test(text.replace(PLACE, '')), 'Only {value}, {kind} and {key}.');
/** A key in a path would end up in logs of others. */
const Path = Template.refine((text) => text.startsWith('/'), 'Expected a path from / on.').refine(
  (text) => !text.includes('{key}') && !/[?#]/.test(text),
  'No key, query or fragment: these have places of their own.',
);
/** What decides who is asked, and how it is read, is ours. */
const RESERVED = /^(host|content-length|transfer-encoding|connection|accept-encoding)$/i;
const HeaderName = z
  .string()
  .regex(/^[A-Za-z\d-]{1,64}$/)
  .refine((name) => !RESERVED.test(name), 'This header cannot be set.');
const HeaderValue = Template.refine((text) => !text.includes('{value}'), 'No {value} in a header.');
/** What is called like this is a secret, and has no place in a definition, which many may read. */
const SECRET_NAME = /auth|key|token|secret|passw|cookie|credential/i;
const withoutSecrets = (templates: Readonly<Record<string, string>>) =>
  Object.entries(templates).every(
    ([name, template]) => !SECRET_NAME.test(name) || template.includes('{key}'),
  );
const NO_SECRETS = 'What is called like a secret has to hold {key}.';
const entriesMax = (max: number) => (record: object) => Object.keys(record).length <= max;

/** A provider that speaks JSON over HTTP, described and not programmed. */
export const DeclaredProvider = z.strictObject({
  kinds: z.array(z.enum(ASKED_KINDS)).min(1).max(ASKED_KINDS.length),
  baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  path: Path,
  query: z
    .record(z.string().min(1).max(64), Template)
    .refine(entriesMax(20), 'At most 20.')
    .refine(withoutSecrets, NO_SECRETS)
    .default({}),
  headers: z
    .record(HeaderName, HeaderValue)
    .refine(entriesMax(20), 'At most 20.')
    .refine(withoutSecrets, NO_SECRETS)
    .default({}),
  /** Whether a 404 says that nothing is known; otherwise it is a failure. */
  notFoundIs404: z.boolean().default(true),
  /** CEL over `answer`: when an answer says that something is known. */
  found: saying((text) => void compileCondition(text, 'answer')).default(''),
  /** Names in the row, and where in the answer they are. */
  fields: z
    .record(
      z.string().regex(/^[a-z][a-z\d_]{0,63}$/),
      saying((path) => void compileFieldPath(path)),
    )
    .refine((fields) => entriesMax(100)(fields) && Object.keys(fields).length > 0, '1 to 100.'),
  /** The first whose condition is met; without one, `unrated`. */
  verdicts: z
    .array(
      z.strictObject({
        when: saying((text) => void compileCondition(text, 'answer')),
        verdict: z.enum(VERDICTS),
      }),
    )
    .max(20)
    .default([]),
  cost: z.number().int().min(1).max(1_000).default(1),
  countsSuccessOnly: z.boolean().default(false),
  quota: QuotaPolicy,
});
export type DeclaredProvider = z.output<typeof DeclaredProvider>;

type Filling = Readonly<Record<'value' | 'kind' | 'key', string>>;
const filled = (template: string, filling: Filling): string =>
  template.replace(PLACE, (_, name: keyof Filling) => filling[name]);
const filledIn = (templates: Readonly<Record<string, string>>, filling: Filling) =>
  Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, filled(template, filling)]),
  );

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is described, as a provider like any other. */
export function compileProvider(declared: DeclaredProvider): Provider {
  const found = compileCondition(declared.found, 'answer');
  const fields = Object.entries(declared.fields).map(
    ([name, path]) => [name, compileFieldPath(path)] as const,
  );
  const verdicts = declared.verdicts.map(({ when, verdict }) => ({
    isMet: compileCondition(when, 'answer'),
    verdict,
  }));
  return {
    kinds: declared.kinds,
    baseUrl: declared.baseUrl,
    cost: declared.cost,
    quota: declared.quota,
    countsSuccessOnly: declared.countsSuccessOnly,
    request: ({ kind, value }: Asked, key) => ({
      path: filled(declared.path, { kind, value: encoded(value), key: '' }),
      query: filledIn(declared.query, { kind, value, key }),
      headers: filledIn(declared.headers, { kind, value: '', key }),
    }),
    read: ({ status, json }) => {
      if (status === 404) {
        if (!declared.notFoundIs404) throw new UnexpectedAnswer();
        return undefined;
      }
      if (!isObject(json)) throw new UnexpectedAnswer();
      if (found(json) !== true) return undefined;
      const row = Object.fromEntries(
        fields.flatMap(([name, read]) => {
          const value = read(json);
          return value === undefined ? [] : [[name, value]];
        }),
      );
      const met = verdicts.find(({ isMet }) => isMet(json) === true);
      return { verdict: met?.verdict ?? 'unrated', row };
    },
  };
}
