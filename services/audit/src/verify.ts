import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Tampered, verifyExport } from './proof/export-verifier.js';
import { trustedKey } from './proof/signing-key.js';

/**
 * Verifies an export without a network: `node verify.js DIRECTORY PUBLIC_KEY_FILE [NOT_BEFORE]`.
 *
 * The directory holds `records.ndjson`, `checkpoints.ndjson` and `manifest.json`. Ends with 0 if they
 * are what was written, with 1 if they are not, with 2 if that cannot be told.
 */
async function verify(directory: string, keyFile: string, notBefore?: string): Promise<number> {
  async function* lines(name: string): AsyncGenerator<string> {
    const file = await open(join(directory, name));
    try {
      for await (const line of file.readLines()) if (line !== '') yield line;
    } finally {
      await file.close();
    }
  }
  try {
    const verified = await verifyExport(
      {
        records: lines('records.ndjson'),
        checkpoints: lines('checkpoints.ndjson'),
        manifest: readFileSync(join(directory, 'manifest.json'), 'utf8').trim(),
      },
      {
        publicKey: trustedKey(readFileSync(keyFile, 'utf8')),
        ...(notBefore ? { notBefore: new Date(notBefore) } : {}),
      },
    );
    process.stdout.write(`Untouched. ${JSON.stringify(verified)}\n`);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof Tampered ? `TAMPERED: ${message}\n` : `${message}\n`);
    return error instanceof Tampered ? 1 : 2;
  }
}

const [directory, keyFile, notBefore] = process.argv.slice(2);
if (directory === undefined || keyFile === undefined) {
  process.stderr.write('verify DIRECTORY PUBLIC_KEY_FILE [NOT_BEFORE]\n');
  process.exitCode = 2;
} else process.exitCode = await verify(directory, keyFile, notBefore);
