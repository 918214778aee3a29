import { ServiceError } from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import { digestOf, isSameDigest, type Peppers } from '../authentication/token-digest.js';
import { workingGenerations } from './rotation.js';
import type { Token } from './token.js';
import type { TokenEvent } from './token-event.js';

/** For how long the answer to a request is given again under its key: a day. */
export const REPEATABLE_SECONDS = 86_400;

/**
 * That a request under a key that was used before is the same one, and that its answer still holds.
 *
 * The value is derived from the whole request, so its fingerprint tells whether it is the same.
 *
 * @param first what the request led to when it was given first
 * @throws ServiceError `unprocessable` for another request; `conflict` when it is too late for the answer
 */
export function assertRepeats(
  first: Recorded<TokenEvent>,
  token: Token,
  fingerprint: Uint8Array,
  peppers: Peppers,
  at: string,
): void {
  const { event } = first;
  const made =
    event.type === 'TokenCreated' || event.type === 'TokenRotated' ? event.digest : undefined;
  const pepper = peppers.all.find(({ version }) => version === made?.pepper);
  if (!made || !pepper || !isSameDigest(digestOf(fingerprint, pepper), made))
    throw new ServiceError('unprocessable', 'The idempotency key was used for another request.');
  if (Date.parse(at) - first.at.getTime() > REPEATABLE_SECONDS * 1_000)
    throw new ServiceError('conflict', 'The idempotency key was used too long ago.');
  const generation = event.type === 'TokenRotated' ? event.generation : 1;
  if (token.is !== 'live' || !workingGenerations(token, at).includes(generation))
    throw new ServiceError('conflict', 'The value that this led to no longer works.');
}
