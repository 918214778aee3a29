import { parseBlock } from '../address/address.js';
import { BadDataFile } from '../bad-data-file.js';
import { RangeTable, type Rows, type Source } from './range-table.js';
import type { Segments } from './segments.js';
import { RangeConflict, SegmentsBuilder } from './segments-builder.js';
import type { Words } from './words.js';

/** Collects ranges and blocks of both families and makes a table of them. */
export class RangeTableBuilder {
  private readonly families = { 4: new SegmentsBuilder(1), 6: new SegmentsBuilder(4) };

  /** @throws RangeError when the range ends before it begins */
  addRange(family: 4 | 6, first: Words, last: Words, row: number, line: number): void {
    this.families[family].add(first, last, row, line);
  }

  /** @throws RangeError when the text is no block, or has bits set behind its prefix */
  addBlock(block: string, row: number, line: number): void {
    const range = parseBlock(block);
    if (range === undefined) throw new RangeError('Expected a block such as 192.0.2.0/24.');
    this.addRange(range.first.family, range.first.words, range.last.words, row, line);
  }

  /**
   * @param files where the ranges of each family came from, for the message
   * @throws BadDataFile for a range that is repeated
   */
  build(name: string, rows: Rows, source: Source, files: Record<4 | 6, string>): RangeTable {
    const ranges = this.families[4].count + this.families[6].count;
    const v4 = cut(this.families[4], files[4]);
    const v6 = cut(this.families[6], files[6]);
    return new RangeTable(name, v4, v6, rows, ranges, source);
  }
}

function cut(ranges: SegmentsBuilder, file: string): Segments {
  try {
    return ranges.build();
  } catch (thrown) {
    if (!(thrown instanceof RangeConflict)) throw thrown;
    throw new BadDataFile(`${file}:${thrown.line}`, thrown.message, { cause: thrown });
  }
}
