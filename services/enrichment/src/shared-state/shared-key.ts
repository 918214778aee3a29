import { ServiceError } from '@margay/contracts';
import { z } from 'zod';

/** Of what kind something is; keys of two kinds never meet. */
export type SharedKind = 'counter' | 'set' | 'value';

export interface SharedKey {
  readonly namespace: string;
  readonly key: string;
}

const DAY_SECONDS = 86_400;
export const TTL_SECONDS_MAX = 30 * DAY_SECONDS;
export const MEMBERS_MAX = 1_000;
export const VALUE_BYTES_MAX = 65_536;
export const BY_MAX = 1_000_000_000;
/** As the table's triggers count. */
export const KEYS_MAX = 100_000;

export const Namespace = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    '1 to 100 letters, digits, dots, dashes or underscores.',
  );

/** What a text column can hold, and a person can read. */
const text = (lengthMax: number) =>
  z
    .string()
    .min(1, 'Must not be empty.')
    .max(lengthMax, `At most ${lengthMax} characters.`)
    .regex(/^\P{C}*$/u, 'No control characters.');

const Key = text(200);
const Ttl = z.number().int().min(1).max(TTL_SECONDS_MAX, `At most ${TTL_SECONDS_MAX} seconds.`);
const Members = z.array(text(1_000)).max(MEMBERS_MAX);
const address = { namespace: Namespace, key: Key };

export const Address = z.object(address);
export const Increment = z.object({
  ...address,
  by: z.number().int().min(1).max(BY_MAX),
  windowSeconds: Ttl,
  threshold: z.number().int().min(0),
});
export type Increment = z.output<typeof Increment>;

export const SetChange = z.object({
  ...address,
  add: Members,
  remove: Members,
  replace: z.boolean(),
  ttlSeconds: Ttl,
});
export type SetChange = z.output<typeof SetChange>;

export const Value = z.object({
  ...address,
  value: z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length <= VALUE_BYTES_MAX,
    `At most ${VALUE_BYTES_MAX} bytes.`,
  ),
  ttlSeconds: Ttl,
});
export type Value = z.output<typeof Value>;

/** @throws ServiceError `bad_request` with every wrong field */
export function usable<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ServiceError('bad_request', 'The request is not valid.', {
    fields: result.error.issues
      .slice(0, 100)
      .map(({ path, message }) => ({ path: z.core.toDotPath(path), message })),
  });
}
