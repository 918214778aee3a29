import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, RECOVERED_AFTER_MS } from './backoff.js';
import { describeExit, type Exit, type OnSpawn, type Spawned } from './spawn-server.js';
import { type Escalation, STOP_NOW, stopProcess } from './stop-process.js';

export interface Supervision {
  readonly name: string;
  /** Starts the process; for servers, resolves when it serves. */
  readonly launch: (onSpawn: OnSpawn) => Promise<Spawned>;
  readonly howToStop: Escalation;
  /** Told of each process at once; a server may need several attempts until it serves. */
  readonly onSpawn?: OnSpawn;
  readonly onGone?: () => void;
  readonly say?: (message: string) => void;
}

/** Keeps one process running: starts it again, after a pause that grows, whenever it ends unbidden. */
export class Supervisor {
  private current: Spawned | undefined;
  private wanted = false;
  private failures = 0;
  private upSince = 0;
  private pause = new AbortController();
  private launching: Promise<void> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();
  /** How often the process ended unbidden. */
  crashes = 0;

  constructor(private readonly supervision: Supervision) {}

  get name(): string {
    return this.supervision.name;
  }

  /** Of the process that runs now; undefined while there is none. */
  get pid(): number | undefined {
    return this.current?.identity.pid;
  }

  /** Starts the process. The first start must succeed; from then on it is kept running. */
  async start(): Promise<void> {
    if (this.wanted) return;
    this.wanted = true;
    this.pause = new AbortController();
    this.failures = 0;
    this.launching = this.launch();
    try {
      await this.launching;
    } catch (error) {
      this.wanted = false;
      throw error;
    }
    this.keeping = this.keep();
  }

  async stop(): Promise<void> {
    this.wanted = false;
    this.pause.abort();
    // One that is just starting is waited for and then stopped.
    await this.launching.catch(() => undefined);
    await this.end(this.supervision.howToStop);
    await this.keeping;
    await this.end(this.supervision.howToStop);
  }

  /** Ends the process without a warning; it comes back by itself. */
  async kill9(): Promise<void> {
    const ended = this.current;
    await this.end(STOP_NOW);
    await ended?.exited;
  }

  /** Waits until there is a process again, at most that long. */
  async running(deadlineMs = 60_000): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    while (this.pid === undefined) {
      if (Date.now() > deadline) throw new Error(`${this.name} has not come back`);
      await sleep(20);
    }
  }

  private async end(how: Escalation): Promise<void> {
    if (this.current !== undefined) await stopProcess(this.current.identity, how);
  }

  private async launch(): Promise<void> {
    this.current = await this.supervision.launch((identity) =>
      this.supervision.onSpawn?.(identity),
    );
    this.upSince = performance.now();
  }

  private async keep(): Promise<void> {
    while (this.wanted) {
      const exit = await this.current?.exited;
      this.current = undefined;
      this.supervision.onGone?.();
      if (!this.wanted) return;
      this.crashes++;
      await this.comeBack(exit);
    }
  }

  private async comeBack(exit: Exit | undefined): Promise<void> {
    const { name, say } = this.supervision;
    if (performance.now() - this.upSince >= RECOVERED_AFTER_MS) this.failures = 0;
    let reason = exit === undefined ? 'it is gone' : describeExit(exit);
    while (this.wanted) {
      const waitMs = backoffMs(++this.failures, Math.random());
      say?.(`${name} ended (${reason}); starting it again in ${(waitMs / 1000).toFixed(1)} s`);
      await sleep(waitMs, undefined, { signal: this.pause.signal }).catch(() => undefined);
      if (!this.wanted) return;
      try {
        await this.launch();
        return;
      } catch (error) {
        reason = (error as Error).message;
      }
    }
  }
}
