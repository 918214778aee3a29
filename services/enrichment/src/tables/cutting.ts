import { Segments } from './segments.js';
import { compareWords, GrowingWords, type Words } from './words.js';

/** The segments of one family while they are being found, from the lowest address upwards. */
export class Cutting {
  private readonly starts = new GrowingWords();
  private readonly rows = new GrowingWords();

  constructor(private readonly width: 1 | 4) {}

  /** From here on `row` applies. A later cut at the same place replaces the earlier one. */
  at(start: Words | undefined, row: number): void {
    if (start === undefined) return;
    const { rows, starts, width } = this;
    if (rows.length > 0 && compareWords(starts.words, rows.length - 1, start, 0, width) === 0) {
      rows.drop(1);
      starts.drop(width);
    }
    // Neighbours with the same row are one segment.
    if (rows.length > 0 && rows.words[rows.length - 1] === row) return;
    for (let word = 0; word < width; word++) starts.push(start[word]!);
    rows.push(row);
  }

  toSegments(): Segments {
    return new Segments(this.width, this.starts.toArray(), this.rows.toArray());
  }
}
