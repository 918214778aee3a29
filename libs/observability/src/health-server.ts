import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health, Report } from './health.js';
import { metrics } from './metrics.js';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

const answerTo = (report: Report): Answer => json(report.ok ? 200 : 503, report);

async function answer(health: Health, { method, url }: IncomingMessage): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { message: 'Only GET.' });
  switch (url?.split('?')[0]) {
    case '/livez':
      return answerTo(await health.live());
    case '/readyz':
      return answerTo(await health.ready());
    case '/metrics':
      return { status: 200, type: metrics.contentType, body: await metrics.metrics() };
    default:
      return json(404, { message: 'There are /livez, /readyz and /metrics.' });
  }
}

async function respond(health: Health, request: IncomingMessage, response: ServerResponse) {
  const { status, type, body } = await answer(health, request).catch(() =>
    json(500, { message: 'Something went wrong on our side.' }),
  );
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/**
 * Serves `/livez`, `/readyz` (200 or 503, with reasons) and `/metrics`.
 *
 * @param port 0 takes any free one
 * @param host the loopback unless told: nothing here is for the outside
 */
export async function startHealthServer(
  health: Health,
  port: number,
  host = '127.0.0.1',
): Promise<HealthServer> {
  const server = createServer(
    { requestTimeout: 5_000, headersTimeout: 5_000 },
    (request, response) => void respond(health, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
