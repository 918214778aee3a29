import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@margay/testing';
import { parse } from 'yaml';
import { CHECKOUT } from '../src/checkout.js';
import { guard } from '../src/guardian.js';
import { startTemporaryPostgres, type TemporaryPostgres } from '../src/index.js';
import { natsBinary } from '../src/nats-binary.js';
import { freePort } from '../src/ports.js';
import { mustRun } from '../src/run-command.js';
import { SERVICES } from '../src/services.js';
import { PROGRAM_CACHE } from '../src/state-directory.js';

interface Row {
  readonly image: string;
  readonly build?: { readonly args: { readonly SERVICE: string } };
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly volumes?: readonly (string | { target: string; volume?: { subpath: string } })[];
}

const COMPOSE = parse(readFileSync(join(CHECKOUT, 'docker-compose.yml'), 'utf8'), {
  merge: true,
}) as { readonly services: Readonly<Record<string, Row>> };

const rowOf = (name: string): Row => {
  const row = COMPOSE.services[name];
  if (row === undefined) throw new Error(`docker-compose.yml has no ${name}.`);
  return row;
};

const HEALTHCHECK = JSON.parse(
  /HEALTHCHECK[^[]*(\[.*\])/.exec(
    readFileSync(join(CHECKOUT, 'infra/docker/service.Dockerfile'), 'utf8'),
  )?.[1] ?? '[]',
) as string[];

/** Whoever runs in a container: nobody who may write what is run. */
const USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** As compose fills in what nobody set. */
const filledIn = (text: string): string => text.replaceAll(/\$\{\w+:?-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  it.each(SERVICES)(
    'runs $name, from an image of its own, with its own secrets only',
    (service) => {
      const row = rowOf(service.name);
      expect(row.build?.args.SERVICE).toBe(service.name);
      expect(row.image).toBe(`margay/${service.name}`);
      expect(row).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(row.volumes).toEqual([
        expect.objectContaining({ target: '/run/margay', volume: { subpath: service.name } }),
      ]);
      expect('AWS_ENDPOINT_URL' in (row.environment ?? {})).toBe(service.aws !== undefined);
      for (const name of Object.keys(service.settings ?? {}))
        expect(row.environment).toHaveProperty(name);
    },
  );

  it('names a version of every image that is not built here', () => {
    for (const { image, build } of Object.values(COMPOSE.services))
      if (!build && !image.startsWith('margay/')) expect(image).toMatch(/:v?\d+\.\d+|:\d+-/);
  });
});

describe('what the containers run', () => {
  const directory = mkdtempSync(join(tmpdir(), 'margay-containers-'));
  const secrets = join(directory, 'secrets');
  const children = new Map<string, ChildProcess>();
  const healthPorts = new Map<string, number>();
  let postgres: TemporaryPostgres;
  let natsPort: number;
  let gatewayUrl: string;

  const image = (service: string): string => join(directory, 'images', service);

  const assemble = (service: string): Promise<string> =>
    mustRun(
      `assembling ${service}`,
      process.execPath,
      [join(CHECKOUT, 'infra/docker/assemble.mjs'), service, image(service)],
      { deadlineMs: 240_000 },
    );

  /** Runs one of the two steps of compose that make what services need. */
  function setUp(command: readonly string[]) {
    return spawnSync(process.execPath, [join(image('setup'), 'main.js'), ...command], {
      ...USER,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ADMIN_DATABASE_URL: postgres.url, NATS_URL: `nats://127.0.0.1:${natsPort}` },
    });
  }

  const withSecrets = (name: string, argument: string): string => {
    const mounted = rowOf(name).volumes?.find((each) => typeof each === 'object');
    const own = typeof mounted === 'object' ? (mounted.volume?.subpath ?? '') : '';
    return argument.replace('/run/margay', join(secrets, own)).replace(/^\/secrets$/, secrets);
  };

  function run(name: string, program: string, args: readonly string[], options: object): void {
    const child = spawn(program, args, { stdio: 'ignore', ...options });
    guard.process(child.pid ?? 0, 'SIGKILL');
    child.once('exit', () => guard.gone(child.pid ?? 0));
    children.set(name, child);
  }

  async function startNats(): Promise<void> {
    const file = join(secrets, 'nats', 'nats.conf');
    const text = await readFile(file, 'utf8');
    const here = text
      .replace('"0.0.0.0:4222"', `"127.0.0.1:${natsPort}"`)
      .replace('"/data/jetstream"', JSON.stringify(join(directory, 'jetstream')));
    expect(here).not.toContain('0.0.0.0');
    await writeFile(file, here);
    const binary = await natsBinary({ cache: PROGRAM_CACHE, env: process.env });
    run('nats', binary, ['--config', file], {});
  }

  async function startService(name: string): Promise<void> {
    const { command = [], environment = {} } = rowOf(name);
    const healthPort = await freePort();
    healthPorts.set(name, healthPort);
    const addresses = {
      HEALTH_PORT: String(healthPort),
      HEALTH_HOST: '127.0.0.1',
      ...(name === 'gateway' ? { PORT: new URL(gatewayUrl).port, HOST: '127.0.0.1' } : {}),
    };
    const given = Object.entries(environment).map(([key, value]) => [key, filledIn(value)]);
    run(
      name,
      process.execPath,
      ['--enable-source-maps', ...command.map((each) => withSecrets(name, each))],
      {
        ...USER,
        cwd: image(name),
        env: {
          NODE_ENV: 'production',
          // This machine's nats-server may be Debian's.
          NATS_ALLOW_UNSOUND: 'true',
          ...Object.fromEntries(given),
          ...addresses,
        },
      },
    );
  }

  const health = (name: string): number | null =>
    spawnSync(process.execPath, HEALTHCHECK.slice(1), {
      env: { HEALTH_PORT: String(healthPorts.get(name)) },
      timeout: 10_000,
    }).status;

  async function stopsInGoodOrder(): Promise<void> {
    for (const { name } of SERVICES)
      expect({ name, health: health(name) }).toEqual({ name, health: 0 });
    for (const { name } of SERVICES) children.get(name)?.kill('SIGTERM');
    for (const { name } of SERVICES) {
      const child = children.get(name);
      if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect({ name, code: child?.exitCode }).toEqual({ name, code: 0 });
      expect({ name, health: health(name) }).toEqual({ name, health: 1 });
    }
  }

  beforeAll(async () => {
    chmodSync(directory, 0o755);
    mkdirSync(secrets);
    if (USER.uid !== undefined) chownSync(secrets, USER.uid, USER.gid);
    // Two cores; the first fills npm's cache.
    await assemble('setup');
    for (const pair of [SERVICES.slice(0, 2), SERVICES.slice(2, 4), SERVICES.slice(4)])
      await Promise.all(pair.map(({ name }) => assemble(name)));
    postgres = await startTemporaryPostgres();
    natsPort = await freePort();
    gatewayUrl = `http://127.0.0.1:${await freePort()}`;
    for (const name of ['setup', 'database']) {
      const { command = [] } = rowOf(name);
      const { status, stderr } = setUp(command.map((each) => withSecrets(name, each)));
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
      if (name === 'setup') await startNats();
    }
    for (const { name } of SERVICES) await startService(name);
    const isReady = async ({ name }: { readonly name: string }): Promise<boolean> =>
      (await fetch(`http://127.0.0.1:${healthPorts.get(name)}/readyz`)).ok;
    for (const service of SERVICES)
      await eventually(`${service.name} is ready`, () => isReady(service), 60_000);
  }, 400_000);

  afterAll(async () => {
    for (const child of children.values())
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is a platform that the first token opens, healthy until it is told to stop', async () => {
    const { stdout } = setUp(['token', secrets]);
    const call = (method: string, path: string, body?: object) =>
      fetch(`${gatewayUrl}${path}`, {
        method,
        headers: { 'x-api-key': stdout.trim(), 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const made = await call('POST', '/api-tokens', { name: 'ci', permissions: ['EnrichmentRun'] });
    expect(made.status).toBe(200);
    const enriched = await call('POST', '/enrichment/events', {
      logType: 'Nobody.Knows',
      events: [{ sourceIPAddress: '1.1.1.1' }],
    });
    expect(await enriched.text()).toContain('"country"');
    await eventually('the token is in the audit log', async () =>
      (await (await call('GET', '/audit-log?limit=20')).text()).includes('CREATE_API_TOKEN'),
    );
    expect((await call('GET', '/docs')).status).toBe(200);
    await stopsInGoodOrder();
  });

  it('has secrets that only their owner reads, and the same after another set-up', () => {
    const before = readFileSync(join(secrets, 'tokens', 'service.env'), 'utf8');
    expect(setUp(['secrets', secrets]).status).toBe(0);
    expect(setUp(['database', secrets]).status).toBe(0);
    expect(readFileSync(join(secrets, 'tokens', 'service.env'), 'utf8')).toBe(before);
    const others = spawnSync('find', [secrets, '-type', 'f', '-perm', '/077'], {
      encoding: 'utf8',
    });
    expect(others.stdout.replace(/\S*server\.conf\n/, '')).toBe('');
  });

  it('says what is missing, and in one line', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(image('setup'), 'main.js'), 'secrets', secrets],
      { ...USER, env: {}, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'ADMIN_DATABASE_URL is not set.\n' });
  });
});
