import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Health } from '@margay/observability';
import { Bus } from '@margay/messaging';
import { join } from 'node:path';
import { natsBinary } from '../src/nats-binary.js';
import { launchNats } from '../src/nats-server.js';
import { freePort } from '../src/ports.js';
import { runCommand } from '../src/run-command.js';
import type { Spawned } from '../src/spawn-server.js';
import { PROGRAM_CACHE } from '../src/state-directory.js';
import { STOP_NATS, stopProcess } from '../src/stop-process.js';
import { temporaryDirectory } from '../src/temporary-directory.js';

describe('a nats-server that speaks TLS', () => {
  let server: Spawned;
  let url: string;
  let certificate: string;
  let version: string;

  beforeAll(async () => {
    const directory = await temporaryDirectory('nats');
    const key = join(directory, 'key.pem');
    certificate = join(directory, 'certificate.pem');
    const made = await runCommand(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
        ' ',
      ),
      { deadlineMs: 20_000 },
    );
    expect(made.code).toBe(0);
    const binary = await natsBinary({ cache: PROGRAM_CACHE, env: process.env });
    const { output } = await runCommand(binary, ['--version'], { deadlineMs: 10_000 });
    version = /v(\S+)/.exec(output)?.[1] ?? '';
    const port = await freePort();
    url = `tls://localhost:${port}`;
    server = await launchNats({
      binary,
      directory,
      port,
      log: join(directory, 'nats.log'),
      tls: { certificate, key },
    });
  });
  afterAll(() => stopProcess(server.identity, STOP_NATS));

  it('is used by whoever has its authority, and by nobody else', async () => {
    const trusting = new Bus({ servers: [url], service: 'a', caFile: certificate }).start();
    const doubting = new Bus({ servers: [url], service: 'b' }).start();
    try {
      expect((await trusting.ready(10_000)).info?.tls_required).toBe(true);
      await expect(doubting.ready(1_000)).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      await trusting.close();
      await doubting.close();
    }
  });

  it('is used or refused by its version, and says why', async () => {
    const health = new Health();
    const bus = new Bus({
      servers: [url],
      service: 'a',
      caFile: certificate,
      health,
      refusesUnsound: true,
    }).start();
    const isSound = /^(2\.(11\.(1[6-9]|[2-9]\d)|12\.([7-9]|\d\d)|1[3-9]\.)|[3-9])/.test(version);
    try {
      if (isSound) return void (await bus.ready(10_000));
      await expect(bus.ready(2_000)).rejects.toMatchObject({ code: 'unavailable' });
      expect(JSON.stringify(await health.ready())).toContain('too old to be trusted');
    } finally {
      await bus.close();
    }
  });
});
