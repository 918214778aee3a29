import { create } from '@bufbuild/protobuf';
import {
  type EventOf,
  TokenCreatedSchema,
  TokenDeletedSchema,
  TokenRotatedSchema,
  TokenUpdatedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { Grant } from './grant.js';
import type { TokenEvent } from './token-event.js';

const granted = ({ name, permissions, allowedCidrBlocks }: Grant) => ({
  name,
  permissions: [...permissions],
  allowedCidrBlocks: [...allowedCidrBlocks],
});

/** What others may know of an event. Digests are nobody's business. */
export function tokenEventToWire({ stream, event }: Recorded<TokenEvent>): EventOf<'tokens'> {
  const tokenId = idOf(stream);
  switch (event.type) {
    case 'TokenCreated':
      return create(TokenCreatedSchema, { tokenId, ...granted(event.grant) });
    case 'TokenUpdated':
      return create(TokenUpdatedSchema, { tokenId, ...granted(event.grant) });
    case 'TokenRotated': {
      const { name, generation } = event;
      return create(TokenRotatedSchema, { tokenId, name, generation });
    }
    case 'TokenDeleted':
      return create(TokenDeletedSchema, { tokenId, name: event.name });
  }
}
