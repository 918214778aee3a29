import { appendFileSync, copyFileSync, existsSync, statSync, truncateSync } from 'node:fs';

export const LOG_BYTES_MAX = 10 * 1024 * 1024;

/**
 * Empties a log that has grown too long, keeping what was in it as `<path>.1`. Emptied in place, because the
 * process that writes it holds it open; that one must append.
 */
export function rotate(path: string, bytesMax = LOG_BYTES_MAX): boolean {
  if (!existsSync(path) || statSync(path).size < bytesMax) return false;
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
  return true;
}

/** A log that never exceeds twice its bound on the disk. */
export class BoundedLog {
  private bytes: number;

  constructor(
    readonly path: string,
    private readonly bytesMax = LOG_BYTES_MAX,
  ) {
    this.bytes = existsSync(path) ? statSync(path).size : 0;
  }

  append(line: string): void {
    const text = `${line}\n`;
    if (this.bytes > 0 && this.bytes + Buffer.byteLength(text) > this.bytesMax) {
      rotate(this.path, 0);
      this.bytes = 0;
    }
    appendFileSync(this.path, text, { mode: 0o600 });
    this.bytes += Buffer.byteLength(text);
  }
}
