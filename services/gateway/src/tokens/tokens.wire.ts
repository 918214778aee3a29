import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { actorFromWire, type Token as WireToken } from '@margay/contracts';
import type { Token, WriteToken } from './tokens.schema.js';

const dateOf = (time: Timestamp): string => timestampDate(time).toISOString();

const authorOf = (actor: WireToken['createdBy']) => {
  const known = actorFromWire(actor);
  return known && { id: known.id, type: known.type };
};

/** A token as it is published. Optional fields are left out, never null, but for `expiresAt`. */
export function tokenToRest(token: WireToken): Token {
  const createdBy = authorOf(token.createdBy);
  const updatedBy = authorOf(token.updatedBy);
  const deletedBy = authorOf(token.deletedBy);
  return {
    id: token.id,
    name: token.name,
    permissions: token.permissions,
    allowedCIDRBlocks: token.allowedCidrBlocks,
    createdAt: token.createdAt ? dateOf(token.createdAt) : '',
    ...(createdBy ? { createdBy } : {}),
    ...(token.updatedAt ? { updatedAt: dateOf(token.updatedAt) } : {}),
    ...(updatedBy ? { updatedBy } : {}),
    expiresAt: token.expiresAt ? dateOf(token.expiresAt) : null,
    ...(token.disabledAt
      ? { disabledAt: dateOf(token.disabledAt), disabledReason: token.disabledReason }
      : {}),
    ...(token.deletedAt ? { deletedAt: dateOf(token.deletedAt) } : {}),
    ...(deletedBy ? { deletedBy } : {}),
    ...(token.lastUsedAt
      ? { lastUsedAt: dateOf(token.lastUsedAt), lastUsedAddress: token.lastUsedAddress }
      : {}),
    ...(token.rotatedAt ? { rotatedAt: dateOf(token.rotatedAt) } : {}),
  };
}

/** What create and update ask for beside name, permissions and addresses. */
export const wishToWire = ({ expiresAt, overrideReason = '' }: Partial<WriteToken> = {}) => ({
  ...(expiresAt === undefined
    ? {}
    : { expiry: expiresAt === null ? {} : { at: timestampFromDate(new Date(expiresAt)) } }),
  overrideReason,
});
