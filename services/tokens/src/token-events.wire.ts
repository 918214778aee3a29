import { create } from '@bufbuild/protobuf';
import { type EventOf, TokenCreatedSchema, TokenDeletedSchema } from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { TokenEvent } from './token.decider.js';

/** What others may know of an event. Digests are nobody's business. */
export function tokenEventToWire({ stream, event }: Recorded<TokenEvent>): EventOf<'tokens'> {
  const tokenId = idOf(stream);
  switch (event.type) {
    case 'TokenCreated':
      return create(TokenCreatedSchema, {
        tokenId,
        name: event.grant.name,
        permissions: [...event.grant.permissions],
        allowedCidrBlocks: [...event.grant.allowedCidrBlocks],
      });
    case 'TokenDeleted':
      return create(TokenDeletedSchema, { tokenId, name: event.name });
  }
}
