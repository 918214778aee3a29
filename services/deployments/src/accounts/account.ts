import { z } from 'zod';
import type { Circumstance } from '../releases/release.js';

/** Its last part has a letter first, so an address is none. */
const DOMAIN = /^(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

export const AccountNumber = z.string().regex(/^\d{12}$/, 'An account id has 12 digits.');

/** Who creates and updates the stacks. */
export const DEPLOYERS = ['deployment_role', 'administrator'] as const;
/** Whose Snowflake holds the data. */
export const SNOWFLAKES = ['vendor', 'customer'] as const;

/** Of IAM, in the partition that releases are published in. */
const ROLE = /^arn:aws:iam::\d{12}:role\/([!-~]{1,500}\/)?[\w+=,.@-]{1,64}$/;
const RoleArn = z
  .string()
  .refine(
    (text) => text === '' || ROLE.test(text),
    'Must be the ARN of a role: arn:aws:iam::123456789012:role/name.',
  )
  .optional();

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
  /** In the account itself: what a preflight looks through; empty: it looks at nothing. */
  inspectionRole: RoleArn,
  /** In the management account of its organisation: may read the policies that are attached there. */
  organizationRole: RoleArn,
  /** In the account itself: what deployments are made through; empty: none are. */
  deployerRole: RoleArn,
});
export type AccountFacts = z.output<typeof AccountFacts>;

/** An account in a region holds one deployment, so this names both. */
export const accountId = (account: string, region: string): string => `${account}-${region}`;

/** The account and the region that an id names. */
export const placeOf = (id: string): { readonly account: string; readonly region: string } => ({
  account: id.slice(0, 12),
  region: id.slice(13),
});

/** Roles that look into an account or deploy there: one of another account would do so there. */
export const foreignRoles = (
  account: string,
  facts: Pick<AccountFacts, 'inspectionRole' | 'deployerRole'>,
): readonly ('inspectionRole' | 'deployerRole')[] =>
  (['inspectionRole', 'deployerRole'] as const).filter((name) => {
    const arn = facts[name];
    return arn && arn.split(':')[4] !== account;
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
