import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CachePolicy } from '../asking/remembered.js';
import { QuotaPolicy } from '../quota/quota-policy.js';
import { BUILT_IN_PROVIDERS } from './built-in-providers.js';
import { compileProvider, DeclaredProvider } from './declared-provider.js';
import type { Provider } from './provider.js';

/** It becomes a key of the output, beside those of tables. */
export const ProviderName = z
  .string()
  .regex(
    /^[a-z\d][a-z\d_-]{0,63}$/,
    'Expected 1 to 64 lower-case letters, digits, dashes and underscores.',
  );

/** Where the key is kept: never the key itself. */
const Key = z.strictObject({
  /** Of the registry. */
  roleArn: z
    .string()
    .regex(/^arn:[a-z-]+:iam::\d{12}:role\/.{1,600}$/, 'Expected the ARN of a role.'),
  secretArn: z
    .string()
    .regex(
      /^arn:[a-z-]+:secretsmanager:[a-z\d-]+:\d{12}:secret:.{1,600}$/,
      'Expected the ARN of a secret.',
    ),
  /** Of the secret's JSON; absent: all of its text. */
  member: z.string().min(1).max(200).optional(),
});

/** Whether its key is put in anywhere. */
const asksForKey = ({ headers, query }: DeclaredProvider): boolean =>
  [...Object.values(headers), ...Object.values(query)].some((text) => text.includes('{key}'));

/** What somebody asks to have as a provider, checked; what is left out is filled in. */
export const ProviderDefinition = z
  .strictObject({
    description: z.string().max(500),
    enabled: z.boolean(),
    builtIn: z
      .string()
      .refine((name) => Object.hasOwn(BUILT_IN_PROVIDERS, name), {
        error: `Expected one of ${Object.keys(BUILT_IN_PROVIDERS).join(', ')}.`,
      })
      .optional(),
    declared: DeclaredProvider.optional(),
    key: Key.optional(),
    /** In the place of the built-in one: a proxy, or a copy for tests. */
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    /** In the place of the built-in one, as the plan that is paid for allows. */
    quota: QuotaPolicy.optional(),
    cache: CachePolicy.prefault({}),
  })
  .superRefine(({ builtIn, declared, key, baseUrl, quota }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((builtIn === undefined) === (declared === undefined))
      refuse('builtIn', 'Expected either a built-in provider or a declared one.');
    if (builtIn !== undefined && key === undefined) refuse('key', 'This provider needs a key.');
    if (!declared) return;
    if (asksForKey(declared) !== (key !== undefined))
      refuse('key', 'A key is needed where {key} is to be put in, and nowhere else.');
    if (baseUrl !== undefined) refuse('baseUrl', 'A declared provider has its own.');
    if (quota !== undefined) refuse('quota', 'A declared provider has its own.');
  });
export type ProviderDefinition = z.output<typeof ProviderDefinition>;

/** Whether both ask at one place with one key, and so use up the same quota. */
export function isSameAccount(one: ProviderDefinition, other: ProviderDefinition): boolean {
  const [a, b] = [one.key, other.key];
  if (!a || !b || a.secretArn !== b.secretArn || a.member !== b.member) return false;
  const placeOf = (each: ProviderDefinition) =>
    new URL(compileDefinition(each).baseUrl).href.replace(/\/$/, '');
  return placeOf(one) === placeOf(other);
}

/** Where answers come from and how they are read, in a few characters. */
export const sourceOf = ({ builtIn, declared, baseUrl }: ProviderDefinition): string =>
  createHash('sha256')
    .update(JSON.stringify([builtIn, declared, baseUrl]))
    .digest('base64url')
    .slice(0, 16);

/** A definition, ready to be asked by. */
export interface DefinedProvider {
  readonly provider: Provider;
  readonly baseUrl: string;
  readonly quota: QuotaPolicy;
}

/** @param definition one that was checked */
export function compileDefinition({
  builtIn = '',
  declared,
  baseUrl,
  quota,
}: ProviderDefinition): DefinedProvider {
  const provider = declared ? compileProvider(declared) : BUILT_IN_PROVIDERS[builtIn]!;
  return {
    provider,
    baseUrl: baseUrl ?? provider.baseUrl,
    quota: quota ?? QuotaPolicy.parse(provider.quota),
  };
}
