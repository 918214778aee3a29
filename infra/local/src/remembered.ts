import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CHECKOUT } from './checkout.js';
import { readJson, writeJson } from './json-file.js';
import { freePort, isFree } from './ports.js';
import { mayEnter, postgresAccount } from './postgres-account.js';
import { SHARED_BY_ROOT } from './state-directory.js';

const OPEN_TO_ALL = 0o755;

/** What is not secret and should be the same at the next start. */
interface Remembered {
  readonly ports: Readonly<Record<string, number>>;
  readonly postgresDirectory: string;
  /** The administrator's token has been shown. */
  readonly introduced: boolean;
}

const fileIn = (stateDirectory: string): string => join(stateDirectory, 'state.json');

const recall = (stateDirectory: string): Partial<Remembered> =>
  (readJson(fileIn(stateDirectory)) ?? {}) as Partial<Remembered>;

const remember = (stateDirectory: string, part: Partial<Remembered>): void =>
  writeJson(fileIn(stateDirectory), { ...recall(stateDirectory), ...part });

export const wasIntroduced = (stateDirectory: string): boolean =>
  recall(stateDirectory).introduced === true;

export const rememberIntroduced = (stateDirectory: string): void =>
  remember(stateDirectory, { introduced: true });

export interface PortWish {
  readonly name: string;
  /** This one or none. */
  readonly must?: number | undefined;
  /** This one, if it is free and no other is remembered. */
  readonly wish?: number | undefined;
}

/** A port for each name: those of the last time where they are still free. */
export async function choosePorts(
  stateDirectory: string,
  wishes: readonly PortWish[],
): Promise<(name: string) => number> {
  const known = recall(stateDirectory).ports ?? {};
  const ports: Record<string, number> = {};
  for (const { name, must, wish } of wishes) {
    if (must !== undefined && !(await isFree(must))) {
      throw new Error(`port ${must} of 127.0.0.1 is taken by another program`);
    }
    const taken = Object.values(ports);
    const preferred = [must, known[name], wish].filter((port) => port !== undefined);
    ports[name] = await freePort(
      preferred.filter((port) => !taken.includes(port)),
      taken,
    );
  }
  remember(stateDirectory, { ports: { ...known, ...ports } });
  return (name) => {
    const port = ports[name];
    if (port === undefined) throw new Error(`no port for ${name}`);
    return port;
  };
}

/**
 * Where the database lives: in the state directory; or, if root's `postgres` user cannot get there because the
 * checkout lies in a closed home, under a directory open to it, by a name of its own for each state.
 */
export async function postgresDirectory(stateDirectory: string): Promise<string> {
  const known = rememberedPostgresDirectory(stateDirectory);
  if (known !== undefined) return known;
  const account = await postgresAccount();
  const inside = account === undefined || (await mayEnter(stateDirectory, account));
  const name = `${basename(CHECKOUT)}-${randomBytes(6).toString('hex')}`;
  const directory = inside ? join(stateDirectory, 'postgres') : join(SHARED_BY_ROOT, name);
  if (!inside) {
    await mkdir(SHARED_BY_ROOT, { recursive: true });
    await chmod(SHARED_BY_ROOT, OPEN_TO_ALL);
  }
  remember(stateDirectory, { postgresDirectory: directory });
  return directory;
}

/** Where it was put, if it ever was. */
export const rememberedPostgresDirectory = (stateDirectory: string): string | undefined =>
  recall(stateDirectory).postgresDirectory;

/** Deletes the database of a state directory, wherever it is. */
export async function deletePostgresDirectory(stateDirectory: string): Promise<void> {
  const known = rememberedPostgresDirectory(stateDirectory);
  if (known !== undefined) await rm(known, { recursive: true, force: true, maxRetries: 5 });
}
