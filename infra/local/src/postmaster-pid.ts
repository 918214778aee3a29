import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf, type ProcessIdentity } from './process-identity.js';
import { runCommand } from './run-command.js';
import { STOP_POSTGRES, stopProcess } from './stop-process.js';

/** What PostgreSQL writes into its data directory while it runs. */
export interface PostmasterPid {
  readonly pid: number;
  readonly directory: string;
}

export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const [first, directory] = text.split('\n');
  const pid = Number(first);
  if (!Number.isSafeInteger(pid) || pid <= 1 || directory === undefined) return undefined;
  return { pid, directory };
}

const fileIn = (dataDirectory: string): string => join(dataDirectory, 'postmaster.pid');

/** A server works in its data directory: that tells it from a stranger who has got its number since. */
async function worksIn(pid: number, directory: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === directory;
  } catch {
    if (process.platform === 'linux') return false;
    const deadlineMs = 5_000;
    const { output } = await runCommand('ps', ['-o', 'command=', '-p', String(pid)], {
      deadlineMs,
    });
    return output.includes(directory);
  }
}

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'server'; readonly identity: ProcessIdentity }
  | { readonly kind: 'stranger' };

/** Who has the number that the data directory says its server has. */
async function look(dataDirectory: string): Promise<Found> {
  const text = await readFile(fileIn(dataDirectory), 'utf8').catch(() => undefined);
  const noted = text === undefined ? undefined : parsePostmasterPid(text);
  const identity = noted === undefined ? undefined : identityOf(noted.pid);
  if (identity === undefined) return { kind: 'none' };
  const ours = await worksIn(identity.pid, await realpath(dataDirectory));
  return ours ? { kind: 'server', identity } : { kind: 'stranger' };
}

/** The server that runs on this data directory, if any. */
export async function runningPostmaster(
  dataDirectory: string,
): Promise<ProcessIdentity | undefined> {
  const found = await look(dataDirectory);
  return found.kind === 'server' ? found.identity : undefined;
}

/**
 * Clears the way for a start: stops a server that a killed launcher left behind. PostgreSQL would also refuse to
 * start while a stranger has the number in the file; then the file goes and the stranger stays. The file of a
 * dead server stays: PostgreSQL finds in it the shared memory that the dead one's children may still hold.
 *
 * @returns whether there was one to stop
 */
export async function stopStalePostmaster(dataDirectory: string): Promise<boolean> {
  const found = await look(dataDirectory);
  if (found.kind === 'stranger') await rm(fileIn(dataDirectory), { force: true });
  if (found.kind !== 'server') return false;
  await stopProcess(found.identity, STOP_POSTGRES);
  return true;
}
