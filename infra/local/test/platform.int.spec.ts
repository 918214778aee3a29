import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { rm, stat } from 'node:fs/promises';
import pg from 'pg';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';
import { greeting } from '../src/nats-server.js';
import { isRunning, identityOf } from '../src/process-identity.js';
import { AlreadyRunning, RunningFile, whoRuns } from '../src/running-file.js';
import { SERVICES } from '../src/services.js';

/** Stand-ins for the services: what is tried here is how processes live. */
const FIXTURE = fileURLToPath(new URL('./fixture', import.meta.url));

const EVERYTHING = ['postgres', 'nats', 'sandbox', ...SERVICES.map(({ name }) => name)].sort();

const environmentOf = async (platform: Platform, service: string) => {
  const response = await fetch(`${platform.installation.healthUrl(service)}/environment`);
  return (await response.json()) as Record<string, string>;
};

const query = async (url: string, text: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

describe('the platform', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform({ distOf: () => FIXTURE });
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  it('runs every service as a process of its own, beside PostgreSQL and nats-server', () => {
    const names = platform.processes.map(({ name }) => name).sort();
    expect(names).toEqual(EVERYTHING);
    expect(new Set(platform.processes.map(({ pid }) => pid)).size).toBe(EVERYTHING.length);
  });

  it('keeps its secrets in a file that only its owner reads', async () => {
    const { mode } = await stat(platform.installation.places.secrets);
    expect(mode & 0o777).toBe(0o600);
  });

  it('gives no service the administrator token', async () => {
    for (const { name } of platform.installation.services) {
      const env = await environmentOf(platform, name);
      expect(Object.values(env).join()).not.toContain(platform.administratorToken);
    }
  });

  it('gives a service a login that cannot reach another schema, nor what migrations own', async () => {
    const url = (await environmentOf(platform, 'audit'))['DATABASE_URL'] ?? '';
    await query(url, 'CREATE TABLE audit.view (id int); DROP TABLE audit.view');
    for (const forbidden of [
      'SELECT * FROM tokens.fact',
      'CREATE TABLE tokens.mine (id int)',
      'CREATE TABLE public.mine (id int)',
      'CREATE SCHEMA mine',
      'CREATE ROLE mine',
    ]) {
      await expect(query(url, forbidden)).rejects.toMatchObject({ code: '42501' });
    }
    const owner = (await environmentOf(platform, 'tokens'))['DATABASE_URL'] ?? '';
    await expect(query(owner, 'SELECT * FROM tokens.fact')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('keeps a second launcher out, and says where the first one is', async () => {
    const file = platform.installation.places.running;
    await expect(RunningFile.claim(file)).rejects.toThrow(AlreadyRunning);
    await expect(RunningFile.claim(file)).rejects.toThrow(platform.gatewayUrl);
    expect(Object.keys(whoRuns(file)?.children ?? {})).toHaveLength(EVERYTHING.length);
  });

  it.each(EVERYTHING)('brings %s back after a kill -9', async (name) => {
    const supervised = platform.process(name);
    const before = supervised.pid;
    await supervised.kill9();
    await supervised.running();
    expect(supervised.pid).not.toBe(before);
    await platform.ready();
  });

  it('starts JetStream empty where its store was wiped', async () => {
    const nats = platform.process('nats');
    await nats.stop();
    await rm(platform.installation.jetStreamStore(), { recursive: true });
    await nats.start();
    expect(await greeting(platform.installation.ownNats[0]?.port ?? 0)).toMatchObject({
      jetstream: true,
    });
  });
});

describe('a platform that is stopped', () => {
  it('leaves no process, no claim and no data', async () => {
    const { platform, stop } = await startTemporaryPlatform({ distOf: () => FIXTURE });
    const { places, stateDirectory } = platform.installation;
    const all = platform.processes.map(({ pid }) => identityOf(pid ?? 0));
    await platform.stop();
    for (const process of all) {
      expect(process).toBeDefined();
      expect(process && isRunning(process)).toBe(false);
    }
    expect(whoRuns(places.running)).toBeUndefined();
    await stop();
    await expect(stat(stateDirectory)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
