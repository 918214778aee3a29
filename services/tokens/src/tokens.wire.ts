import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type CreateTokenRequest,
  type Expiry,
  type GenerationSchema,
  type RevokeTokensRequest,
  type TokenSchema,
  type TokenUse as WireTokenUse,
  type UpdateTokenRequest,
} from '@margay/contracts';
import type { Change, Grant } from './token/grant.js';
import type { Wish } from './token/wish.js';
import type { SeenToken } from './list/token-reader.service.js';
import type { Selection } from './revocation/selection.js';
import type { TokenUse } from './use/token-use.js';
import type { LastUse } from './use/token-use.query.js';
import type { TokenValueRow } from './list/token-value.row.js';

export const grantFromWire = (request: CreateTokenRequest): Grant => ({
  name: request.name,
  permissions: request.permissions,
  allowedCidrBlocks: request.allowedCidrBlocks,
});

export const changeFromWire = (request: UpdateTokenRequest): Change => ({
  name: request.name,
  permissions: request.permissions,
  ...(request.allowedCidrBlocks ? { allowedCidrBlocks: request.allowedCidrBlocks.blocks } : {}),
});

/** What was asked for beside the grant itself. */
export const wishFromWire = ({
  expiry,
  overrideReason = '',
  idempotencyKey = '',
  force = false,
  ifMatch = [],
}: {
  readonly expiry?: Expiry | undefined;
  readonly overrideReason?: string;
  readonly idempotencyKey?: string;
  readonly force?: boolean;
  readonly ifMatch?: readonly number[];
}): Wish => ({
  force,
  ...(ifMatch.length === 0 ? {} : { ifMatch }),
  ...(idempotencyKey === '' ? {} : { idempotencyKey }),
  ...(expiry ? { expiresAt: expiry.at ? timestampDate(expiry.at).toISOString() : null } : {}),
  ...(overrideReason === '' ? {} : { overrideReason }),
});

export const selectionFromWire = ({
  createdBy,
  permission,
  address,
  unusedSince,
  name,
}: RevokeTokensRequest): Selection => ({
  ...(createdBy === '' ? {} : { createdBy }),
  ...(permission === '' ? {} : { permission }),
  ...(address === '' ? {} : { address }),
  ...(unusedSince ? { unusedSince: timestampDate(unusedSince).toISOString() } : {}),
  ...(name === '' ? {} : { name }),
});

/** What was used and what for, as the gateway tells. */
export const useFromWire = ({
  tokenId,
  generation,
  lastUsedAt,
  lastUsedAddress,
  calls,
  permissions,
}: WireTokenUse): TokenUse => ({
  tokenId,
  generation,
  ...(lastUsedAt ? { last: { at: timestampDate(lastUsedAt), address: lastUsedAddress } } : {}),
  calls: calls.map((each) => ({ ...each, calls: Number(each.calls) })),
  permissions,
});

const lastUseToWire = ({ lastUsedAt, lastAddress = '' }: Partial<LastUse>) =>
  lastUsedAt ? { lastUsedAt: timestampFromDate(lastUsedAt), lastUsedAddress: lastAddress } : {};

export const tokenToWire = (row: SeenToken): MessageInitShape<typeof TokenSchema> => ({
  id: row.id,
  name: row.name,
  permissions: row.permissions,
  allowedCidrBlocks: row.cidrBlocks,
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy),
  ...(row.updatedAt ? { updatedAt: timestampFromDate(row.updatedAt) } : {}),
  ...(row.updatedBy ? { updatedBy: actorToWire(row.updatedBy) } : {}),
  ...(row.expiresAt ? { expiresAt: timestampFromDate(row.expiresAt) } : {}),
  ...(row.disabledAt ? { disabledAt: timestampFromDate(row.disabledAt) } : {}),
  disabledReason: row.disabledReason ?? '',
  revision: row.revision,
  ...lastUseToWire(row),
  ...(row.deletedAt ? { deletedAt: timestampFromDate(row.deletedAt) } : {}),
  ...(row.deletedBy ? { deletedBy: actorToWire(row.deletedBy) } : {}),
  ...(row.rotatedAt ? { rotatedAt: timestampFromDate(row.rotatedAt) } : {}),
});

export const generationToWire = (
  row: TokenValueRow & Partial<LastUse>,
): MessageInitShape<typeof GenerationSchema> => ({
  number: row.generation,
  createdAt: timestampFromDate(row.createdAt),
  ...lastUseToWire(row),
  ...(row.worksUntil ? { worksUntil: timestampFromDate(row.worksUntil) } : {}),
});
