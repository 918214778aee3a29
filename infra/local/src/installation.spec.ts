import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInstallation } from './installation.js';
import { SERVICES } from './services.js';

describe('an installation', () => {
  let stateDirectory: string;
  beforeEach(async () => {
    stateDirectory = await mkdtemp(join(tmpdir(), 'margay-installation-'));
  });
  afterEach(() => rm(stateDirectory, { recursive: true }));

  const open = (cluster: boolean) =>
    openInstallation({ stateDirectory, services: SERVICES, cluster });

  it('has one of everything', async () => {
    const { ownNats, replicasOf, gatewayUrls, natsUrl } = await open(false);
    expect(ownNats.map(({ name }) => name)).toEqual(['nats']);
    expect(replicasOf('tokens')).toEqual(['tokens']);
    expect(gatewayUrls).toHaveLength(1);
    expect(natsUrl).toMatch(/^nats:\/\/127\.0\.0\.1:\d+$/);
  });

  it('as a cluster has three servers of the bus and two processes of each service, at ports of their own', async () => {
    const { ownNats, replicasOf, gatewayUrls, natsUrl, healthUrl } = await open(true);
    expect(ownNats.map(({ name }) => name)).toEqual(['nats-1', 'nats-2', 'nats-3']);
    expect(natsUrl.split(',')).toHaveLength(3);
    const replicas = SERVICES.flatMap(({ name }) => replicasOf(name));
    expect(replicas).toHaveLength(2 * SERVICES.length);
    const ports = [
      ...ownNats.flatMap(({ port, clusterPort }) => [port, clusterPort]),
      ...gatewayUrls,
      ...replicas.map(healthUrl),
    ];
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('keeps its ports from one kind to the other', async () => {
    const [one, three] = [await open(false), await open(true)];
    expect(three.gatewayUrl).toBe(one.gatewayUrl);
    expect(three.databaseUrl).toBe(one.databaseUrl);
  });

  it.each([
    [true, 'nats'],
    [false, 'nats-2'],
  ])(
    'refuses to leave the queues of the other kind behind (cluster: %j)',
    async (cluster, name) => {
      await mkdir(join(stateDirectory, name));
      await expect(open(cluster)).rejects.toThrow(`${join(stateDirectory, name)}:`);
    },
  );
});
