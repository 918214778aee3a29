import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpConnection, requestBytes } from './http-connection.js';

describe('an HTTP connection', () => {
  let server: Server | undefined;
  let connection: HttpConnection | undefined;
  afterEach(async () => {
    connection?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
  });

  const connected = async (answer: RequestListener): Promise<HttpConnection> => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    connection = await HttpConnection.to(`http://127.0.0.1:${port}`);
    return connection;
  };

  it('sends one request after the other, and waits for each whole answer', async () => {
    const heard: string[] = [];
    const body = 'x'.repeat(500_000);
    const { send } = await connected((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => heard.push(text));
      request.on('end', () => {
        heard.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`);
        response.setHeader('content-length', body.length).end(body);
      });
    }).then((made) => ({ send: made.send.bind(made) }));
    await send(requestBytes('POST', '/events', { 'x-api-key': 'a' }, 'größer'));
    await send(requestBytes('GET', '/permissions', { 'x-api-key': 'b' }));
    expect(heard).toEqual(['größer', 'POST /events a', 'GET /permissions b']);
  });

  it('takes nothing but a success', async () => {
    const made = await connected((_request, response) => response.writeHead(401).end('{}'));
    await expect(made.send(requestBytes('GET', '/', {}))).rejects.toThrow('401');
  });

  it('notices that the server has gone', async () => {
    const made = await connected((request) => request.socket.destroy());
    await expect(made.send(requestBytes('GET', '/', {}))).rejects.toThrow('closed');
  });
});
