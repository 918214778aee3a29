import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type EventOf,
  RetiredValueUsedSchema,
  RotationEndedSchema,
  RotationUndoneSchema,
  TokenCreatedSchema,
  TokenDeletedSchema,
  TokenDisabledSchema,
  TokenEnabledSchema,
  TokenExpiredSchema,
  TokenExpiringSchema,
  TokenLeakedSchema,
  TokenRotatedSchema,
  TokenUpdatedSchema,
  TokenValueRekeyedSchema,
  TokensRevokedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { RevocationEvent } from './revocation/revocation-event.js';
import type { TokenEvent } from './token/token-event.js';

type Granting = Extract<TokenEvent, { type: 'TokenCreated' | 'TokenUpdated' }>;

const granted = ({ grant, expiresAt, overrideReason = '' }: Granting) => ({
  name: grant.name,
  permissions: [...grant.permissions],
  allowedCidrBlocks: [...grant.allowedCidrBlocks],
  ...(expiresAt ? { expiresAt: timestampFromDate(new Date(expiresAt)) } : {}),
  overrideReason,
});

/** What others may know of an event. Digests are nobody's business. */
export function tokenEventToWire({
  stream,
  event,
}: Recorded<TokenEvent | RevocationEvent>): EventOf<'tokens'> {
  const tokenId = idOf(stream);
  switch (event.type) {
    case 'TokensRevoked': {
      const { selection, reason, tokens } = event;
      const { unusedSince, ...alike } = selection;
      return create(TokensRevokedSchema, {
        revocationId: idOf(stream),
        reason,
        tokens,
        ...alike,
        ...(unusedSince ? { unusedSince: timestampFromDate(new Date(unusedSince)) } : {}),
      });
    }
    case 'TokenCreated':
      return create(TokenCreatedSchema, { tokenId, ...granted(event) });
    case 'TokenUpdated':
      return create(TokenUpdatedSchema, { tokenId, ...granted(event) });
    case 'TokenRotated': {
      const { name, generation, overrideReason = '' } = event;
      return create(TokenRotatedSchema, {
        tokenId,
        name,
        generation,
        overrideReason,
        ...(event.previousWorksUntil
          ? { previousWorksUntil: timestampFromDate(new Date(event.previousWorksUntil)) }
          : {}),
      });
    }
    case 'RotationEnded': {
      const { name, generation } = event;
      return create(RotationEndedSchema, { tokenId, name, generation });
    }
    case 'RotationUndone': {
      const { name, generation, retired } = event;
      return create(RotationUndoneSchema, { tokenId, name, generation, retired });
    }
    case 'RetiredValueUsed': {
      const { name, generation } = event;
      return create(RetiredValueUsedSchema, { tokenId, name, generation });
    }
    case 'TokenDisabled': {
      const { name, reason } = event;
      return create(TokenDisabledSchema, { tokenId, name, reason });
    }
    case 'TokenEnabled':
      return create(TokenEnabledSchema, { tokenId, name: event.name });
    case 'TokenDeleted': {
      const { name, reason = '', revocationId = '' } = event;
      return create(TokenDeletedSchema, { tokenId, name, reason, revocationId });
    }
    case 'TokenLeaked': {
      const { name, generation, source, worked } = event;
      const owner = actorToWire(event.owner);
      return create(TokenLeakedSchema, { tokenId, name, generation, owner, source, worked });
    }
    case 'TokenExpiring': {
      const { name, daysLeft } = event;
      const expiresAt = timestampFromDate(new Date(event.expiresAt));
      return create(TokenExpiringSchema, { tokenId, name, expiresAt, daysLeft });
    }
    case 'TokenExpired': {
      const expiresAt = timestampFromDate(new Date(event.expiresAt));
      return create(TokenExpiredSchema, { tokenId, name: event.name, expiresAt });
    }
    case 'TokenValueRekeyed': {
      const { name, generation } = event;
      return create(TokenValueRekeyedSchema, { tokenId, name, generation });
    }
  }
}
