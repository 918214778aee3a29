import type { Row, Rows } from './range-table.js';
import { GrowingWords } from './words.js';

/** So many distinct texts a table may have: a number of one and an AS number fit 53 bits. */
const TEXTS_MAX = 2 ** 21;

/** Texts by number, each kept once. */
class Texts {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    if (this.texts.length === TEXTS_MAX) throw new RangeError('There are too many distinct texts.');
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  seal(): readonly string[] {
    this.numbers.clear();
    return this.texts;
  }
}

const bytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, { length }) => sum + 2 * length, 0);

/** Rows of an AS number and the organisation that it is assigned to. */
export class NetworkRows {
  private readonly numbers = new GrowingWords();
  private readonly names = new GrowingWords();
  private readonly organizations = new Texts();
  private readonly known = new Map<number, number>();

  /** The index of the row, a new one only for a pair not seen before. */
  intern(asn: number, organization: string): number {
    const name = this.organizations.number(organization);
    const pair = asn * TEXTS_MAX + name;
    const known = this.known.get(pair);
    if (known !== undefined) return known;
    const row = this.numbers.length;
    this.known.set(pair, row);
    this.numbers.push(asn);
    this.names.push(name);
    return row;
  }

  seal(): Rows {
    this.known.clear();
    const numbers = this.numbers.toArray();
    const names = this.names.toArray();
    const organizations = this.organizations.seal();
    return {
      count: numbers.length,
      bytes: numbers.byteLength + names.byteLength + bytesOf(organizations),
      at: (row) => ({ asn: numbers[row]!, organization: organizations[names[row]!]! }),
    };
  }
}

/** Rows of one text column. */
export class TextRows {
  private readonly texts = new Texts();

  constructor(private readonly column: string) {}

  intern(text: string): number {
    return this.texts.number(text);
  }

  seal(): Rows {
    const { column } = this;
    const texts = this.texts.seal();
    return {
      count: texts.length,
      bytes: bytesOf(texts),
      at: (row) => ({ [column]: texts[row]! }),
    };
  }
}

/** Rows kept as they are: for tables of some dozens. */
export class FewRows {
  private readonly rows: Row[] = [];

  add(row: Row): number {
    return this.rows.push(row) - 1;
  }

  seal(): Rows {
    const { rows } = this;
    return { count: rows.length, bytes: 2 * JSON.stringify(rows).length, at: (row) => rows[row]! };
  }
}
