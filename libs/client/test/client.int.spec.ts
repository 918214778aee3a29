import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { MargayClient, MargayError, Unreachable } from '../src/index.js';

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

const json = (response: ServerResponse, status: number, body: object, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

const QUICK = { retries: 3, firstMs: 1, longestMs: 2_000 };

describe('the client', () => {
  let server: Server;
  let answer: Answer;
  let asked: { method?: string; url?: string; headers: IncomingMessage['headers'] }[];
  let client: MargayClient;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push({
        headers: request.headers,
        ...(request.method ? { method: request.method } : {}),
        ...(request.url ? { url: request.url } : {}),
      });
      answer(request, response, asked.length);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    client = new MargayClient({ url: `http://127.0.0.1:${port}/`, token: 'key', patience: QUICK });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('is typed by the document of the gateway that is kept here', async () => {
    const { generated } = (await import('../generate.mjs' as string)) as {
      generated: () => Promise<Record<string, string>>;
    };
    for (const [name, text] of Object.entries(await generated())) {
      const file = new URL(`../src/gen/${name}`, import.meta.url).pathname;
      const options = { ...(await resolveConfig(file)), filepath: file };
      // `npm run openapi` writes it anew.
      expect((await readFile(file, 'utf8')) === (await format(text, options))).toBe(true);
    }
  }, 60_000);

  it('sends the key, and hands out what is answered', async () => {
    answer = (_, response) => json(response, 200, { id: 't-1' });
    const { data } = await client.api.GET('/api-tokens/{id}', { params: { path: { id: 't-1' } } });
    expect(data?.id).toBe('t-1');
    expect(asked).toMatchObject([
      { method: 'GET', url: '/api-tokens/t-1', headers: { 'x-api-key': 'key' } },
    ]);
  });

  it('throws what the gateway says, field by field', async () => {
    const errors = [{ path: 'name', message: 'Must not be empty.' }];
    answer = (_, response) =>
      json(response, 400, { message: 'No.', code: 'bad_request', requestId: 'r-1', errors });
    const error: unknown = await client
      .call('POST', '/api-tokens', { body: {} })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MargayError);
    expect(error).toMatchObject({
      status: 400,
      code: 'bad_request',
      message: 'No.',
      requestId: 'r-1',
      fields: errors,
    });
  });

  it('throws what a proxy says as well', async () => {
    answer = (_, response) => response.writeHead(418).end('<h1>teapot</h1>');
    await expect(client.call('GET', '/permissions')).rejects.toMatchObject({
      status: 418,
      code: 'unknown',
      message: '<h1>teapot</h1>',
    });
  });

  it('asks again for a reading, when it is told to', async () => {
    answer = (_, response, nth) =>
      nth < 3
        ? json(response, 503, { message: 'Away.', code: 'unavailable' }, { 'retry-after': '0' })
        : json(response, 200, { results: [] });
    await expect(client.call('GET', '/permissions')).resolves.toEqual({ results: [] });
    expect(asked).toHaveLength(3);
  });

  it('never repeats a change, but for one that has a key for it', async () => {
    answer = (_, response) => json(response, 503, { message: 'Away.', code: 'unavailable' });
    await expect(client.call('POST', '/api-tokens', { body: {} })).rejects.toThrow('Away.');
    expect(asked).toHaveLength(1);
    const headers = { 'idempotency-key': 'k' };
    await expect(client.call('POST', '/api-tokens', { body: {}, headers })).rejects.toThrow(
      'Away.',
    );
    expect(asked).toHaveLength(1 + 4);
  });

  it('says that nobody answers, and where', async () => {
    answer = (request) => request.destroy();
    const error: unknown = await client
      .call('GET', '/permissions')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreachable);
    expect(String(error)).toContain('http://127.0.0.1:');
  });

  it('reads lists to their end, and no further than is wanted', async () => {
    answer = ({ url = '' }, response) => {
      const cursor = new URL(url, 'http://x').searchParams.get('cursor');
      json(response, 200, {
        results: [cursor ?? 'a'],
        ...(cursor === 'c' ? {} : { next: cursor === 'b' ? 'c' : 'b' }),
      });
    };
    const read: string[] = [];
    for await (const each of client.all<string>('/api-tokens')) read.push(each);
    expect(read).toEqual(['a', 'b', 'c']);
    for await (const each of client.all<string>('/api-tokens')) {
      expect(each).toBe('a');
      break;
    }
    expect(asked).toHaveLength(4);
  });

  it('gets lines back while it still sends', async () => {
    answer = (request, response) => {
      response.writeHead(200);
      request.on('data', (chunk: Buffer) => response.write(chunk.toString().toUpperCase()));
      request.on('end', () => response.end());
    };
    let goOn: () => void = () => undefined;
    async function* lines() {
      yield 'one\n';
      await new Promise<void>((resolve) => (goOn = resolve));
      yield 'two\n';
    }
    const back: string[] = [];
    for await (const line of client.exchange('/enrichment/events', Readable.from(lines()))) {
      back.push(line);
      goOn();
    }
    expect(back).toEqual(['ONE', 'TWO']);
  });

  it('tells of an answer that breaks off', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('one\n');
      request.on('end', () => setImmediate(() => response.destroy()));
      request.resume();
    };
    const read = async () => {
      for await (const _ of client.exchange('/enrichment/events', Readable.from(['x\n'])));
    };
    await expect(read()).rejects.toMatchObject({ name: 'Unreachable' });
  });

  it('follows a stream, and takes it up where it broke off', async () => {
    answer = ({ headers }, response) => {
      const last = Number(headers['last-event-id'] ?? 0);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`id: ${last + 1}\ndata: ${last + 1}\n\n`);
      if (last === 2) response.end();
      else setImmediate(() => response.destroy());
    };
    const seen: string[] = [];
    for await (const { data } of client.follow('/audit-log/stream')) seen.push(data);
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('does not follow what it may not', async () => {
    answer = (_, response) => json(response, 403, { message: 'No.', code: 'forbidden' });
    await expect(client.follow('/audit-log/stream').next()).rejects.toMatchObject({ status: 403 });
    expect(asked).toHaveLength(1);
  });

  it('stops following when it is told to', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\ndata: 1\n\n');
    };
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { data } of client.follow('/audit-log/stream', { signal: stop.signal })) {
      seen.push(data);
      stop.abort();
    }
    expect(seen).toEqual(['1']);
  });
});
