import { readFile } from 'node:fs/promises';
import { Tampered, verifyDirectory } from '@margay/audit-proof';

/**
 * Verifies an export without a network: `node verify.js DIRECTORY PUBLIC_KEY_FILE [NOT_BEFORE]`.
 *
 * Ends with 0 if it is what was written, with 1 if it is not, with 2 if that cannot be told.
 */
async function verify(directory: string, keyFile: string, notBefore?: string): Promise<number> {
  try {
    const key = await readFile(keyFile, 'utf8');
    const since = notBefore ? new Date(notBefore) : undefined;
    process.stdout.write(
      `Untouched. ${JSON.stringify(await verifyDirectory(directory, key, since))}\n`,
    );
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
