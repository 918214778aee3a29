import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, such that a later one with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** Boot and clock tick at which a Linux process started; undefined for a zombie, which is gone for our purposes. */
export function startFromStat(stat: string, bootId: string): string | undefined {
  // The command name stands in parentheses and may contain anything, parentheses and blanks too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const ticks = fields[19];
  return state === 'Z' || state === 'X' || ticks === undefined ? undefined : `${bootId}:${ticks}`;
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
};

const startOf = (pid: number): string | undefined => {
  const bootId = read('/proc/sys/kernel/random/boot_id');
  if (bootId !== undefined) {
    const stat = read(`/proc/${pid}/stat`);
    return stat === undefined ? undefined : startFromStat(stat, bootId);
  }
  try {
    const shown = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    }).trim();
    return shown === '' ? undefined : shown;
  } catch {
    return undefined;
  }
};

/** Who runs under this number now. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export const isRunning = (process: ProcessIdentity): boolean =>
  startOf(process.pid) === process.startedAt;
