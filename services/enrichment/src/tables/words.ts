/** Addresses as rows of unsigned 32-bit words in one array, `width` words to a row. */
export type Words = Uint32Array | readonly number[];

/** Negative, zero or positive, as row `i` of `a` is before, at or after row `j` of `b`. */
export function compareWords(a: Words, i: number, b: Words, j: number, width: number): number {
  for (let word = 0; word < width; word++) {
    const difference = a[i * width + word]! - b[j * width + word]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The address after this one; undefined after the last of all. */
export function successor(address: Words): number[] | undefined {
  const next = [...address];
  for (let word = next.length - 1; word >= 0; word--) {
    if (next[word] !== 0xffffffff) {
      next[word]! += 1;
      return next;
    }
    next[word] = 0;
  }
  return undefined;
}

/** How far `a` is behind `b`, which is not behind `a`. */
export function difference(a: Words, b: Words): number[] {
  const result = Array.from(a);
  let borrow = 0;
  for (let word = result.length - 1; word >= 0; word--) {
    const value = result[word]! - b[word]! - borrow;
    borrow = value < 0 ? 1 : 0;
    result[word] = value + borrow * 2 ** 32;
  }
  return result;
}

/** A list of unsigned 32-bit words that grows as it is filled, by half again each time. */
export class GrowingWords {
  /** Whatever stands behind `length` is room for more. */
  words = new Uint32Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(word: number): void {
    if (this.used === this.words.length) this.resize(Math.ceil(this.used * 1.5) + 16);
    this.words[this.used++] = word;
  }

  /** Of memory, with the room for more. */
  get bytes(): number {
    return this.words.byteLength;
  }

  /** Gives back the room for more. */
  seal(): void {
    this.resize(this.used);
  }

  drop(count: number): void {
    this.used -= count;
  }

  /** What has been filled, in an array of exactly its size. */
  toArray(): Uint32Array {
    return this.words.slice(0, this.used);
  }

  private resize(capacity: number): void {
    const words = new Uint32Array(capacity);
    words.set(this.words.subarray(0, this.used));
    this.words = words;
  }
}
