import { GrowingWords } from '../tables/words.js';

/** Rows stand in chunks of at most this size, none of them across two. */
export const CHUNK_BYTES = 2 ** 23;
/** With so many chunks every byte has a 32-bit address. */
const CHUNKS_MAX = 2 ** 9;
const HEAD_BYTES = 6;

export const KEY_BYTES_MAX = 1_024;
export const ROW_BYTES_MAX = 64 * 1024;

/**
 * Rows in a few large buffers: a key and a text each, as UTF-8 behind their lengths.
 *
 * One object per row would take ten times the memory and all of the collector's time. Chunks are
 * also the form in which a table is kept in the database.
 */
export class RowStore {
  private readonly chunks: Buffer[] = [];
  private readonly addresses = new GrowingWords();
  private filled = CHUNK_BYTES;

  get count(): number {
    return this.addresses.length;
  }

  /** Bytes of memory that it takes. */
  get bytes(): number {
    return this.chunks.reduce((sum, { length }) => sum + length, 0) + this.addresses.bytes;
  }

  /** @throws RangeError for a key or text that is too long, or a store that is full */
  append(key: string, text: string): number {
    const keyBytes = Buffer.byteLength(key);
    const textBytes = Buffer.byteLength(text);
    if (keyBytes > KEY_BYTES_MAX) throw new RangeError(`A key has at most ${KEY_BYTES_MAX} bytes.`);
    if (textBytes > ROW_BYTES_MAX)
      throw new RangeError(`A row has at most ${ROW_BYTES_MAX} bytes.`);
    const size = HEAD_BYTES + keyBytes + textBytes;
    const chunk = this.roomFor(size);
    chunk.writeUInt16LE(keyBytes, this.filled);
    chunk.writeUInt32LE(textBytes, this.filled + 2);
    chunk.write(key, this.filled + HEAD_BYTES);
    chunk.write(text, this.filled + HEAD_BYTES + keyBytes);
    this.addresses.push((this.chunks.length - 1) * CHUNK_BYTES + this.filled);
    this.filled += size;
    return this.count - 1;
  }

  keyAt(row: number): string {
    const { chunk, at, keyBytes } = this.find(row);
    return chunk.toString('utf8', at, at + keyBytes);
  }

  textAt(row: number): string {
    const { chunk, at, keyBytes, textBytes } = this.find(row);
    return chunk.toString('utf8', at + keyBytes, at + keyBytes + textBytes);
  }

  hasKey(row: number, key: Buffer): boolean {
    const { chunk, at, keyBytes } = this.find(row);
    return keyBytes === key.length && key.compare(chunk, at, at + keyBytes) === 0;
  }

  /** Gives back what was only room for more. */
  seal(): void {
    const last = this.chunks.at(-1);
    if (last !== undefined && last.length > this.filled)
      this.chunks[this.chunks.length - 1] = Buffer.from(last.subarray(0, this.filled));
    this.addresses.seal();
  }

  /** As it is kept: read it, never write it. */
  toChunks(): readonly Buffer[] {
    return this.chunks;
  }

  /** @throws RangeError for bytes that are not of a row store */
  static fromChunks(chunks: Iterable<Buffer>): RowStore {
    const store = new RowStore();
    for (const chunk of chunks) store.adopt(chunk);
    store.filled = store.chunks.at(-1)?.length ?? CHUNK_BYTES;
    store.addresses.seal();
    return store;
  }

  private adopt(chunk: Buffer): void {
    if (chunk.length > CHUNK_BYTES || this.chunks.length === CHUNKS_MAX)
      throw new RangeError('The chunks are too large.');
    const base = this.chunks.push(chunk) * CHUNK_BYTES - CHUNK_BYTES;
    for (let at = 0; at < chunk.length;) {
      if (at + HEAD_BYTES > chunk.length) throw new RangeError('A row is cut off.');
      this.addresses.push(base + at);
      at += HEAD_BYTES + chunk.readUInt16LE(at) + chunk.readUInt32LE(at + 2);
      if (at > chunk.length) throw new RangeError('A row is cut off.');
    }
  }

  private find(row: number) {
    const address = this.addresses.words[row]!;
    const chunk = this.chunks[Math.floor(address / CHUNK_BYTES)]!;
    const head = address % CHUNK_BYTES;
    return {
      chunk,
      at: head + HEAD_BYTES,
      keyBytes: chunk.readUInt16LE(head),
      textBytes: chunk.readUInt32LE(head + 2),
    };
  }

  /** A buffer with room behind `filled`. The first is small: most tables are. */
  private roomFor(size: number): Buffer {
    const last = this.chunks.at(-1);
    if (last !== undefined && this.filled + size <= last.length) return last;
    if (last !== undefined && this.chunks.length === 1 && this.filled + size <= CHUNK_BYTES) {
      const grown = Buffer.alloc(
        Math.min(CHUNK_BYTES, Math.max(last.length * 4, this.filled + size)),
      );
      last.copy(grown, 0, 0, this.filled);
      this.chunks[0] = grown;
      return grown;
    }
    if (this.chunks.length === CHUNKS_MAX) throw new RangeError('The table is too large.');
    if (last !== undefined && last.length > this.filled)
      this.chunks[this.chunks.length - 1] = last.subarray(0, this.filled);
    const chunk = Buffer.alloc(this.chunks.length === 0 ? Math.max(64 * 1024, size) : CHUNK_BYTES);
    this.chunks.push(chunk);
    this.filled = 0;
    return chunk;
  }
}
