import { z } from 'zod';

/** Shapes are checked here, limits of namespaces and keys by `enrichment`. */
const expiresAt = z
  .string()
  .optional()
  .meta({ format: 'date-time', description: 'Absent where there is none.' });
const ttlSeconds = z
  .int()
  .min(1)
  .max(2_592_000)
  .meta({ description: 'From now; at most 30 days.' });
const member = z.string().min(1).max(1_000);

export const IncrementCounter = z
  .strictObject({
    by: z.int().min(1).max(1_000_000_000).optional().meta({ description: '1 if not given.' }),
    threshold: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Whose reaching `crossed` tells, once in a window.' }),
    windowSeconds: ttlSeconds.meta({
      description: 'Opened by the first addition; then the counter starts from nothing.',
    }),
  })
  .meta({ id: 'IncrementCounter' });
export type IncrementCounter = z.output<typeof IncrementCounter>;

export const Counter = z.object({ count: z.int(), expiresAt }).meta({ id: 'SharedCounter' });
export type Counter = z.output<typeof Counter>;

export const Incremented = z
  .object({
    count: z.int(),
    crossed: z.boolean().meta({ description: 'Whether this addition reached the threshold.' }),
    expiresAt,
  })
  .meta({ id: 'IncrementedCounter' });
export type Incremented = z.output<typeof Incremented>;

export const ChangeSet = z
  .strictObject({
    add: z.array(member).max(1_000).optional(),
    remove: z.array(member).max(1_000).optional(),
    replace: z
      .boolean()
      .optional()
      .meta({ description: 'The set holds afterwards what is added, and nothing else.' }),
    ttlSeconds,
  })
  .meta({ id: 'ChangeSharedSet' });
export type ChangeSet = z.output<typeof ChangeSet>;

export const SharedSet = z
  .object({ members: z.array(z.string()), expiresAt })
  .meta({ id: 'SharedSet' });
export type SharedSet = z.output<typeof SharedSet>;

export const PutValue = z
  .strictObject({
    value: z.json().meta({ description: 'At most 64 kB.' }),
    ttlSeconds,
  })
  .meta({ id: 'PutSharedValue' });
export type PutValue = z.output<typeof PutValue>;

export const SharedValue = z.object({ value: z.unknown(), expiresAt }).meta({ id: 'SharedValue' });
export type SharedValue = z.output<typeof SharedValue>;

export const SharedNamespace = z
  .object({ keys: z.int(), keysMax: z.int() })
  .meta({ id: 'SharedNamespace' });
export type SharedNamespace = z.output<typeof SharedNamespace>;
