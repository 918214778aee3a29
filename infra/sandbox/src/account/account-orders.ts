import { z } from 'zod';
import type { World } from '../world.js';
import type { AccountState, Place } from './account-states.js';

const count = z.number().int().min(0);

const state = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  functions: z.array(z.string()).optional(),
  logGroups: z.array(z.string()).optional(),
  tagged: z
    .array(
      z.strictObject({
        arn: z.string().startsWith('arn:'),
        tags: z.record(z.string(), z.string()),
      }),
    )
    .optional(),
  vpcs: count.optional(),
  internetGateways: count.optional(),
  addresses: count.optional(),
  lambda: z.strictObject({ concurrency: count, unreserved: count }).optional(),
  quotas: z.record(z.string(), z.number()).optional(),
});

/** What may be ordered of what lies in an account. */
export const ACCOUNT_ORDERS = {
  accountState: {
    body: state,
    obey: (world: World, { account, region, ...rest }: Place & Partial<AccountState>) =>
      world.accountStates.put({ account, region }, rest),
  },
} as const;
