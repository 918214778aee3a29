import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type CreateTokenRequest,
  type TokenSchema,
  type UpdateTokenRequest,
} from '@margay/contracts';
import type { Change, Grant } from './grant.js';
import type { TokenRow } from './token.row.js';

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

export const tokenToWire = (row: TokenRow): MessageInitShape<typeof TokenSchema> => ({
  id: row.id,
  name: row.name,
  permissions: row.permissions,
  allowedCidrBlocks: row.cidrBlocks,
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy),
  ...(row.updatedAt ? { updatedAt: timestampFromDate(row.updatedAt) } : {}),
  ...(row.updatedBy ? { updatedBy: actorToWire(row.updatedBy) } : {}),
  ...(row.rotatedAt ? { rotatedAt: timestampFromDate(row.rotatedAt) } : {}),
});
