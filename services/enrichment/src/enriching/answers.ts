import { AskedValue, type Found, type LookupTable } from '../tables/lookup-table.js';
import type { Status } from './status.js';

/** A row that a value matched, or what somebody outside said of it, with the value as the event has it. */
export type Match = Readonly<Record<string, unknown>> & { readonly p_match: string };

/** What a table says of one value: the row, or why there is none. */
export type Answer = Match | Exclude<Status, 'hit'>;

/** So many values are remembered: logs repeat theirs, and a hit costs less than a parse. */
const REMEMBERED_MAX = 10_000;

/** Asks some tables about values of events, always the same ones. */
export class Answers {
  /** In the order of the answers. */
  readonly tables: readonly string[];
  private readonly missing: readonly Answer[];
  private readonly notAKey: readonly Answer[];
  private readonly remembered = new Map<string, readonly Answer[]>();
  private readonly isCounting: boolean;

  constructor(private readonly from: readonly LookupTable[]) {
    this.tables = from.map(({ name }) => name);
    this.isCounting = from.some(({ see }) => see !== undefined);
    this.missing = from.map(() => 'skipped(missing)');
    // An object is no address, and no key of a table either: each says it in its own words.
    this.notAKey = from.map((table) => unanswered(table.ask(new AskedValue('{}'))));
  }

  /**
   * One answer for each of `tables`.
   *
   * @param isSeen whether the value was seen in an event, and counts for tables that count
   */
  about(value: unknown, isSeen: boolean): readonly Answer[] {
    switch (typeof value) {
      case 'string':
        return value === '' ? this.missing : this.of(value, isSeen);
      case 'number':
      case 'boolean':
        return this.of(String(value), isSeen);
      default:
        return value === undefined || value === null ? this.missing : this.notAKey;
    }
  }

  private of(text: string, isSeen: boolean): readonly Answer[] {
    return this.remembered.get(text) ?? this.lookUp(text, isSeen);
  }

  private lookUp(text: string, isSeen: boolean): readonly Answer[] {
    const asked = new AskedValue(text);
    const answers = this.from.map((table) =>
      answerOf(isSeen && table.see ? table.see(asked) : table.ask(asked), text),
    );
    if (!this.isCounting) this.remember(text, answers);
    return answers;
  }

  /** Forgets all at once when full: what is in use is back after one parse each. */
  private remember(text: string, answers: readonly Answer[]): void {
    if (this.remembered.size >= REMEMBERED_MAX) this.remembered.clear();
    this.remembered.set(text, answers);
  }
}

const answerOf = (found: Found, text: string): Answer =>
  typeof found === 'string' ? found : { ...found, p_match: text };

const unanswered = (found: Found): Answer =>
  found === 'skipped(not_an_address)' ? found : 'skipped(not_a_key)';
