import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Verified, verifyExport } from './export-verifier.js';
import { trustedKey } from './signing-key.js';

async function* lines(directory: string, name: string): AsyncGenerator<string> {
  const file = await open(join(directory, name));
  try {
    for await (const line of file.readLines()) if (line !== '') yield line;
  } finally {
    await file.close();
  }
}

/**
 * Verifies the files of an export: `records.ndjson`, `checkpoints.ndjson` and `manifest.json`.
 *
 * @param publicKey PEM
 * @param notBefore when the export was asked for: an older one that is played again is refused
 * @throws Tampered if it is not what was written
 */
export async function verifyDirectory(
  directory: string,
  publicKey: string,
  notBefore?: Date,
): Promise<Verified> {
  return verifyExport(
    {
      records: lines(directory, 'records.ndjson'),
      checkpoints: lines(directory, 'checkpoints.ndjson'),
      manifest: (await readFile(join(directory, 'manifest.json'), 'utf8')).trim(),
    },
    { publicKey: trustedKey(publicKey), ...(notBefore ? { notBefore } : {}) },
  );
}
