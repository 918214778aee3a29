import type { RowStore } from './row-store.js';

/** At most three of four places are taken: then a search ends after a few. */
const FULL = 0.75;

/** FNV-1a over the bytes, its bits mixed once more so that the low ones depend on all. */
function hashOf(key: Buffer): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Where the row of a key is: open addressing over the numbers of rows, 6 to 11 bytes a row. The
 * keys stay in the row store.
 */
export class KeyIndex {
  /** A row's number and one; 0 is free. */
  private places: Uint32Array;
  private count = 0;

  constructor(
    private readonly rows: RowStore,
    expected = 0,
  ) {
    this.places = new Uint32Array(sizeFor(expected));
  }

  get bytes(): number {
    return this.places.byteLength;
  }

  /** @returns the row that has the key already, or undefined if this one has it now */
  add(key: string, row: number): number | undefined {
    if (this.count + 1 > this.places.length * FULL) this.grow();
    const bytes = Buffer.from(key);
    const place = this.placeOf(bytes);
    const taken = this.places[place]!;
    if (taken !== 0) return taken - 1;
    this.places[place] = row + 1;
    this.count++;
    return undefined;
  }

  find(key: string): number | undefined {
    const taken = this.places[this.placeOf(Buffer.from(key))]!;
    return taken === 0 ? undefined : taken - 1;
  }

  /** Where the key is, or the free place where it belongs. */
  private placeOf(key: Buffer): number {
    const mask = this.places.length - 1;
    for (let place = hashOf(key) & mask; ; place = (place + 1) & mask) {
      const taken = this.places[place]!;
      if (taken === 0 || this.rows.hasKey(taken - 1, key)) return place;
    }
  }

  private grow(): void {
    const before = this.places;
    this.places = new Uint32Array(before.length * 2);
    const mask = this.places.length - 1;
    for (const taken of before) {
      if (taken === 0) continue;
      let place = hashOf(Buffer.from(this.rows.keyAt(taken - 1))) & mask;
      while (this.places[place] !== 0) place = (place + 1) & mask;
      this.places[place] = taken;
    }
  }
}

const sizeFor = (expected: number): number =>
  2 ** Math.max(4, Math.ceil(Math.log2((expected + 1) / FULL)));
