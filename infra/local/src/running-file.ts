import { linkSync, rmSync } from 'node:fs';
import { readJson, writeJson } from './json-file.js';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.js';
import {
  type Escalation,
  STOP_NATS,
  STOP_POSTGRES,
  STOP_SERVICE,
  stopProcess,
} from './stop-process.js';

/** In the order in which they are stopped. */
const KINDS = ['service', 'nats', 'postgres'] as const;
export type Kind = (typeof KINDS)[number];

export const HOW_TO_STOP: Readonly<Record<Kind, Escalation>> = {
  service: STOP_SERVICE,
  nats: STOP_NATS,
  postgres: STOP_POSTGRES,
};

interface Child extends ProcessIdentity {
  readonly kind: Kind;
}

export interface Running {
  readonly launcher: ProcessIdentity;
  readonly url?: string;
  readonly children: Readonly<Record<string, Child>>;
}

/** The platform that runs on this state, if its launcher is alive. */
export function whoRuns(file: string): Running | undefined {
  const running = readJson(file) as Running | undefined;
  return running !== undefined && isRunning(running.launcher) ? running : undefined;
}

/** Another launcher owns the state. */
export class AlreadyRunning extends Error {
  constructor({ launcher, url }: Running) {
    const where = url === undefined ? 'it is still starting' : `at ${url}`;
    super(
      `Margay is already running here: ${where} (process ${launcher.pid}).\n` +
        `Stop it with Ctrl-C in its terminal, or: kill ${launcher.pid}`,
    );
  }
}

/** Stops what a launcher that was killed has left behind. Strangers with the same numbers are let be. */
async function stopLeftovers({ children }: Running): Promise<string[]> {
  const left = Object.entries(children).filter(([, child]) => isRunning(child));
  for (const kind of KINDS) {
    const those = left.filter(([, child]) => child.kind === kind);
    await Promise.all(those.map(([, child]) => stopProcess(child, HOW_TO_STOP[kind])));
  }
  return left.map(([name]) => name);
}

/**
 * Which processes belong to the platform on one state directory: written the moment they start, so that the next
 * launcher finds them whatever happened to this one. Also what keeps a second launcher out.
 */
export class RunningFile {
  private readonly children: Record<string, Child> = {};
  private url: string | undefined;

  private constructor(
    private readonly file: string,
    private readonly launcher: ProcessIdentity,
    /** Names of the leftovers that were stopped. */
    readonly stopped: readonly string[],
  ) {}

  static async claim(file: string): Promise<RunningFile> {
    const launcher = identityOf(process.pid);
    if (launcher === undefined) throw new Error('cannot tell when this process started');
    const other = readJson(file) as Running | undefined;
    if (other !== undefined && isRunning(other.launcher)) throw new AlreadyRunning(other);
    const stopped = other === undefined ? [] : await stopLeftovers(other);
    rmSync(file, { force: true });
    const draft = `${file}.claim.${process.pid}`;
    writeJson(draft, { launcher, children: {} } satisfies Running);
    try {
      // Creates the complete file, or fails because somebody was faster.
      linkSync(draft, file);
    } catch (error) {
      const winner = whoRuns(file);
      throw winner === undefined ? error : new AlreadyRunning(winner);
    } finally {
      rmSync(draft, { force: true });
    }
    return new RunningFile(file, launcher, stopped);
  }

  add(name: string, kind: Kind, identity: ProcessIdentity): void {
    this.children[name] = { ...identity, kind };
    this.write();
  }

  remove(name: string): void {
    delete this.children[name];
    this.write();
  }

  reachableAt(url: string): void {
    this.url = url;
    this.write();
  }

  /** The last resort: ends everything without asking. */
  killAll(): void {
    for (const child of Object.values(this.children)) {
      // PostgreSQL's own children go by themselves; SIGQUIT lets it release its shared memory.
      if (isRunning(child))
        process.kill(child.pid, child.kind === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
    }
  }

  release(): void {
    rmSync(this.file, { force: true });
    this.released = true;
  }

  private released = false;

  private write(): void {
    if (this.released) return;
    const { launcher, url, children } = this;
    writeJson(this.file, { launcher, ...(url === undefined ? {} : { url }), children });
  }
}
