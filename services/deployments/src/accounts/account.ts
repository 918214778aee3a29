import { z } from 'zod';
import type { Circumstance } from '../releases/release.js';

/** Its last part has a letter first, so an address is none. */
const DOMAIN = /^(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

export const AccountNumber = z.string().regex(/^\d{12}$/, 'An account id has 12 digits.');

/** Who creates and updates the stacks. */
export const DEPLOYERS = ['deployment_role', 'administrator'] as const;
/** Whose Snowflake holds the data. */
export const SNOWFLAKES = ['vendor', 'customer'] as const;

/** What deploying into an account depends on. */
export const AccountFacts = z.object({
  deployedBy: z.enum(DEPLOYERS),
  snowflake: z.enum(SNOWFLAKES),
  /** The domain that the platform runs under; empty: none of its own. */
  customDomain: z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .refine(
      (text) => text === '' || DOMAIN.test(text),
      'Must be the name of a domain, such as siem.example.com.',
    ),
});
export type AccountFacts = z.output<typeof AccountFacts>;

/** An account in a region holds one deployment, so this names both. */
export const accountId = (account: string, region: string): string => `${account}-${region}`;

/** The account and the region that an id names. */
export const placeOf = (id: string): { readonly account: string; readonly region: string } => ({
  account: id.slice(0, 12),
  region: id.slice(13),
});

/** What it means for the way of an upgrade. */
export const circumstancesOf = ({
  deployedBy,
  snowflake,
  customDomain,
}: AccountFacts): ReadonlySet<Circumstance> =>
  new Set<Circumstance>([
    deployedBy,
    ...(snowflake === 'customer' ? (['customer_snowflake'] as const) : []),
    ...(customDomain === '' ? [] : (['custom_domain'] as const)),
  ]);
