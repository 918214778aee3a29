import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** Writes an answer of any size into a file that nobody else reads. */
export async function save(response: Response, file: string, signal: AbortSignal): Promise<void> {
  if (!response.body) throw new Error('The gateway sent nothing.');
  const target = createWriteStream(file, { mode: 0o600 });
  await pipeline(Readable.fromWeb(response.body as ReadableStream), target, { signal });
}
