import { expect } from '@jest/globals';
import type { ErrorCode } from '@margay/contracts';
import type { Decider, Fact } from '@margay/event-store';

/** Reads as a sentence: `given(history).when(command).then(facts)`. */
export function deciderSpec<Command, State, Event extends Fact>(
  decider: Decider<Command, State, Event>,
) {
  return (history: readonly Event[]) => ({
    when(command: Command) {
      const state = () => history.reduce(decider.evolve, decider.initial);
      const outcome = () => decider.decide(command, state());
      return {
        then: (facts: readonly Event[]) => expect(outcome()).toEqual(facts),
        thenNothing: () => expect(outcome()).toEqual([]),
        thenRefused: (code: ErrorCode) =>
          expect(outcome).toThrow(expect.objectContaining({ name: 'ServiceError', code })),
      };
    },
  });
}
