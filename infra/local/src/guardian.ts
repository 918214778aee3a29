import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.js';

let guardian: ChildProcess | undefined;

const tell = (line: string): void => {
  if (guardian === undefined) {
    guardian = spawn(process.execPath, [join(CHECKOUT, 'infra/local/guardian.mjs')], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A guardian that cannot be had costs the tidying up after a crash, nothing else.
    guardian.once('error', () => undefined);
    guardian.stdin?.on('error', () => undefined);
    guardian.unref();
    (guardian.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }
  guardian.stdin?.write(`${line}\n`);
};

/**
 * Has a process stopped and a directory deleted when this process is gone, however it went: a small process of
 * its own waits at the other end of a pipe. For throw-away servers; the platform's own survive to be found again.
 */
export const guard = {
  process: (pid: number, signal: NodeJS.Signals): void => tell(`process ${pid} ${signal}`),
  gone: (pid: number): void => tell(`gone ${pid}`),
  directory: (path: string): void => tell(`directory ${path}`),
};
