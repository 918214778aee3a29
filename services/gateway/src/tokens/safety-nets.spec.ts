import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprintOf } from '@margay/contracts';
import { type Doors, openDoors, TOKEN_ID, tokenOf } from '../../test/doors.js';

interface Request {
  readonly fingerprint: Uint8Array;
  readonly idempotencyKey: string;
  readonly repeatOnly?: boolean;
  readonly ifMatch?: readonly number[];
}

describe('the safety nets of API tokens', () => {
  let doors: Doors;
  let received: Request[] = [];
  let wait: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    const answer = async (request: Request) => {
      received.push(request);
      await wait;
      return { token: { ...tokenOf(['AlertRead'], []), revision: 7 } };
    };
    const tokens = Object.fromEntries(
      ['create', 'get', 'update', 'rotate', 'disable', 'enable', 'delete'].map((verb) => [
        `${verb}Token`,
        answer,
      ]),
    );
    doors = await openDoors({ tokens });
  });
  afterAll(() => doors.app.close());

  const call = async (
    method: string,
    path: string,
    key: string,
    headers: Record<string, string> = {},
    body?: string,
  ) => {
    received = [];
    const response = await fetch(`${await doors.app.getUrl()}/api-tokens${path}`, {
      method,
      headers: { 'X-API-Key': key, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      json: (text === '' ? {} : JSON.parse(text)) as { value?: string; code?: string },
    };
  };
  const admin = () => doors.key(['all']);
  const write = JSON.stringify({ name: 'ci', permissions: ['AlertRead'] });
  const keyed = (key: string) => ({ 'Idempotency-Key': key });

  it('give the same value to the same request under the same key, by this and every other replica', async () => {
    const key = admin();
    const first = await call('POST', '', key, keyed('k'), write);
    const again = await call('POST', '', key, keyed('k'), write);
    expect(first.json.value).toBe(again.json.value);
    expect(received[0]).toMatchObject({
      idempotencyKey: 'k',
      fingerprint: fingerprintOf(String(first.json.value)),
    });
  });

  it('give another value to another key, body, operation or token, and to no key at all', async () => {
    const key = admin();
    const other = JSON.stringify({ name: 'cd', permissions: ['AlertRead'] });
    const values = [
      await call('POST', '', key, keyed('k'), write),
      await call('POST', '', key, keyed('l'), write),
      await call('POST', '', key, keyed('k'), other),
      await call('POST', '/self/rotate', key, keyed('k')),
      await call('POST', '/other/rotate', key, keyed('k')),
      await call('POST', '/self/rotate', key, keyed('k'), '{"gracePeriodSeconds":1}'),
      await call('POST', '', key, {}, write),
      await call('POST', '', key, {}, write),
    ].map(({ json }) => json.value);
    expect(new Set(values).size).toBe(values.length);
  });

  it('answer 409 while a request with the key is being carried out, and let it end', async () => {
    const key = admin();
    let go = () => {};
    wait = new Promise((resolve) => (go = resolve));
    const first = call('POST', '', key, keyed('busy'), write);
    while (received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await call('POST', '', key, keyed('busy'), write);
    go();
    wait = Promise.resolve();
    expect([second.status, second.json.code]).toEqual([409, 'conflict']);
    expect((await first).status).toBe(200);
    expect((await call('POST', '', key, keyed('busy'), write)).status).toBe(200);
  });

  it.each(['', 'x'.repeat(256), 'k\u00e9'])(
    'answer 400 to the idempotency key %j',
    async (name) => {
      const answer = await call('POST', '', admin(), keyed(name), write);
      expect(answer.status).toBe(400);
    },
  );

  it('let a value that was replaced hear the answer of its own rotation again, and no more', async () => {
    const answer = await call('POST', '/self/rotate', doors.replacedKey(['all']), keyed('k'));
    expect(answer.status).toBe(200);
    expect(received[0]).toMatchObject({ repeatOnly: true });
    await call('POST', '/self/rotate', admin(), keyed('k'));
    expect(received[0]).toMatchObject({ repeatOnly: false });
  });

  it.each([
    ['POST', ''],
    ['GET', '/self'],
    ['POST', '/self'],
    ['POST', '/self/rotate'],
  ])('name the revision of the token in the ETag of %s %s', async (method, path) => {
    const body = method === 'GET' || path.endsWith('rotate') ? undefined : write;
    expect(await call(method, path, admin(), {}, body)).toMatchObject({
      status: 200,
      etag: '"7"',
    });
  });

  it.each([
    ['POST', '/self', write],
    ['POST', '/self/rotate', undefined],
    ['POST', '/self/disable', '{"reason":"x"}'],
    ['POST', '/self/enable', undefined],
    ['DELETE', '/self', undefined],
  ])('tell the service what %s %s expects', async (method, path, body) => {
    for (const [header, ifMatch] of [
      ['"7"', [7]],
      ['"7" , "8"', [7, 8]],
      ['*', []],
      // Of somebody else, or weak: never the one that is meant.
      ['"abc"', [0]],
      ['W/"7"', [0]],
    ] as const) {
      await call(method, path, admin(), { 'If-Match': header }, body);
      expect(received[0]).toMatchObject({ ifMatch });
    }
    for (const header of ['7', '"7', '"7",', Array(21).fill('"7"').join(',')])
      expect((await call(method, path, admin(), { 'If-Match': header }, body)).status).toBe(400);
  });

  it('need no body where none is needed, whatever was announced', async () => {
    for (const path of ['/self/rotate', `/${TOKEN_ID}/rotate`, '/self/enable'])
      expect((await call('POST', path, admin(), {}, '')).status).toBe(200);
    expect((await call('POST', '', admin(), {}, '')).status).toBe(400);
  });
});
