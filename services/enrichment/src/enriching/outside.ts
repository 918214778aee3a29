import type { Selector } from '../data-models/data-model.js';
import type { Match } from './answers.js';
import type { Status } from './status.js';

/** A value of an event that somebody outside is to be asked about. */
export interface Outside {
  readonly provider: string;
  readonly value: string;
}

/** What somebody outside said of it. */
export interface OutsideAnswer {
  readonly status: Status;
  readonly match?: Match;
}

/** What is still to be asked for one selector of an event. */
export interface Wanted {
  readonly provider: string;
  readonly selector: Selector;
  readonly values: readonly string[];
  readonly isList: boolean;
}

/**
 * Asks for as many as there are, each once.
 *
 * @returns one answer for each, in their order; it never throws because of who is asked
 */
export type AskOutside = (asked: readonly Outside[]) => Promise<readonly OutsideAnswer[]>;

/** Nobody outside is asked; for those who have rules that name none. */
export const NOBODY: AskOutside = (asked) =>
  Promise.resolve(asked.map(() => ({ status: 'skipped(not_asked)' })));

const keyOf = ({ provider, value }: Outside): string => `${provider}\n${value}`;

/** What was asked for several events at once, each value of a provider once. */
export class OutsideAnswers {
  private constructor(private readonly answers: ReadonlyMap<string, OutsideAnswer>) {}

  static async to(wanted: readonly Wanted[], ask: AskOutside): Promise<OutsideAnswers> {
    const asked = new Map(
      wanted.flatMap(({ provider, values }) =>
        values.map((value) => [keyOf({ provider, value }), { provider, value }]),
      ),
    );
    const answers = await ask([...asked.values()]);
    return new OutsideAnswers(new Map([...asked.keys()].map((key, i) => [key, answers[i]!])));
  }

  of(provider: string, value: string): OutsideAnswer {
    return this.answers.get(keyOf({ provider, value }))!;
  }
}
