import { randomBytes } from 'node:crypto';
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './postgres-account.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { mustRun } from './run-command.js';

export interface ClusterOptions {
  /** Where `data` is made. Everybody must be able to pass through the directories above it. */
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  readonly password: string;
  /** false: may be lost with the machine, and is faster. For tests. */
  readonly durable: boolean;
}

export const dataDirectoryOf = (directory: string): string => join(directory, 'data');

/** Nothing of the caller's PG* variables reaches the server. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
});

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes the data directory if there is none yet. An initialisation that was interrupted leaves none. */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const { directory, binaries, account, password, durable } = options;
  const data = dataDirectoryOf(directory);
  if (await exists(join(data, 'PG_VERSION'))) return;
  await mkdir(directory, { recursive: true });
  if (account !== undefined) await chown(directory, account.uid, account.gid);
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  const passwordFile = join(directory, `password.${randomBytes(4).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
    const args = [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ];
    await mustRun('initdb', binaries.initdb, args, {
      deadlineMs: 120_000,
      cwd: directory,
      env: serverEnvironment(),
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, data);
}

/** The settings that differ from PostgreSQL's own. */
export function serverSettings(port: number, durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // Loopback TCP is enough; a socket would need a short path that every account can reach.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    jit: 'off',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
          max_wal_size: '2GB',
        }),
  };
}
