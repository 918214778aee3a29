import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Platform, SERVICES, serviceEnvironment } from '@margay/local';

const ENTRY = fileURLToPath(new URL('../../../../services/gateway/dist/main.js', import.meta.url));
const START_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

export interface GatewayReplica {
  readonly url: string;
  stop(): Promise<void>;
}

/** Another gateway of a platform that runs, on ports of its own. */
export async function startGatewayReplica({ installation }: Platform): Promise<GatewayReplica> {
  const service = SERVICES.find(({ gateway }) => gateway);
  if (!service) throw new Error('There is no gateway among the services.');
  const [port, health] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
    env: {
      ...serviceEnvironment(service, installation, process.env),
      PORT: port,
      HEALTH_PORT: health,
    },
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(late);
  };
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${health}/readyz`).catch(() => undefined);
    if (ready?.ok) return { url: `http://127.0.0.1:${port}`, stop };
    await sleep(100);
  }
  await stop();
  throw new Error('Another gateway did not start.');
}
