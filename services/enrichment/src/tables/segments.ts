import { compareWords, type Words } from './words.js';

/** In `rows`: no row applies here. */
export const NO_ROW = 0xffffffff;

/**
 * The address space of one family cut into segments, each belonging to one row or none.
 *
 * A segment reaches from its start to the next one's, so nested ranges need no second look: where
 * several contain an address, the cutting has already chosen the narrowest. A lookup is one binary
 * search; the cost is 8 bytes a segment for IPv4 and 20 for IPv6.
 */
export class Segments {
  /** @param starts ascending, `width` words each; @param rows one for each start */
  constructor(
    private readonly width: 1 | 4,
    private readonly starts: Uint32Array,
    private readonly rows: Uint32Array,
  ) {}

  get count(): number {
    return this.rows.length;
  }

  get bytes(): number {
    return this.starts.byteLength + this.rows.byteLength;
  }

  /** The row that applies to an address, or `NO_ROW`. */
  find(address: Words): number {
    const following = this.width === 1 ? this.after(address[0]!) : this.afterWide(address);
    return following === 0 ? NO_ROW : this.rows[following - 1]!;
  }

  /** The first segment that begins behind the address. */
  private after(address: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! > address) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private afterWide(address: Words): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareWords(this.starts, middle, address, 0, this.width) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
