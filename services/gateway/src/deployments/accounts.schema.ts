import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const status = z.enum(['requested', 'approved', 'declined', 'expired', 'withdrawn']);
const account = z
  .string()
  .regex(/^\d{12}$/, 'An account id has 12 digits.')
  .meta({ description: 'Of AWS, 12 digits.' });
const region = z
  .string()
  .max(30)
  .meta({ description: 'One of those that GET /accounts/regions lists.' });
const comment = z.string().max(500).meta({ description: 'For the audit log.' });

const facts = {
  deployedBy: z
    .enum(['deployment_role', 'administrator'])
    .meta({ description: 'Who creates and updates the stacks.' }),
  snowflake: z
    .enum(['vendor', 'customer'])
    .meta({ description: 'Whose Snowflake holds the data.' }),
  customDomain: z
    .string()
    .max(200)
    .meta({ description: 'The domain the platform runs under; empty: none of its own.' }),
  inspectionRole: z.string().max(600).meta({
    description:
      'ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at.',
  }),
  organizationRole: z.string().max(600).meta({
    description:
      'ARN of the role in the management account of the organisation that may read the policies attached there.',
  }),
  deployerRole: z.string().max(600).meta({
    description:
      'ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed.',
  }),
};
const given = {
  ...facts,
  customDomain: facts.customDomain.optional(),
  inspectionRole: facts.inspectionRole.optional(),
  organizationRole: facts.organizationRole.optional(),
  deployerRole: facts.deployerRole.optional(),
};

export const RequestAccount = z
  .strictObject({ account, region, ...given, comment: comment.optional() })
  .meta({ id: 'RequestAccount' });
export type RequestAccount = z.output<typeof RequestAccount>;

export const DescribeAccount = z.strictObject(given).meta({ id: 'DescribeAccount' });
export type DescribeAccount = z.output<typeof DescribeAccount>;

export const ApproveAccount = z
  .strictObject({
    comment: comment.optional(),
    expiresAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Until when; without it, until it is withdrawn.' }),
  })
  .meta({ id: 'ApproveAccount' });
export type ApproveAccount = z.output<typeof ApproveAccount>;

export const AccountReason = z
  .strictObject({
    reason: z.string().min(1).max(500).meta({ description: 'For the audit log.' }),
  })
  .meta({ id: 'AccountReason' });
export type AccountReason = z.output<typeof AccountReason>;

export const AccountQuery = pageQuery(50, 100).extend({
  status: status.optional(),
  account: account.optional(),
  region: region.optional(),
});
export type AccountQuery = z.output<typeof AccountQuery>;

export const Account = z
  .object({
    id: z.string().meta({ description: 'Account and region: 123456789012-us-east-1.' }),
    account,
    region,
    status,
    ...facts,
    comment: z.string().meta({ description: 'What was said with the newest decision.' }),
    revision: z.number().int().meta({ description: 'Also in the header ETag.' }),
    requestedAt: time,
    requestedBy: actor.optional(),
    updatedAt: time,
    updatedBy: actor.optional(),
    expiresAt: time.optional(),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof Account>;

export const AccountList = z
  .object({
    results: z.array(Account),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'AccountList' });
export type AccountList = z.output<typeof AccountList>;

export const Regions = z.object({ results: z.array(z.string()) }).meta({ id: 'Regions' });
export type Regions = z.output<typeof Regions>;
