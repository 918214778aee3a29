import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Account as WireAccount } from '@margay/contracts';
import { authorOf } from '../author.js';
import { present } from '../present.js';
import type { Account, DescribeAccount } from './accounts.schema.js';

export const factsToWire = ({
  deployedBy,
  snowflake,
  customDomain = '',
  inspectionRole = '',
  organizationRole = '',
  deployerRole = '',
}: DescribeAccount) => ({
  deployedBy,
  snowflake,
  customDomain,
  inspectionRole,
  organizationRole,
  deployerRole,
});

/** An account as it is published. */
export function accountToRest(account: WireAccount): Account {
  const requestedBy = authorOf(account.requestedBy);
  const updatedBy = authorOf(account.updatedBy);
  const facts = present(account.facts);
  return {
    id: account.id,
    account: account.account,
    region: account.region,
    status: account.status as Account['status'],
    deployedBy: facts.deployedBy as Account['deployedBy'],
    snowflake: facts.snowflake as Account['snowflake'],
    customDomain: facts.customDomain,
    inspectionRole: facts.inspectionRole ?? '',
    organizationRole: facts.organizationRole ?? '',
    deployerRole: facts.deployerRole ?? '',
    comment: account.comment,
    revision: account.revision,
    requestedAt: timestampDate(present(account.requestedAt)).toISOString(),
    ...(requestedBy ? { requestedBy } : {}),
    updatedAt: timestampDate(present(account.updatedAt)).toISOString(),
    ...(updatedBy ? { updatedBy } : {}),
    ...(account.expiresAt ? { expiresAt: timestampDate(account.expiresAt).toISOString() } : {}),
  };
}
