import { Cutting } from './cutting.js';
import { NO_ROW, type Segments } from './segments.js';
import { compareWords, difference, GrowingWords, successor, type Words } from './words.js';

/** So many ranges may contain one address; blocks of IPv6 cannot nest deeper than 129. */
export const OPEN_MAX = 256;

/** Ranges that cannot stand in one table; the line is that of the second of them. */
export class RangeConflict extends Error {
  override readonly name = 'RangeConflict';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * Collects the ranges of one family, in any order, and cuts the address space along them.
 *
 * Of the ranges that contain an address the narrowest wins, which for blocks is the longest prefix;
 * of two equally wide ones that overlap in part, the one that begins later. The same range twice has
 * no right answer and is refused.
 */
export class SegmentsBuilder {
  private readonly firsts = new GrowingWords();
  private readonly lasts = new GrowingWords();
  private readonly rows = new GrowingWords();
  private readonly lines = new GrowingWords();
  private isSorted = true;

  constructor(private readonly width: 1 | 4) {}

  get count(): number {
    return this.rows.length;
  }

  /** @param last is part of the range; @param line where it came from, for the message */
  add(first: Words, last: Words, row: number, line: number): void {
    if (compareWords(first, 0, last, 0, this.width) > 0)
      throw new RangeError('The range ends before it begins.');
    for (let word = 0; word < this.width; word++) {
      this.firsts.push(first[word]!);
      this.lasts.push(last[word]!);
    }
    this.rows.push(row);
    this.lines.push(line);
    const at = this.count - 1;
    if (this.isSorted && at > 0) this.isSorted = this.order(at - 1, at) < 0;
  }

  /** @throws RangeConflict */
  build(): Segments {
    const cutting = new Cutting(this.width);
    const open: number[] = [];
    let previous: number | undefined;
    for (const range of this.inOrder()) {
      this.close(open, cutting, range);
      if (previous !== undefined) this.refuseRepetition(previous, range);
      if (open.length === OPEN_MAX) throw this.conflict('Too many ranges overlap here.', range);
      open.push(range);
      cutting.at(this.first(range), this.narrowest(open));
      previous = range;
    }
    this.close(open, cutting);
    return cutting.toSegments();
  }

  /** Ends the open ranges that end before `next` begins, or all of them. */
  private close(open: number[], cutting: Cutting, next?: number): void {
    while (open.length > 0) {
      const ending = open.reduce((a, b) => (this.compareLasts(b, a) < 0 ? b : a));
      const isOver =
        next === undefined ||
        compareWords(this.lasts.words, ending, this.firsts.words, next, this.width) < 0;
      if (!isOver) return;
      open.splice(open.indexOf(ending), 1);
      cutting.at(successor(this.last(ending)), this.narrowest(open));
    }
  }

  /** The row of the narrowest range; of equals that of the last, which begins latest. */
  private narrowest(open: readonly number[]): number {
    if (open.length === 0) return NO_ROW;
    const isWider = (a: number, b: number): boolean =>
      compareWords(this.size(a), 0, this.size(b), 0, this.width) >= 0;
    return this.rows.words[open.reduce((a, b) => (isWider(a, b) ? b : a))]!;
  }

  private refuseRepetition(previous: number, range: number): void {
    if (this.order(previous, range) !== 0) return;
    const line = this.lines.words[previous]!;
    throw this.conflict(`The same range is on line ${line}.`, range);
  }

  private conflict(message: string, range: number): RangeConflict {
    return new RangeConflict(message, this.lines.words[range]!);
  }

  private inOrder(): Iterable<number> {
    const all = Uint32Array.from({ length: this.count }, (_, range) => range);
    return this.isSorted ? all : all.sort((a, b) => this.order(a, b) || a - b);
  }

  /** By beginning; of those that begin together the widest first. */
  private order(a: number, b: number): number {
    const firsts = this.firsts.words;
    return compareWords(firsts, a, firsts, b, this.width) || this.compareLasts(b, a);
  }

  private compareLasts(a: number, b: number): number {
    return compareWords(this.lasts.words, a, this.lasts.words, b, this.width);
  }

  private readonly first = (range: number): Words => this.row(this.firsts.words, range);
  private readonly last = (range: number): Words => this.row(this.lasts.words, range);
  private readonly size = (range: number): Words => difference(this.last(range), this.first(range));

  private row(words: Uint32Array, range: number): Words {
    return words.subarray(range * this.width, (range + 1) * this.width);
  }
}
