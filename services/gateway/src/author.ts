import { type Actor, actorFromWire } from '@margay/contracts';

/** Who did something, as it is published: without a name, which may change. */
export const authorOf = (
  actor: Parameters<typeof actorFromWire>[0],
): Pick<Actor, 'id' | 'type'> | undefined => {
  const known = actorFromWire(actor);
  return known && { id: known.id, type: known.type };
};
