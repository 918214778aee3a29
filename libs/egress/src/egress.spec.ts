import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Egress } from './egress.js';
import { isPublicAddress } from './public-address.js';

describe('an address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('is public: %s', (text) =>
    expect(isPublicAddress(text)).toBe(true),
  );
  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
    '2001:0:a00:1::1',
    '2001:db8::1',
    'example.com',
    '',
  ])('is not: %s', (text) => expect(isPublicAddress(text)).toBe(false));
});

describe('a URL', () => {
  const egress = new Egress();
  it.each([
    ['x', 'Not a URL'],
    ['http://example.com/', 'https'],
    ['file:///etc/passwd', 'https'],
    ['https://me:secret@example.com/', 'user or password'],
    ['https://127.0.0.1/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:169.254.169.254]/', 'private'],
  ])('is refused: %s', (url, said) => expect(egress.problemOf(url)).toContain(said));
  it.each(['https://example.com/x?y', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/'])(
    'is taken: %s',
    (url) => expect(egress.problemOf(url)).toBeUndefined(),
  );
});

describe('a request', () => {
  let server: Server;
  let port = 0;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked++;
      if (request.url === '/silent') return;
      if (request.url === '/echo') {
        response.setHeader('webhook-id', request.headers['webhook-id'] ?? '');
        response.setHeader('x-length', request.headers['content-length'] ?? '');
        return request.pipe(response);
      }
      if (request.url === '/away') response.writeHead(302, { location: '/here' });
      return response.end(`${request.method} ${request.url}`);
    });
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((down) => server.close(down)));

  const signal = () => AbortSignal.timeout(5_000);
  const textOf = async (answer: AsyncIterable<Buffer>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  /** A name server that answers as it is told. */
  const answering = (...addresses: string[]) =>
    ((_name: string, _options: object, done: (error: null, all: object[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as typeof lookup;

  it('is answered', async () => {
    const answer = await new Egress({ allowPrivate: true }).request(`http://127.0.0.1:${port}/x`, {
      method: 'POST',
      body: 'y',
      signal: signal(),
    });
    expect(await textOf(answer)).toBe('POST /x');
  });

  it('carries its headers, and its body whole', async () => {
    const body = JSON.stringify({ text: 'ü'.repeat(100_000) });
    const answer = await new Egress({ allowPrivate: true }).request(
      `http://127.0.0.1:${port}/echo`,
      { method: 'POST', headers: { 'webhook-id': 'msg_1' }, body, signal: signal() },
    );
    expect([answer.headers['webhook-id'], answer.headers['x-length']]).toEqual([
      'msg_1',
      String(Buffer.byteLength(body)),
    ]);
    expect(await textOf(answer)).toBe(body);
  });

  it('is over when its time is, though nobody answers', async () => {
    const given = { method: 'POST', body: 'y', signal: AbortSignal.timeout(50) } as const;
    await expect(
      new Egress({ allowPrivate: true }).request(`http://127.0.0.1:${port}/silent`, given),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not sent on by a redirect', async () => {
    const before = asked;
    const answer = await new Egress({ allowPrivate: true }).request(
      `http://127.0.0.1:${port}/away`,
      { signal: signal() },
    );
    answer.resume();
    expect([answer.statusCode, asked - before]).toEqual([302, 1]);
  });

  it.each([
    ['a private address', ['127.0.0.1']],
    ['a private address among public ones', ['8.8.8.8', '10.0.0.1']],
    ['none', []],
  ])('to a name that resolves to %s is refused before it is made', async (_what, addresses) => {
    const before = asked;
    const egress = new Egress({ lookup: answering(...addresses) });
    await expect(
      egress.request(`https://rebinding.example:${port}/`, { signal: signal() }),
    ).rejects.toMatchObject({ name: 'EgressRefused' });
    expect(asked).toBe(before);
  });

  it('to a URL that is not allowed is refused', async () =>
    expect(
      new Egress().request(`http://127.0.0.1:${port}/`, { signal: signal() }),
    ).rejects.toMatchObject({ name: 'EgressRefused' }));
});
