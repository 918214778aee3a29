import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHECKOUT } from './checkout.js';
import { type BusUser, type NatsConfig, natsConfig } from './nats-config.js';
import {
  describeExit,
  logSize,
  logTail,
  type OnSpawn,
  type Spawned,
  spawnServer,
} from './spawn-server.js';
import { STOP_NATS, stopProcess } from './stop-process.js';

const READY_DEADLINE_MS = 30_000;

export interface NatsOptions {
  readonly binary: string;
  readonly directory: string;
  readonly port: number;
  readonly log: string;
  readonly users?: readonly BusUser[];
  readonly tls?: NatsConfig['tls'];
  readonly cluster?: NatsConfig['cluster'];
  readonly onSpawn?: OnSpawn;
}

export const natsUrl = (port: number): string => `nats://127.0.0.1:${port}`;

export const jetStreamStoreOf = (directory: string): string => join(directory, 'jetstream');

/** What the server says of itself to whoever connects, or undefined if nobody answers. */
export function greeting(port: number): Promise<{ readonly jetstream?: boolean } | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (info?: { readonly jetstream?: boolean }): void => {
      socket.destroy();
      resolve(info);
    };
    let text = '';
    socket.setTimeout(2_000, () => finish());
    socket.once('error', () => finish());
    socket.once('close', () => finish());
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const line = /^INFO (\{.*\})\s*\r\n/.exec(text)?.[1];
      if (line !== undefined) finish(JSON.parse(line) as { jetstream?: boolean });
    });
  });
}

/** Starts the server on its store and waits until it greets with JetStream on. */
export async function launchNats(options: NatsOptions): Promise<Spawned> {
  const { binary, directory, port, log, users, tls, cluster } = options;
  await mkdir(directory, { recursive: true });
  await copyFile(join(CHECKOUT, 'infra/nats/server.conf'), join(directory, 'server.conf'));
  const config = join(directory, 'nats.conf');
  const text = natsConfig({
    port,
    storeDirectory: jetStreamStoreOf(directory),
    include: 'server.conf',
    ...(users === undefined ? {} : { users }),
    ...(tls === undefined ? {} : { tls }),
    ...(cluster === undefined ? {} : { cluster }),
  });
  await writeFile(config, text, { mode: 0o600 });
  const before = await logSize(log);
  const spawned = await spawnServer(binary, ['--config', config], {
    cwd: directory,
    env: { PATH: process.env['PATH'], TZ: 'UTC' },
    log,
    onSpawn: options.onSpawn,
  });
  let ended: string | undefined;
  void spawned.exited.then((exit) => (ended = describeExit(exit)));
  const deadline = Date.now() + READY_DEADLINE_MS;
  while (ended === undefined) {
    if ((await greeting(port))?.jetstream === true) return spawned;
    if (Date.now() > deadline) break;
    await sleep(25);
  }
  await stopProcess(spawned.identity, STOP_NATS);
  const said = await logTail(log, { after: before });
  throw new Error(`nats-server did not start (${ended ?? 'no greeting in time'})\n${said}`);
}
