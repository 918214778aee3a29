import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.js';

const LOOK_EVERY_MS = 20;

/** How long to wait for a process to go after each signal, in this order. */
export type Escalation = readonly { readonly signal: NodeJS.Signals; readonly waitMs: number }[];

const KILL = { signal: 'SIGKILL', waitMs: 5_000 } as const;
export const STOP_SERVICE: Escalation = [{ signal: 'SIGTERM', waitMs: 10_000 }, KILL];
export const STOP_NATS: Escalation = [{ signal: 'SIGTERM', waitMs: 10_000 }, KILL];
/** Fast shutdown, then immediate shutdown (which recovers at the next start), then the last resort. */
export const STOP_POSTGRES: Escalation = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  KILL,
];
export const STOP_NOW: Escalation = [KILL];

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Waits until the process is gone, at most that long. Says whether it is. */
export async function waitForExit(target: ProcessIdentity, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (isRunning(target)) {
    if (Date.now() >= deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

/** Signals until the process is gone; throws if nothing helps. A process that is not running is fine. */
export async function stopProcess(target: ProcessIdentity, steps: Escalation): Promise<void> {
  for (const { signal, waitMs } of steps) {
    if (!isRunning(target)) return;
    send(target.pid, signal);
    if (await waitForExit(target, waitMs)) return;
  }
  throw new Error(`process ${target.pid} survives every signal`);
}
