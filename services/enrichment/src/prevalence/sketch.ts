import { hash } from 'node:crypto';

/** When something was seen, in whole seconds since 1970, and how often. */
export interface Sighting {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Rows of cells; a value has one cell in each. */
const DEPTH = 4;
const FIELDS = 3;
const UINT32_MAX = 0xffff_ffff;

/** What is stored and sent together. */
export const PAGE_CELLS = 128;
export const PAGE_BYTES = PAGE_CELLS * FIELDS * 4;

export const both = (a: Sighting | undefined, b: Sighting | undefined): Sighting | undefined =>
  a && b
    ? {
        count: Math.min(a.count + b.count, UINT32_MAX),
        first: Math.min(a.first, b.first),
        last: Math.max(a.last, b.last),
      }
    : (a ?? b);

/**
 * A count-min sketch that keeps, beside each count, the first and the last time. However much is put
 * into it, it takes the same memory, and no value can be read out of it.
 *
 * Values may share cells. So a count is never too small, a first time never too late and a last one
 * never too early; of `n` distinct values in rows of `width` cells, a value that was never seen is
 * taken for one with a chance of `(1 - e^(-n/width))^4`.
 */
export class Sketch {
  readonly width: number;
  private readonly cells: Uint32Array;

  /** @param bytes that it may take; rounded down to whole pages in each row */
  constructor(bytes: number) {
    const pagesPerRow = Math.max(1, Math.floor(bytes / (PAGE_BYTES * DEPTH)));
    this.width = pagesPerRow * PAGE_CELLS;
    this.cells = new Uint32Array(this.width * DEPTH * FIELDS);
  }

  get bytes(): number {
    return this.cells.byteLength;
  }

  get pages(): number {
    return (this.width * DEPTH) / PAGE_CELLS;
  }

  /** The cells of a value; the same in every process and for ever, as they are stored. */
  cellsOf(text: string): readonly number[] {
    const digest = hash('sha256', text, 'buffer');
    return Array.from(
      { length: DEPTH },
      (_, row) => row * this.width + (digest.readUInt32LE(row * 4) % this.width),
    );
  }

  /** What is known of a value, or undefined where it was never seen. */
  about(cells: readonly number[]): Sighting | undefined {
    let [count, first, last] = [UINT32_MAX, 0, UINT32_MAX];
    for (const cell of cells) {
      const at = cell * FIELDS;
      count = Math.min(count, this.cells[at]!);
      first = Math.max(first, this.cells[at + 1]!);
      last = Math.min(last, this.cells[at + 2]!);
    }
    return count === 0 ? undefined : { count, first, last };
  }

  add(cell: number, sighting: Sighting): void {
    const at = cell * FIELDS;
    const [count, first, last] = [this.cells[at]!, this.cells[at + 1]!, this.cells[at + 2]!];
    const sum = both(count === 0 ? undefined : { count, first, last }, sighting)!;
    this.cells.set([sum.count, sum.first, sum.last], at);
  }

  /** Bytes of a page, little-endian as every processor that Node runs on; shared with the sketch. */
  page(number: number): Buffer {
    return Buffer.from(this.cells.buffer, number * PAGE_BYTES, PAGE_BYTES);
  }

  /** Takes a page as it is stored in the place of its own. */
  setPage(number: number, bytes: Uint8Array): void {
    if (number < this.pages && bytes.length === PAGE_BYTES) this.page(number).set(bytes);
  }
}

export const pageOf = (cell: number): number => Math.floor(cell / PAGE_CELLS);

/** Adds to one page as it is stored; the rest of the sketch need not be there. */
export function addedTo(
  stored: Uint8Array | undefined,
  sightings: Iterable<readonly [cell: number, Sighting]>,
): Buffer {
  const page = new Sketch(0);
  if (stored) page.setPage(0, stored);
  for (const [cell, sighting] of sightings) page.add(cell % PAGE_CELLS, sighting);
  return Buffer.from(page.page(0));
}
