import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor } from './anchor.js';

/** A file per month that is only ever added to, on a disk of somebody else's or one that is written once. */
export class FileAnchor implements Anchor {
  readonly name = 'file';

  constructor(private readonly directory: string) {}

  async keep(checkpoints: readonly string[]): Promise<void> {
    for (const month of new Set(checkpoints.map(monthOf))) {
      const lines = checkpoints.filter((each) => monthOf(each) === month);
      const file = await open(join(this.directory, `checkpoints-${month}.ndjson`), 'a', 0o600);
      try {
        await file.write(lines.map((line) => `${line}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    }
  }
}

const monthOf = (checkpoint: string): string =>
  (JSON.parse(checkpoint) as { readonly time: string }).time.slice(0, 7);
