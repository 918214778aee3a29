import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { actorToWire, type CreateTokenRequest, type TokenSchema } from '@margay/contracts';
import type { Grant } from './grant.js';
import type { TokenRow } from './token.row.js';

export const grantFromWire = (request: CreateTokenRequest): Grant => ({
  name: request.name,
  permissions: request.permissions,
  allowedCidrBlocks: request.allowedCidrBlocks,
});

export const tokenToWire = (row: TokenRow): MessageInitShape<typeof TokenSchema> => ({
  id: row.id,
  name: row.name,
  permissions: row.permissions,
  allowedCidrBlocks: row.cidrBlocks,
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy),
});
