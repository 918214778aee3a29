import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type AccountFacts as WireFacts, type AccountSchema, actorToWire } from '@margay/contracts';
import type { z } from 'zod';
import type { AccountFacts } from './account.js';
import type { AccountRow } from './account.row.js';

/** As they came: whether they may be so is for the service to say. */
export const factsFromWire = (facts: WireFacts | undefined): z.input<typeof AccountFacts> => ({
  deployedBy: (facts?.deployedBy ?? '') as AccountFacts['deployedBy'],
  snowflake: (facts?.snowflake ?? '') as AccountFacts['snowflake'],
  customDomain: facts?.customDomain ?? '',
  inspectionRole: facts?.inspectionRole ?? '',
  organizationRole: facts?.organizationRole ?? '',
  deployerRole: facts?.deployerRole ?? '',
});

export const accountToWire = (row: AccountRow): MessageInitShape<typeof AccountSchema> => ({
  id: row.id,
  account: row.account,
  region: row.region,
  status: row.status,
  facts: row.facts,
  comment: row.comment,
  revision: row.revision,
  requestedAt: timestampFromDate(row.requestedAt),
  requestedBy: actorToWire(row.requestedBy),
  updatedAt: timestampFromDate(row.updatedAt),
  updatedBy: actorToWire(row.updatedBy),
  ...(row.expiresAt ? { expiresAt: timestampFromDate(row.expiresAt) } : {}),
});
