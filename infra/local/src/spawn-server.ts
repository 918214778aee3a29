import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { identityOf, type ProcessIdentity } from './process-identity.js';
import { tail } from './run-command.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Spawned {
  readonly identity: ProcessIdentity;
  readonly exited: Promise<Exit>;
  /** Lets this process end although that one runs. */
  readonly unref: () => void;
}

/** Told in the same turn of the event loop in which a process starts, so that none can get lost. */
export type OnSpawn = (identity: ProcessIdentity) => void;

export const describeExit = ({ code, signal }: Exit): string =>
  signal === null ? `exit ${code}` : signal;

export interface SpawnOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: string;
  readonly onSpawn?: OnSpawn | undefined;
  readonly uid?: number;
  readonly gid?: number;
}

/** Resolves with the child's identity, or throws when the program cannot be started. */
export async function identified(
  child: ChildProcess,
  program: string,
  onSpawn?: OnSpawn,
): Promise<Spawned> {
  // A process that is over already keeps its number, and no process has this start.
  const pid = child.pid ?? 0;
  const identity = identityOf(pid) ?? { pid, startedAt: 'over' };
  if (child.pid !== undefined) onSpawn?.(identity);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${program}: ${error.message}`)));
  });
  child.on('error', () => undefined);
  return { identity, exited, unref: () => child.unref() };
}

/**
 * Starts a server that outlives a dead parent undamaged: its output goes to a file and not into a pipe, and it
 * has a process group of its own, so that Ctrl-C reaches the parent only, which stops things in order.
 */
export async function spawnServer(
  program: string,
  args: readonly string[],
  { log, onSpawn, ...options }: SpawnOptions,
): Promise<Spawned> {
  const output = openSync(log, 'a', 0o600);
  try {
    const child = spawn(program, args, {
      ...options,
      detached: true,
      stdio: ['ignore', output, output],
    });
    return await identified(child, program, onSpawn);
  } finally {
    closeSync(output);
  }
}

export const logSize = async (log: string): Promise<number> =>
  (await stat(log).catch(() => undefined))?.size ?? 0;

/** The last lines of a log, of those written after a position in it. */
export async function logTail(log: string, { after = 0, lines = 15 } = {}): Promise<string> {
  const bytes = await readFile(log).catch(() => Buffer.alloc(0));
  // Shorter than before: it was rotated meanwhile.
  return tail(bytes.subarray(after <= bytes.length ? after : 0).toString('utf8'), lines);
}
