import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startTemporaryNats, type TemporaryNats } from '../src/index.js';
import { natsBinary } from '../src/nats-binary.js';
import { greeting, launchNats } from '../src/nats-server.js';
import { freePort } from '../src/ports.js';
import { completeSecrets, publicNkey } from '../src/secrets.js';
import type { Spawned } from '../src/spawn-server.js';
import { PROGRAM_CACHE } from '../src/state-directory.js';
import { STOP_NATS, stopProcess } from '../src/stop-process.js';
import { temporaryDirectory } from '../src/temporary-directory.js';

/** What the server says to a client that introduces itself so. */
const answerTo = (port: number, introduction: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.once('error', reject);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const reply = /^(PONG|-ERR .*)\r\n/m.exec(text)?.[1];
      if (reply === undefined) return;
      socket.destroy();
      resolve(reply);
    });
    socket.write(`CONNECT ${JSON.stringify({ verbose: false, ...introduction })}\r\nPING\r\n`);
  });

describe('a temporary nats-server', () => {
  let server: TemporaryNats;

  beforeAll(async () => {
    server = await startTemporaryNats();
  });
  afterAll(() => server.stop());

  it('has JetStream and lets anybody on the machine in', async () => {
    expect(await greeting(server.port)).toMatchObject({ jetstream: true, max_payload: 1_048_576 });
    expect(await answerTo(server.port, {})).toBe('PONG');
  });

  it('comes back on its port after a kill -9', async () => {
    const before = server.pid;
    await server.kill9();
    expect(await greeting(server.port)).toBeUndefined();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await greeting(server.port)).toMatchObject({ jetstream: true });
  });
});

describe('a nats-server with logins', () => {
  let server: Spawned;
  let port: number;

  beforeAll(async () => {
    const directory = await temporaryDirectory('nats');
    const { bus } = completeSecrets({}, [], ['tokens']);
    port = await freePort();
    server = await launchNats({
      binary: await natsBinary({ cache: PROGRAM_CACHE, env: process.env }),
      directory,
      port,
      log: join(directory, 'nats.log'),
      users: Object.entries(bus).map(([name, seed]) => ({ name, nkey: publicNkey(seed) })),
    });
  });
  afterAll(() => stopProcess(server.identity, STOP_NATS));

  it('lets nobody in without one', async () => {
    expect(await answerTo(port, {})).toMatch(/Authorization Violation/);
    expect(await answerTo(port, { user: 'tokens', pass: 'guess' })).toMatch(
      /Authorization Violation/,
    );
  });
});

describe('nats-server', () => {
  it('is refused by name when the one named does not run', async () => {
    const env = { NATS_SERVER_BIN: '/nowhere/nats-server', PATH: process.env['PATH'] };
    await expect(natsBinary({ cache: PROGRAM_CACHE, env })).rejects.toThrow(
      /NATS_SERVER_BIN=\/nowhere\/nats-server does not run/,
    );
  });
});
