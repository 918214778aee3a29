import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guardian.js';

/**
 * A directory that is deleted, at the latest, when this process ends. Root's can be passed through: its servers
 * run as another user, who cannot enter a private temporary directory.
 */
export async function temporaryDirectory(kind: string): Promise<string> {
  const root = process.getuid?.() === 0;
  const directory = await mkdtemp(join(root ? '/var/tmp' : tmpdir(), `margay-${kind}-`));
  if (root) await chmod(directory, 0o755);
  guard.directory(directory);
  return directory;
}
