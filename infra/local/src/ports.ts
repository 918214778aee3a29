import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';
/** Below the range from which systems take ports for outgoing connections, so that a restart finds its port free. */
const RANGE = { from: 20_000, to: 32_000 } as const;
const ATTEMPTS = 50;

/** Whether the loopback port could be listened on just now. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** A loopback port that nobody listens on: the first free one of those preferred, else any but those taken. */
export async function freePort(
  preferred: readonly number[] = [],
  taken: readonly number[] = [],
): Promise<number> {
  for (const port of preferred) if (await isFree(port)) return port;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(RANGE.from, RANGE.to);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free port on ${HOST} from ${RANGE.from} to ${RANGE.to}`);
}
