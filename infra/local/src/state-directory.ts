import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.js';

/** What the platform on this machine remembers. Ignored by git. */
export const STATE_DIRECTORY = join(CHECKOUT, '.margay');

const PROGRAMS = 'programs';

/** Programs fetched or copied once. Survives a reset: it holds nothing of anybody's. */
export const PROGRAM_CACHE = join(STATE_DIRECTORY, PROGRAMS);

/** Where root keeps what the `postgres` user must reach; a checkout often lies in a home closed to it. */
export const SHARED_BY_ROOT = '/var/lib/margay';

export const PROGRAM_COPIES = process.getuid?.() === 0 ? SHARED_BY_ROOT : PROGRAM_CACHE;

/** The places in a state directory. */
export const placesIn = (stateDirectory: string) => ({
  secrets: join(stateDirectory, 'secrets.json'),
  running: join(stateDirectory, 'running.json'),
  logs: join(stateDirectory, 'logs'),
  /** Of one server: `nats`, or `nats-1` of several. */
  nats: (server: string): string => join(stateDirectory, server),
  log: (name: string): string => join(stateDirectory, 'logs', `${name}.log`),
});

/** Root's is open to pass through, because the `postgres` user has its own directory in it. */
export async function makeStateDirectory(stateDirectory: string): Promise<void> {
  await mkdir(stateDirectory, { recursive: true });
  await chmod(stateDirectory, process.getuid?.() === 0 ? 0o711 : 0o700);
  await mkdir(placesIn(stateDirectory).logs, { recursive: true, mode: 0o700 });
}

/** Deletes all state but the programs. Only while nothing runs on it. */
export async function emptyStateDirectory(stateDirectory: string): Promise<void> {
  for (const name of await readdir(stateDirectory).catch(() => [])) {
    if (name === PROGRAMS || name === 'running.json' || name === 'built') continue;
    await rm(join(stateDirectory, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
