import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import { Ledger } from '../cloudformation/ledger.js';
import type { Place } from '../cloudformation/stack.js';

/** For how long a token is remembered. */
const TOKEN_MS = 5 * 60_000;

/** How long each phase takes, in seconds of the build's own time. */
const PHASES = [
  ['SUBMITTED', 1],
  ['QUEUED', 2],
  ['PROVISIONING', 25],
  ['DOWNLOAD_SOURCE', 8],
  ['INSTALL', 30],
  ['PRE_BUILD', 10],
  ['BUILD', 180],
  ['POST_BUILD', 5],
  ['UPLOAD_ARTIFACTS', 2],
  ['FINALIZING', 3],
] as const;
export type Phase = (typeof PHASES)[number][0];
export const PHASE_NAMES: readonly Phase[] = PHASES.map(([name]) => name);

export interface BuildFault {
  readonly account: string;
  readonly region: string;
  readonly project: string;
  readonly phase: Phase;
  readonly status: 'FAILED' | 'FAULT' | 'TIMED_OUT';
  readonly statusCode: string;
  readonly message: string;
  readonly times?: number | undefined;
}

interface Build extends Place {
  readonly id: string;
  readonly project: string;
  readonly number: number;
  readonly startedAt: number;
  readonly fault: BuildFault | undefined;
  /** How much faster than in AWS it goes. */
  readonly compression: number;
  readonly environment: Readonly<Record<string, string>>;
  stoppedAt: number | undefined;
}

export interface BuildPhase {
  readonly type: Phase | 'COMPLETED';
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly status: string | undefined;
  readonly context: { readonly statusCode: string; readonly message: string } | undefined;
}

export interface BuildState {
  readonly build: Build;
  readonly status: string;
  readonly endedAt: number | undefined;
  readonly phases: readonly BuildPhase[];
}

/** What a build has come to by a moment: the rest of it follows from when it began. */
export function buildBy(build: Build, now: number): BuildState {
  const phases: BuildPhase[] = [];
  const until = Math.min(now, build.stoppedAt ?? Infinity);
  let at = build.startedAt;
  for (const [type, seconds] of PHASES) {
    const end = at + (seconds * 1_000) / build.compression;
    const fault = build.fault?.phase === type ? build.fault : undefined;
    const isOver = end <= until;
    const status = isOver
      ? (fault?.status ?? 'SUCCEEDED')
      : build.stoppedAt
        ? 'STOPPED'
        : undefined;
    const endedAt = isOver ? end : build.stoppedAt;
    phases.push({ type, startedAt: at, endedAt, status, context: isOver ? fault : undefined });
    if (!isOver || fault) {
      if (status === undefined) return { build, status: 'IN_PROGRESS', endedAt: undefined, phases };
      return { build, status, endedAt, phases: [...phases, completed(endedAt ?? now)] };
    }
    at = end;
  }
  return { build, status: 'SUCCEEDED', endedAt: at, phases: [...phases, completed(at)] };
}

const completed = (at: number): BuildPhase => ({
  type: 'COMPLETED',
  startedAt: at,
  endedAt: undefined,
  status: undefined,
  context: undefined,
});

const refused = (message: string) => new AwsError('InvalidInputException', message);

/** The builds of all projects. A project is there by order, or because a stack made it. */
export class Builds {
  readonly ledger = new Ledger();
  private readonly projects = new Map<string, Place & { readonly name: string }>();
  private readonly builds = new Map<string, Build>();
  private readonly faults: { readonly fault: BuildFault; left: number }[] = [];

  /** @param made whether a stack made such a project */
  constructor(private readonly made: (place: Place, project: string, now: number) => boolean) {}

  addProject(place: Place, name: string): void {
    this.projects.set([place.account, place.region, name].join('\n'), { ...place, name });
  }

  addFault(fault: BuildFault): void {
    this.faults.push({ fault, left: fault.times ?? Infinity });
  }

  hasProject(place: Place, name: string, now: number): boolean {
    return (
      this.projects.has([place.account, place.region, name].join('\n')) ||
      this.made(place, name, now)
    );
  }

  start(
    place: Place,
    project: string,
    token: string,
    environment: Readonly<Record<string, string>>,
    compression: number,
    now: number,
  ): Build {
    const { account, region } = place;
    const about = { action: 'StartBuild', account, region, subject: project, token };
    const mismatch = refused('The idempotency token was used for another request.');
    const begin = () => {
      if (!this.hasProject(place, project, now))
        throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${project}`);
      return this.begin({ account, region }, project, environment, compression, now);
    };
    return this.ledger.once(about, { project, environment }, mismatch, now, begin, now + TOKEN_MS);
  }

  private begin(
    place: Place,
    project: string,
    environment: Readonly<Record<string, string>>,
    compression: number,
    now: number,
  ): Build {
    const planned = this.faults.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.project === project &&
        fault.account === place.account &&
        fault.region === place.region,
    );
    if (planned) planned.left--;
    const number = this.of(place, project).length + 1;
    const id = `${project}:${randomUUID()}`;
    const build: Build = {
      ...place,
      id,
      project,
      number,
      startedAt: now,
      fault: planned?.fault,
      compression,
      environment,
      stoppedAt: undefined,
    };
    this.builds.set(id, build);
    return build;
  }

  get({ account, region }: Place, id: string): Build | undefined {
    const build = this.builds.get(id);
    return build?.account === account && build.region === region ? build : undefined;
  }

  /** Newest first. */
  of({ account, region }: Place, project: string): readonly Build[] {
    return [...this.builds.values()]
      .filter(
        (build) =>
          build.project === project && build.account === account && build.region === region,
      )
      .reverse();
  }

  stop(place: Place, id: string, now: number): Build {
    const build = this.get(place, id);
    if (!build) throw new AwsError('ResourceNotFoundException', `Build cannot be found: ${id}`);
    if (buildBy(build, now).status === 'IN_PROGRESS') build.stoppedAt = now;
    return build;
  }

  clear(): void {
    this.projects.clear();
    this.builds.clear();
    this.faults.length = 0;
    this.ledger.clear();
  }
}
