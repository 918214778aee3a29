import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AnswerLost, Aws } from './aws.js';
import { AwsError } from './aws-error.js';
import { obey } from './control.js';
import { objectOf } from './s3.js';
import { World } from './world.js';

const BODY_BYTES_MAX = 1_000_000;
const ORDERS = '/_sandbox/';
const PROVIDERS = '/providers/';
/** Whom a request was signed for. */
const LAMBDA = /Credential=[^,\s]+\/lambda\/aws4_request/;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX)
      throw new AwsError('RequestEntityTooLarge', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** `/providers/<name>` is where a provider's own paths begin. */
async function answerAsProvider(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const [, name = '', path = '/'] = /^\/providers\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  const call = { method: request.method ?? 'GET', path, query: url.searchParams, headers, body };
  await world.providers.answer(name, call, response, () => world.now().getTime());
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse) {
  const aws = new Aws(world);
  const path = request.url ?? '/';
  const target = String(request.headers['x-amz-target'] ?? '');
  const body = await bodyOf(request);
  const object = objectOf(request);
  const end = (status: number, type: string, text: string) => {
    // The clients of the SDK put their own clock right by it.
    response.writeHead(status, { 'content-type': type, date: world.now().toUTCString() });
    response.end(text);
  };
  if (path.startsWith(PROVIDERS)) await answerAsProvider(world, request, response, body);
  else if (path.startsWith(ORDERS)) {
    const order: unknown = body === '' ? {} : JSON.parse(body);
    const [status, result] = obey(world, path.slice(ORDERS.length), order);
    end(status, 'application/json', JSON.stringify(result));
  } else if (target !== '') {
    const [status, text] = await aws.json(request, target, body);
    end(status, 'application/x-amz-json-1.1', text);
  } else if (LAMBDA.test(request.headers.authorization ?? '')) {
    const [status, text, code] = await aws.rest(request);
    if (code) response.setHeader('x-amzn-errortype', code);
    end(status, 'application/json', text);
  } else if (object) {
    const found = await aws.object(request, object);
    if ('etag' in found) {
      response.writeHead(found.status, {
        etag: found.etag,
        date: world.now().toUTCString(),
        ...(found.status === 200 ? { 'content-length': found.body.length } : {}),
      });
      response.end(found.body);
    } else end(found[0], 'application/xml', found[1]);
  } else {
    const [status, text] = await aws.query(request, body);
    end(status, 'text/xml', text);
  }
}

export interface Sandbox {
  readonly url: string;
  readonly world: World;
  close(): Promise<void>;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts the sandbox on the loopback interface. @param port 0: a free one */
export async function startSandbox(port = 0): Promise<Sandbox> {
  const world = new World();
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      if (error instanceof AnswerLost) return void response.destroy();
      if (!response.headersSent) response.writeHead(400);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, world, close: () => closed(server) };
}
