import { readFile } from 'node:fs/promises';

/** Of the kernel's clock as it tells processes, the same on every Linux. */
const TICK_MS = 10;

/** Milliseconds of processor time that a process has used; NaN where the system does not tell. */
async function processTimeMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory of a process in MB; 0 where there is none or the system does not tell. */
export async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

/** What a process's work costs it. Unlike its rate, that hardly depends on who else is busy on the machine. */
export class ProcessTime {
  private ms = 0;
  private units = 0;

  constructor(private readonly pid: number) {}

  /** @param work tells how many units of it were done */
  async during<Done extends { readonly count: number }>(work: () => Promise<Done>): Promise<Done> {
    const before = await processTimeMs(this.pid);
    const done = await work();
    this.ms += (await processTimeMs(this.pid)) - before;
    this.units += done.count;
    return done;
  }

  /** Mean over all turns, in microseconds. */
  get perUnit(): string {
    return Number.isNaN(this.ms) ? 'unknown' : `${Math.round((this.ms * 1_000) / this.units)} µs`;
  }
}
