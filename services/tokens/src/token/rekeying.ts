import type { Digest } from '../authentication/token-digest.js';
import type { LiveToken } from './token.js';
import type { TokenEvent } from './token-event.js';

/** A value was used, and what is stored of it is under a pepper that no longer signs. */
export function rekey(token: LiveToken, generation: number, digest: Digest): TokenEvent[] {
  const stored = [token, token.previous].find((value) => value?.generation === generation);
  if (!stored || stored.digest.pepper === digest.pepper) return [];
  return [{ type: 'TokenValueRekeyed', name: token.grant.name, generation, digest }];
}

export const afterRekeying = (token: LiveToken, generation: number, digest: Digest): LiveToken => {
  if (generation === token.generation) return { ...token, digest };
  const { previous } = token;
  return previous?.generation === generation
    ? { ...token, previous: { ...previous, digest } }
    : token;
};
