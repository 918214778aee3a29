import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, postgresAccount } from './postgres-account.js';
import { postgresBinaries } from './postgres-binaries.js';
import {
  dataDirectoryOf,
  initialiseCluster,
  serverEnvironment,
  serverSettings,
} from './postgres-cluster.js';
import { stopStalePostmaster } from './postmaster-pid.js';
import {
  describeExit,
  logSize,
  logTail,
  type OnSpawn,
  type Spawned,
  spawnServer,
} from './spawn-server.js';
import { STOP_POSTGRES, stopProcess } from './stop-process.js';

const READY_DEADLINE_MS = 60_000;
const RETRY_MS = 200;

export interface PostgresOptions {
  /** State of this cluster; every account must be able to pass through the directories above it. */
  readonly directory: string;
  readonly port: number;
  /** Of the superuser `postgres`. */
  readonly password: string;
  readonly log: string;
  readonly durable: boolean;
  /** Where the programs are copied to if they cannot be run where npm put them. */
  readonly copies: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onSpawn?: OnSpawn;
}

/** `postgres://` with everything escaped. */
export const postgresUrl = (
  port: number,
  database: string,
  user: string,
  password: string,
): string =>
  `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}` +
  `@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** Whether the server takes logins. A refusal for any other reason than starting up is an error. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch (error) {
    // invalid_password: the data directory belongs to other secrets; waiting does not help.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One start: the process, or undefined if it ended before it took logins. */
async function attempt(
  program: string,
  account: Account | undefined,
  options: PostgresOptions,
): Promise<Spawned | { readonly ended: string; readonly said: string }> {
  const { directory, port, password, durable, log } = options;
  const data = dataDirectoryOf(directory);
  const settings = { ...serverSettings(port, durable), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const before = await logSize(log);
  const spawned = await spawnServer(program, ['-D', data, ...flags], {
    cwd: directory,
    env: serverEnvironment(),
    log,
    onSpawn: options.onSpawn,
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  let ended: string | undefined;
  void spawned.exited.then((exit) => (ended = describeExit(exit)));
  const url = postgresUrl(port, 'postgres', 'postgres', password);
  const deadline = Date.now() + READY_DEADLINE_MS;
  try {
    while (ended === undefined) {
      if (await answers(url)) return spawned;
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL takes no logins\n${await logTail(log)}`);
      await sleep(50);
    }
    return { ended, said: await logTail(log, { after: before }) };
  } catch (error) {
    await stopProcess(spawned.identity, STOP_POSTGRES);
    throw error;
  }
}

/**
 * Starts the server on its data directory, which is made at the first time, and waits until it takes logins.
 * After a `kill -9` the old one's children may hold its shared memory for a moment, so a refused start is
 * tried again within the deadline.
 */
export async function launchPostgres(options: PostgresOptions): Promise<Spawned> {
  const account = await postgresAccount();
  const binaries = await postgresBinaries(account, options.copies);
  await initialiseCluster({ ...options, binaries, account });
  await stopStalePostmaster(dataDirectoryOf(options.directory));
  const deadline = Date.now() + READY_DEADLINE_MS;
  for (;;) {
    const outcome = await attempt(binaries.postgres, account, options);
    if ('identity' in outcome) return outcome;
    const { ended, said } = outcome;
    const heldByOldOnes = /pre-existing shared memory|postmaster\.pid/.test(said);
    if (!heldByOldOnes || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start (${ended})\n${said}`);
    }
    await sleep(RETRY_MS);
  }
}
