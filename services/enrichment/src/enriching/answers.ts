import { isMulticast, parseAddress } from '../address/address.js';
import type { BuiltInTables } from '../tables/built-in-tables.js';
import type { RangeTable, Row } from '../tables/range-table.js';
import type { Status } from './status.js';

/** A row that an address matched, with the address as the event has it. */
export type Match = Row & { readonly p_match: string };

/** What a table says of one value: the row, or why there is none. */
export type Answer = Match | Exclude<Status, 'hit'>;

/** So many addresses are remembered: logs repeat theirs, and a hit costs less than a parse. */
const REMEMBERED_MAX = 10_000;

/** Asks every table about a value of an event. */
export class Answers {
  /** In the order of the answers. */
  readonly tables: readonly string[];
  private readonly missing: readonly Answer[];
  private readonly notAnAddress: readonly Answer[];
  private readonly remembered = new Map<string, readonly Answer[]>();

  constructor(private readonly from: BuiltInTables) {
    this.tables = [from.asn.name, from.country.name, from.specialPurpose.name];
    this.missing = this.tables.map(() => 'skipped(missing)');
    this.notAnAddress = this.tables.map(() => 'skipped(not_an_address)');
  }

  /** One answer for each of `tables`. */
  about(value: unknown): readonly Answer[] {
    if (value === undefined || value === null || value === '') return this.missing;
    if (typeof value !== 'string') return this.notAnAddress;
    return this.remembered.get(value) ?? this.lookUp(value);
  }

  private lookUp(text: string): readonly Answer[] {
    const address = parseAddress(text);
    if (address === undefined) return this.notAnAddress;
    const { asn, country, specialPurpose } = this.from;
    const special = specialPurpose.find(address);
    // An address that means another machine in every network has no owner and no country.
    const isPublic = special?.['globally_reachable'] !== false && !isMulticast(address);
    const publicOnly = (table: RangeTable): Answer =>
      isPublic ? match(table.find(address), text) : 'skipped(private)';
    const answers = [publicOnly(asn), publicOnly(country), match(special, text)];
    this.remember(text, answers);
    return answers;
  }

  /** Forgets all at once when full: what is in use is back after one parse each. */
  private remember(text: string, answers: readonly Answer[]): void {
    if (this.remembered.size >= REMEMBERED_MAX) this.remembered.clear();
    this.remembered.set(text, answers);
  }
}

const match = (row: Row | undefined, text: string): Answer =>
  row === undefined ? 'not_found' : { ...row, p_match: text };
