import { CLUSTER, numbered } from './cluster.js';
import type { ClusterMember } from './nats-config.js';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { guard } from './guardian.js';
import { natsBinary } from './nats-binary.js';
import { jetStreamStoreOf, launchNats, natsUrl } from './nats-server.js';
import { freePort } from './ports.js';
import { launchPostgres, postgresUrl } from './postgres-server.js';
import type { Spawned } from './spawn-server.js';
import { PROGRAM_CACHE, PROGRAM_COPIES } from './state-directory.js';
import { temporaryDirectory } from './temporary-directory.js';
import {
  type Escalation,
  STOP_NATS,
  STOP_NOW,
  STOP_POSTGRES,
  stopProcess,
} from './stop-process.js';

/** A server for tests: gone, with all it stored, when stopped or when this process ends in whatever way. */
export interface TemporaryServer {
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Ends the process without a warning and waits until it is gone. */
  kill9(): Promise<void>;
  /** Starts it again, on the same port and data; stops it first if it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TemporaryPostgres extends TemporaryServer {
  readonly password: string;
  /** The URL of another database, or of another login. `url` is the superuser's, of database `postgres`. */
  urlOf(database: string, user?: string, password?: string): string;
}

export interface TemporaryNats extends TemporaryServer {
  readonly storeDirectory: string;
}

interface Kind {
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  readonly launch: () => Promise<Spawned>;
  readonly steps: Escalation;
}

async function startTemporary({ launch, steps, ...shown }: Kind): Promise<TemporaryServer> {
  const signal = steps[0]?.signal ?? 'SIGTERM';
  const start = async (): Promise<Spawned> => {
    const spawned = await launch();
    spawned.unref();
    const { pid } = spawned.identity;
    guard.process(pid, signal);
    void spawned.exited.then(() => guard.gone(pid));
    return spawned;
  };
  let current = await start();
  const end = (how: Escalation): Promise<void> => stopProcess(current.identity, how);
  return {
    ...shown,
    get pid() {
      return current.identity.pid;
    },
    kill9: () => end(STOP_NOW),
    restart: async () => {
      await end(steps);
      current = await start();
    },
    stop: async () => {
      await end(steps);
      await rm(shown.directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export interface TemporaryPostgresOptions {
  /** true: survives what a real one survives, at a real one's speed. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL of its own, on a free port. */
export async function startTemporaryPostgres({
  durable = false,
  settings = {},
}: TemporaryPostgresOptions = {}): Promise<TemporaryPostgres> {
  const directory = await temporaryDirectory('postgres');
  const port = await freePort();
  const password = randomBytes(18).toString('base64url');
  const urlOf = (database: string, user = 'postgres', secret = password): string =>
    postgresUrl(port, database, user, secret);
  const server = await startTemporary({
    url: urlOf('postgres'),
    port,
    directory,
    launch: () =>
      launchPostgres({
        directory: join(directory, 'cluster'),
        port,
        password,
        log: join(directory, 'postgres.log'),
        durable,
        copies: PROGRAM_COPIES,
        settings,
      }),
    steps: STOP_POSTGRES,
  });
  return Object.assign(server, { password, urlOf });
}

/** Three nats-servers that are one bus, each to be killed and brought back by itself. */
export async function startTemporaryNatsCluster(): Promise<readonly TemporaryNats[]> {
  const names = numbered('nats', CLUSTER.servers);
  const taken: number[] = [];
  for (const _ of [...names, ...names]) taken.push(await freePort([], taken));
  const [ports, routes] = [taken.slice(0, names.length), taken.slice(names.length)];
  const password = randomBytes(18).toString('base64url');
  return Promise.all(
    names.map((name, index) => {
      const own = routes[index] ?? 0;
      const others = routes.filter((port) => port !== own);
      return startNats(ports[index] ?? 0, { name, port: own, others, password });
    }),
  );
}

/** A nats-server of its own with JetStream, on a free port, open to whoever reaches it. */
export const startTemporaryNats = async (): Promise<TemporaryNats> => startNats(await freePort());

async function startNats(port: number, cluster?: ClusterMember): Promise<TemporaryNats> {
  const binary = await natsBinary({ cache: PROGRAM_CACHE, env: process.env });
  const directory = await temporaryDirectory('nats');
  const server = await startTemporary({
    url: natsUrl(port),
    port,
    directory,
    launch: () =>
      launchNats({
        binary,
        directory,
        port,
        log: join(directory, 'nats.log'),
        ...(cluster === undefined ? {} : { cluster }),
      }),
    steps: STOP_NATS,
  });
  return Object.assign(server, { storeDirectory: jetStreamStoreOf(directory) });
}
