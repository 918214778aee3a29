import { ServiceError } from '@margay/contracts';
import type { Decider, Fact } from '@margay/event-store';
import { isSame } from './same.js';

/** Something that is written as a whole: put in the place of what was there, or taken away. */
export type DefinitionCommand<Definition> = {
  /** What it is known by, which is the id of its stream. */
  readonly name: string;
  /** Refused if it has none of these revisions by now; empty: whichever it has. */
  readonly expectedRevisions: readonly number[];
} & ({ readonly type: 'Define'; readonly definition: Definition } | { readonly type: 'Remove' });

export interface Defined<Definition> {
  /** Undefined when it was never there, or is no longer. */
  readonly definition?: Definition;
  /** How often it was changed; 0 when it was never there. */
  readonly revision: number;
}

/** The events of one kind of definition, and the way back from them. */
export interface DefinitionEvents<Definition, Event extends Fact> {
  /** `data model`, for messages. */
  readonly what: string;
  defined(name: string, definition: Definition): Event;
  removed(name: string): Event;
  /** What an event defines; undefined when it takes away. */
  definitionIn(event: Event): Definition | undefined;
}

const changed = (what: string, revision: number) =>
  new ServiceError(
    'precondition_failed',
    `The ${what} was changed by somebody else: it has revision ${revision}.`,
  );

/** The rules of whatever is defined as a whole. */
export const definitionDecider = <Definition, Event extends Fact>(
  events: DefinitionEvents<Definition, Event>,
): Decider<DefinitionCommand<Definition>, Defined<Definition>, Event> => ({
  initial: { revision: 0 },

  decide(command, { definition, revision }) {
    const { name, expectedRevisions } = command;
    if (expectedRevisions.length > 0 && !expectedRevisions.includes(revision))
      throw changed(events.what, revision);
    switch (command.type) {
      case 'Define':
        return isSame(command.definition, definition)
          ? []
          : [events.defined(name, command.definition)];
      case 'Remove':
        if (definition === undefined)
          throw new ServiceError('not_found', `There is no such ${events.what}.`);
        return [events.removed(name)];
    }
  },

  evolve({ revision }, event) {
    const definition = events.definitionIn(event);
    return { revision: revision + 1, ...(definition === undefined ? {} : { definition }) };
  },
});
