/** A line of a stream, without its end. `bytes` is missing when it was longer than allowed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

const LF = 0x0a;
const CR = 0x0d;

const isBlank = (bytes: Buffer): boolean => {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false;
  return true;
};

/** Cuts chunks into lines. Holds one line at most; blank lines are counted and left out. */
export class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;
  private number = 0;

  constructor(private readonly lengthMax: number) {}

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LF, from);
      if (end < 0) break;
      this.hold(chunk.subarray(from, end));
      this.finish(lines);
      from = end + 1;
    }
    this.hold(chunk.subarray(from));
    return lines;
  }

  /** The last line, if it had no end. */
  end(): Line[] {
    const lines: Line[] = [];
    if (this.length > 0) this.finish(lines);
    return lines;
  }

  private hold(part: Buffer): void {
    if (part.length === 0) return;
    this.length += part.length;
    // What is too long is no longer kept, only counted.
    if (this.length > this.lengthMax) this.parts = [];
    else this.parts.push(part);
  }

  private finish(lines: Line[]): void {
    this.number++;
    const tooLong = this.length > this.lengthMax;
    const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    if (tooLong) lines.push({ number: this.number, bytes: undefined });
    else if (bytes && !isBlank(bytes)) lines.push({ number: this.number, bytes });
  }
}
