import type { Recorded } from '@margay/event-store';
import type { TokenEvent } from '../token/token-event.js';

type Of<Type extends TokenEvent['type']> = Recorded<Extract<TokenEvent, { type: Type }>>;

/** The events of one type. */
export const eventsOf = <Type extends TokenEvent['type']>(
  events: readonly Recorded<TokenEvent>[],
  type: Type,
): readonly Of<Type>[] =>
  events.filter((recorded): recorded is Of<Type> => recorded.event.type === type);
