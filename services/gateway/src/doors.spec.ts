import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HTTP_STATUS } from '@margay/contracts';
import { create } from '@bufbuild/protobuf';
import {
  EnrichedEventSchema,
  fingerprintOf,
  isTokenValue,
  PERMISSIONS,
  Refusal,
  ServiceError,
} from '@margay/contracts';
import { type Doors, openDoors, TOKEN_ID, tokenOf } from '../test/doors.js';

const AnyString = expect.any(String) as unknown as string;

describe('the gateway', () => {
  let doors: Doors;
  let created: { name: string; fingerprint: Uint8Array; allowedCidrBlocks: string[] } | undefined;
  let updated:
    { id: string; permissions: string[]; allowedCidrBlocks?: { blocks: string[] } } | undefined;
  let rotated: { id: string; fingerprint: Uint8Array } | undefined;
  let removed: { id: string; force: boolean } | undefined;
  let disabled: { reason: string; force: boolean } | undefined;
  let failure: unknown;
  let url = '';

  const failing = <T>(answer: T): Promise<T> =>
    failure ? Promise.reject(failure as Error) : Promise.resolve(answer);

  beforeAll(async () => {
    doors = await openDoors(
      {
        tokens: {
          createToken: (request: NonNullable<typeof created>) => {
            created = request;
            return failing({ token: tokenOf(['AlertRead'], request.allowedCidrBlocks) });
          },
          getToken: ({ id }: { id: string }) =>
            id === TOKEN_ID
              ? failing({ token: tokenOf(['AlertRead'], []) })
              : Promise.reject(new ServiceError('not_found', 'There is no such token.')),
          updateToken: (request: NonNullable<typeof updated>) => {
            updated = request;
            return failing({ token: tokenOf(request.permissions, []) });
          },
          rotateToken: (request: NonNullable<typeof rotated>) => {
            rotated = request;
            return failing({ token: tokenOf(['AlertRead'], []) });
          },
          disableToken: (request: { reason: string; force: boolean }) => {
            disabled = request;
            return failing({
              token: {
                ...tokenOf(['AlertRead'], []),
                disabledAt: { seconds: 1_750_000_000n, nanos: 0 },
                disabledReason: request.reason,
              },
            });
          },
          enableToken: () => failing({ token: tokenOf(['AlertRead'], []) }),
          endRotation: ({ id }: { id: string }) =>
            failing({ token: { ...tokenOf(['AlertRead'], []), id } }),
          undoRotation: ({ id }: { id: string }) =>
            failing({ token: { ...tokenOf(['AlertRead'], []), id } }),
          listGenerations: () =>
            failing({
              generations: [
                { number: 2, createdAt: { seconds: 1_750_000_100n, nanos: 0 } },
                {
                  number: 1,
                  createdAt: { seconds: 1_750_000_000n, nanos: 0 },
                  worksUntil: { seconds: 1_750_003_600n, nanos: 0 },
                },
              ],
            }),
          listTokens: () => failing({ tokens: [tokenOf(['AlertRead'], [])], next: 'abc' }),
          deleteToken: (request: NonNullable<typeof removed>) => {
            removed = request;
            return failing({});
          },
        },
        audit: { searchRecords: () => failing({ records: [], next: '' }) },
        enrichment: {
          enrichEvents: ({ events }: { events: Uint8Array[] }) =>
            failing({
              results: events.map((event) =>
                create(EnrichedEventSchema, { outcome: { case: 'event', value: event } }),
              ),
            }),
        },
      },
      ['10.0.0.0/8'],
    );
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());

  const call = async (
    method: string,
    path: string,
    {
      key,
      body,
      headers = {},
    }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key ? { 'X-API-Key': key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined;
    return { status: response.status, json, text, headers: response.headers };
  };
  const admin = () => doors.key(['all']);
  const write = { name: 'ci', permissions: ['AlertRead'] };

  const ROUTES = [
    ['GET', '/api-tokens', 'OrganizationAPITokenRead'],
    ['POST', '/api-tokens', 'OrganizationAPITokenModify'],
    ['GET', '/api-tokens/other', 'OrganizationAPITokenRead'],
    ['POST', '/api-tokens/other', 'OrganizationAPITokenModify'],
    ['POST', '/api-tokens/other/rotate', 'OrganizationAPITokenModify'],
    ['POST', '/api-tokens/other/disable', 'OrganizationAPITokenModify'],
    ['POST', '/api-tokens/other/enable', 'OrganizationAPITokenModify'],
    ['POST', '/api-tokens/other/end-rotation', 'OrganizationAPITokenModify'],
    ['POST', '/api-tokens/other/undo-rotation', 'OrganizationAPITokenModify'],
    ['GET', '/api-tokens/other/generations', 'OrganizationAPITokenRead'],
    ['DELETE', '/api-tokens/other', 'OrganizationAPITokenModify'],
    ['GET', '/audit-log', 'AuditLogRead'],
    ['POST', '/enrichment/events', 'EnrichmentRun'],
  ] as const;

  describe.each(ROUTES)('%s %s', (method, path, permission) => {
    it('tells whoever has no key nothing but 401', async () => {
      const { status, json, headers } = await call(method, path);
      expect(status).toBe(401);
      expect(json).toEqual({ message: AnyString, code: 'unauthorized', requestId: AnyString });
      expect(headers.get('www-authenticate')).toContain('ApiKey');
    });

    it('answers 403 and the name of what is missing to a key that may do everything else', async () => {
      const others = PERMISSIONS.map(({ id }) => id).filter((id) => id !== permission);
      const { status, json } = await call(method, path, { key: doors.key(others) });
      expect(status).toBe(403);
      expect(json).toMatchObject({ code: 'forbidden' });
      expect(json?.['message']).toContain(permission);
    });

    it('lets a key with the permission in', async () => {
      const { status } = await call(method, path, { key: doors.key([permission]) });
      expect([200, 204, 400, 404, 415]).toContain(status);
    });
  });

  describe('401', () => {
    it('is the same for a missing, mistyped, unknown and misplaced key', async () => {
      const elsewhere = doors.key(['all'], ['192.0.2.0/24']);
      const keys = [undefined, 'x', 'mgy_x', `${admin().slice(0, -1)}!`, elsewhere];
      const answers = await Promise.all(
        keys.map((key) => call('GET', '/permissions', key === undefined ? {} : { key })),
      );
      const bodies = answers.map(({ status, json }) => ({ status, ...json, requestId: '' }));
      for (const body of bodies) expect(body).toEqual(bodies[0]);
      expect(bodies[0]?.status).toBe(401);
    });

    it.each([
      ['unknown', () => 'mgy_x'],
      ['unknown', () => doors.refusedKey(Refusal.UNKNOWN)],
      ['expired', () => doors.refusedKey(Refusal.EXPIRED)],
      ['disabled', () => doors.refusedKey(Refusal.DISABLED)],
      ['retired', () => doors.refusedKey(Refusal.RETIRED)],
      ['address', () => doors.key(['all'], ['192.0.2.0/24'])],
    ])('for a key that is refused as %s says so in the audit log only', async (reason, keyOf) => {
      const { status, json } = await call('GET', '/api-tokens', { key: keyOf() });
      expect(status).toBe(401);
      expect(json).toEqual({
        message: 'The API key is missing or not valid.',
        code: 'unauthorized',
        requestId: AnyString,
      });
      expect(doors.attempts.at(-1)).toMatchObject({ succeeded: false, reason });
    });

    it('comes before the body is looked at', async () => {
      expect((await call('POST', '/api-tokens', { body: '{broken' })).status).toBe(401);
    });
  });

  describe('an address', () => {
    it('that the key is bound to is let in, and no other', async () => {
      const here = doors.key(['all'], ['127.0.0.0/8']);
      expect((await call('GET', '/permissions', { key: here })).status).toBe(200);
      const there = doors.key(['all'], ['192.0.2.0/24', '::/0']);
      expect((await call('GET', '/permissions', { key: there })).status).toBe(401);
    });

    it('cannot be claimed by a header', async () => {
      const there = doors.key(['all'], ['192.0.2.0/24']);
      const headers = { 'X-Forwarded-For': '192.0.2.1', Forwarded: 'for=192.0.2.1' };
      expect((await call('GET', '/permissions', { key: there, headers })).status).toBe(401);
    });

    it('that is refused is told to the audit log with its reason', async () => {
      const there = doors.key(['all'], ['192.0.2.0/24']);
      await call('GET', '/api-tokens', { key: there });
      expect(doors.attempts.at(-1)).toMatchObject({
        action: 'LIST_API_TOKENS',
        succeeded: false,
        reason: 'address',
      });
    });
  });

  it('asks nobody whose key it is once it knows', async () => {
    const key = admin();
    await call('GET', '/permissions', { key });
    const before = doors.asked();
    for (let i = 0; i < 10; i++) await call('GET', '/permissions', { key });
    expect(doors.asked()).toBe(before);
  });

  /** Every way to write a token wrongly that shows without knowing tokens. */
  const UNWRITABLE: readonly [string, unknown, readonly string[]][] = [
    ['no name', { permissions: ['AlertRead'] }, ['name']],
    ['an empty name', { ...write, name: '' }, ['name']],
    ['a name of the wrong type', { ...write, name: 7 }, ['name']],
    ['a name that is too long', { ...write, name: 'x'.repeat(129) }, ['name']],
    ['no permissions', { name: 'ci' }, ['permissions']],
    ['too few permissions', { ...write, permissions: [] }, ['permissions']],
    [
      'a permission of the wrong type',
      { ...write, permissions: ['AlertRead', 7] },
      ['permissions[1]'],
    ],
    [
      'blocks of the wrong type',
      { ...write, allowedCIDRBlocks: '10.0.0.0/8' },
      ['allowedCIDRBlocks'],
    ],
    [
      'too many blocks',
      { ...write, allowedCIDRBlocks: Array(201).fill('10.0.0.0/8') },
      ['allowedCIDRBlocks'],
    ],
    ['an end that is no time', { ...write, expiresAt: 'tomorrow' }, ['expiresAt']],
    ['an end without a zone', { ...write, expiresAt: '2027-01-01T00:00:00' }, ['expiresAt']],
    ['an end that is no day', { ...write, expiresAt: '2027-02-30T00:00:00Z' }, ['expiresAt']],
    ['an empty reason', { ...write, overrideReason: ' ' }, ['overrideReason']],
    [
      'a reason that is too long',
      { ...write, overrideReason: 'x'.repeat(501) },
      ['overrideReason'],
    ],
    ['an unknown field', { ...write, value: 'mine' }, ['value']],
    ['everything wrong at once', { name: 7, x: 1 }, ['name', 'permissions', 'x']],
    ['a list', [], ['']],
    ['nothing', 'null', ['']],
  ];

  describe('POST /api-tokens', () => {
    it('answers 200 with the value this once, and tells the service its fingerprint only', async () => {
      const { status, json } = await call('POST', '/api-tokens', { key: admin(), body: write });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        id: TOKEN_ID,
        createdBy: { id: 'tokens', type: 'system' },
        expiresAt: null,
      });
      expect(isTokenValue(String(json?.['value']))).toBe(true);
      expect(created?.fingerprint).toHaveLength(32);
      expect(JSON.stringify(created)).not.toContain(String(json?.['value']));
    });

    it.each(UNWRITABLE)('answers 400 to %s and says where', async (_what, body, paths) => {
      const { status, json } = await call('POST', '/api-tokens', { key: admin(), body });
      expect(status).toBe(400);
      expect(json).toMatchObject({ code: 'bad_request', message: AnyString, requestId: AnyString });
      const errors = json?.['errors'] as { path: string; message: string }[];
      expect(errors.map(({ path }) => path).sort()).toEqual([...paths].sort());
    });

    it.each([
      ['malformed JSON', '{"name":', 400],
      ['an empty body', '', 400],
      ['a body with a poisoned prototype', '{"__proto__":{"x":1}}', 400],
      ['a body that is too large', `{"name":"${'x'.repeat(6 * 1024 * 1024)}"}`, 413],
    ])('answers %s with %s', async (_what, body, expected) => {
      const { status, json } = await call('POST', '/api-tokens', { key: admin(), body });
      expect(status).toBe(expected);
      expect(json).toMatchObject({ code: AnyString, message: AnyString, requestId: AnyString });
      expect(JSON.stringify(json)).not.toMatch(/FST_|at .*\.js/);
    });

    it('answers 415 to what is not JSON', async () => {
      const { status, json } = await call('POST', '/api-tokens', {
        key: admin(),
        body: 'name=ci',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(status).toBe(415);
      expect(json).toMatchObject({ code: 'unsupported' });
    });
  });

  describe('expiresAt', () => {
    const at = (seconds: number) => ({ at: { seconds: BigInt(seconds) } });
    it.each([
      [{ ...write, expiresAt: '2027-01-01T00:00:00Z' }, at(1_798_761_600)],
      [{ ...write, expiresAt: '2027-01-01T01:00:00+01:00' }, at(1_798_761_600)],
      [{ ...write, expiresAt: null }, {}],
      [write, undefined],
    ])('of %j is told to the service as it was meant', async (body, expiry) => {
      await call('POST', '/api-tokens', { key: admin(), body });
      await call('POST', '/api-tokens/self', { key: admin(), body });
      for (const request of [created, updated])
        if (expiry) expect(request).toMatchObject({ expiry });
        else expect(request).not.toHaveProperty('expiry');
    });
  });

  describe('POST /api-tokens/{id}', () => {
    it('answers 200 with the token as it is now, without its value', async () => {
      const { status, json } = await call('POST', `/api-tokens/${TOKEN_ID}`, {
        key: admin(),
        body: write,
      });
      expect(status).toBe(200);
      expect(json).toMatchObject({ id: TOKEN_ID, permissions: write.permissions });
      expect(json).not.toHaveProperty('value');
    });

    it('means the calling token by self, and lets it change itself only with the permission', async () => {
      const manager = doors.key(['OrganizationAPITokenModify']);
      const answer = await call('POST', '/api-tokens/self', { key: manager, body: write });
      expect([answer.status, updated?.id]).toEqual([200, TOKEN_ID]);
      const reader = doors.key(['AlertRead']);
      expect((await call('POST', '/api-tokens/self', { key: reader, body: write })).status).toBe(
        403,
      );
    });

    it('tells an address list that was left out from one that is empty', async () => {
      const path = `/api-tokens/${TOKEN_ID}`;
      await call('POST', path, { key: admin(), body: write });
      expect(updated).not.toHaveProperty('allowedCidrBlocks');
      await call('POST', path, { key: admin(), body: { ...write, allowedCIDRBlocks: [] } });
      expect(updated?.allowedCidrBlocks).toEqual({ blocks: [] });
    });

    it.each(UNWRITABLE)('answers 400 to %s and says where', async (_what, body, paths) => {
      const { status, json } = await call('POST', `/api-tokens/${TOKEN_ID}`, {
        key: admin(),
        body,
      });
      expect(status).toBe(400);
      const errors = json?.['errors'] as { path: string; message: string }[];
      expect(errors.map(({ path }) => path).sort()).toEqual([...paths].sort());
    });
  });

  describe('POST /api-tokens/{id}/rotate', () => {
    it('answers 200 with a new value this once, and tells the service its fingerprint only', async () => {
      const { status, json } = await call('POST', `/api-tokens/${TOKEN_ID}/rotate`, {
        key: admin(),
      });
      expect(status).toBe(200);
      const value = String(json?.['value']);
      expect(isTokenValue(value)).toBe(true);
      expect(rotated?.fingerprint).toEqual(fingerprintOf(value));
    });

    it('hears why it may hand out more than the caller has', async () => {
      const body = { overrideReason: 'The office moves.' };
      await call('POST', '/api-tokens/self/rotate', { key: admin(), body });
      expect(rotated).toMatchObject(body);
    });

    it.each([
      [{ overrideReason: '' }, 'overrideReason'],
      [{ reason: 'x' }, 'reason'],
      [{ gracePeriodSeconds: -1 }, 'gracePeriodSeconds'],
      [{ gracePeriodSeconds: 604_801 }, 'gracePeriodSeconds'],
      [{ gracePeriodSeconds: 1.5 }, 'gracePeriodSeconds'],
      [{ gracePeriodSeconds: '60' }, 'gracePeriodSeconds'],
      [[], ''],
    ])('answers 400 to %j and says where', async (body, path) => {
      const { status, json } = await call('POST', '/api-tokens/self/rotate', {
        key: admin(),
        body,
      });
      expect(status).toBe(400);
      expect(json?.['errors']).toEqual([{ path, message: AnyString }]);
    });

    it('passes on the grace period, none unless asked', async () => {
      for (const [body, gracePeriodSeconds] of [
        [undefined, 0],
        [{}, 0],
        [{ gracePeriodSeconds: 604_800 }, 604_800],
      ] as const) {
        await call('POST', '/api-tokens/self/rotate', { key: admin(), body });
        expect(rotated).toMatchObject({ gracePeriodSeconds });
      }
    });

    it('gives no new value to who comes with a replaced one, by self or by id', async () => {
      for (const id of ['self', TOKEN_ID]) {
        const key = doors.replacedKey(['all']);
        const { status, json } = await call('POST', `/api-tokens/${id}/rotate`, { key });
        expect([status, json?.['code']]).toEqual([403, 'forbidden']);
      }
    });

    it('lets a token rotate itself without any permission, by self and by its id', async () => {
      const key = doors.key(['AlertRead']);
      for (const id of ['self', TOKEN_ID]) {
        const { status } = await call('POST', `/api-tokens/${id}/rotate`, { key });
        expect([status, rotated?.id]).toEqual([200, TOKEN_ID]);
      }
    });
  });

  describe('a rotation under way', () => {
    it('is ended by the token itself, and undone only by who may manage tokens', async () => {
      const key = doors.key(['AlertRead']);
      const ended = await call('POST', '/api-tokens/self/end-rotation', { key });
      expect([ended.status, ended.json?.['id']]).toEqual([200, TOKEN_ID]);
      expect((await call('POST', '/api-tokens/self/undo-rotation', { key })).status).toBe(403);
      const undone = await call('POST', '/api-tokens/self/undo-rotation', { key: admin() });
      expect([undone.status, undone.json?.['id']]).toEqual([200, TOKEN_ID]);
    });

    it('shows both values by number and time, and neither value', async () => {
      const { status, json } = await call('GET', '/api-tokens/self/generations', {
        key: doors.key(['AlertRead']),
      });
      expect(status).toBe(200);
      expect(json).toEqual({
        results: [
          { generation: 2, createdAt: '2025-06-15T15:08:20.000Z' },
          {
            generation: 1,
            createdAt: '2025-06-15T15:06:40.000Z',
            worksUntil: '2025-06-15T16:06:40.000Z',
          },
        ],
      });
    });
  });

  describe('GET /api-tokens/self', () => {
    it('needs no permission', async () => {
      const { status, json } = await call('GET', '/api-tokens/self', {
        key: doors.key(['AlertRead']),
      });
      expect(status).toBe(200);
      expect(json).not.toHaveProperty('value');
    });
    it('may also be asked by id', async () => {
      const { status } = await call('GET', `/api-tokens/${TOKEN_ID}`, {
        key: doors.key(['AlertRead']),
      });
      expect(status).toBe(200);
    });
  });

  describe('disabling', () => {
    it('shows since when and why, and enabling shows neither', async () => {
      const body = { reason: ' It leaked. ' };
      const off = await call('POST', '/api-tokens/self/disable?force=true', {
        key: admin(),
        body,
      });
      expect([off.status, disabled]).toEqual([
        200,
        { id: TOKEN_ID, reason: 'It leaked.', force: true, ifMatch: [] },
      ]);
      expect(off.json).toMatchObject({
        disabledAt: '2025-06-15T15:06:40.000Z',
        disabledReason: 'It leaked.',
      });
      const on = await call('POST', '/api-tokens/self/enable', { key: admin() });
      expect(on.status).toBe(200);
      expect(on.json).not.toHaveProperty('disabledAt');
      expect(on.json).not.toHaveProperty('disabledReason');
    });

    it.each([
      [{}, 'reason'],
      [{ reason: ' ' }, 'reason'],
      [{ reason: 7 }, 'reason'],
      [{ reason: 'x'.repeat(501) }, 'reason'],
      [{ reason: 'x', until: 1 }, 'until'],
    ])('answers 400 to %j and says where', async (body, path) => {
      const { status, json } = await call('POST', '/api-tokens/self/disable', {
        key: admin(),
        body,
      });
      expect(status).toBe(400);
      expect(json?.['errors']).toEqual([{ path, message: AnyString }]);
    });
  });

  describe('?force', () => {
    it.each([
      ['', false],
      ['?force=false', false],
      ['?force=true', true],
    ])('%j is told to the service as %s', async (query, force) => {
      await call('POST', `/api-tokens/self${query}`, { key: admin(), body: write });
      await call('DELETE', `/api-tokens/self${query}`, { key: admin() });
      expect(updated).toMatchObject({ force });
      expect(removed).toMatchObject({ id: TOKEN_ID, force });
    });

    it.each(['?force=', '?force=1', '?force=true&force=true', '?forced=true'])(
      'answers 400 to %s',
      async (query) => {
        const path = `/api-tokens/self${query}`;
        expect((await call('POST', path, { key: admin(), body: write })).status).toBe(400);
        expect((await call('DELETE', path, { key: admin() })).status).toBe(400);
      },
    );

    it('left out, answers 409 with whom it would lock out', async () => {
      failure = new ServiceError('conflict', 'This would lock somebody out.', {
        fields: [{ path: 'id', message: 'The calling token itself would stop working.' }],
      });
      const { status, json } = await call('DELETE', '/api-tokens/self', { key: admin() });
      failure = undefined;
      expect(status).toBe(409);
      expect(json).toMatchObject({ code: 'conflict', errors: [{ path: 'id' }] });
    });
  });

  it('deletes with 204 and no body', async () => {
    const { status, text } = await call('DELETE', `/api-tokens/${TOKEN_ID}`, { key: admin() });
    expect([status, text]).toEqual([204, '']);
  });

  it('answers 404 with our body for a token and for an address that are not there', async () => {
    for (const path of ['/api-tokens/none', '/nothing', '/api-tokens/self/nothing']) {
      const { status, json } = await call('GET', path, { key: admin() });
      expect(status).toBe(404);
      expect(json).toEqual({ message: AnyString, code: 'not_found', requestId: AnyString });
    }
  });

  describe('what is not readable as a request', () => {
    /** Speaks to the socket, since no client would send this. */
    const raw = (text: string) =>
      new Promise<string>((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
        socket.on('data', (data) => (answer += data.toString()));
        socket.on('end', () => resolve(answer));
        socket.on('error', reject);
      });
    const get = (path: string, more = '') =>
      raw(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n`);

    it.each([
      ['an address that cannot be decoded', () => get('/%zz'), 400, 'bad_request'],
      [
        'an address with an endless part',
        () => get(`/api-tokens/${'x'.repeat(500)}`),
        404,
        'not_found',
      ],
      ['two hosts', () => get('/permissions', 'Host: b\r\n'), 400, 'bad_request'],
      [
        'two keys',
        () => get('/permissions', 'X-API-Key: a\r\nX-Api-Key: b\r\n'),
        400,
        'bad_request',
      ],
      [
        'headers without end',
        () => get('/permissions', `X: ${'x'.repeat(20_000)}\r\n`),
        413,
        'too_large',
      ],
      ['no HTTP at all', () => raw('NONSENSE\r\n\r\n'), 400, 'bad_request'],
      ['no host', () => raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), 400, 'bad_request'],
    ])('%s is refused with our body', async (_what, send, status, code) => {
      const answer = await send();
      expect(answer).toContain(`HTTP/1.1 ${status} `);
      const body = JSON.parse(
        answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1),
      ) as object;
      expect(body).toEqual({ message: AnyString, code, requestId: AnyString });
    });
  });

  describe('a list', () => {
    it('is results and next', async () => {
      const { json } = await call('GET', '/api-tokens?limit=1', { key: admin() });
      expect(json).toMatchObject({ results: [{ id: TOKEN_ID }], next: 'abc' });
      expect(json?.['results']).not.toContainEqual(
        expect.objectContaining({ value: expect.anything() as unknown }),
      );
    });
    it('may be asked with empty parameters', async () => {
      expect((await call('GET', '/audit-log?limit=&cursor=', { key: admin() })).status).toBe(200);
    });
    it.each([
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=1.5',
      'limit=-1',
      'limit=1&limit=2',
      'page=2',
    ])('answers 400 to ?%s', async (query) => {
      const { status, json } = await call('GET', `/api-tokens?${query}`, { key: admin() });
      expect(status).toBe(400);
      expect(json).toHaveProperty('errors');
    });
  });

  describe('POST /enrichment/events', () => {
    const ndjson = { 'content-type': 'application/x-ndjson' };
    it('answers a batch in its order', async () => {
      const events = Array.from({ length: 450 }, (_, n) => ({ n, p: 'x' }));
      const { status, json } = await call('POST', '/enrichment/events', {
        key: admin(),
        body: { logType: 'AWS.CloudTrail', events },
      });
      expect(status).toBe(200);
      expect(json).toEqual({ results: events });
    });

    it('answers a stream line by line', async () => {
      const { status, text, headers } = await call('POST', '/enrichment/events?logType=A.B', {
        key: admin(),
        headers: ndjson,
        body: '{"a":1}\n{"b":2}',
      });
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain('application/x-ndjson');
      expect(text).toBe('{"a":1}\n{"b":2}\n');
    });

    it.each([
      ['no log type', '', 'logType'],
      ['an empty log type', '?logType=', 'logType'],
      ['a nonsense log type', '?logType=%20', 'logType'],
      ['an unknown parameter', '?logType=A&x=1', 'x'],
    ])('answers 400 to a stream with %s', async (_what, query, path) => {
      const { status, json } = await call('POST', `/enrichment/events${query}`, {
        key: admin(),
        headers: ndjson,
        body: '{}',
      });
      expect(status).toBe(400);
      expect(json?.['errors']).toContainEqual({ path, message: AnyString });
    });

    it.each([
      ['no events', { logType: 'A', events: [] }, 'events'],
      ['events that are no objects', { logType: 'A', events: [{}, 7] }, 'events[1]'],
      ['too many events', { logType: 'A', events: Array(1_001).fill({}) }, 'events'],
      ['an unknown field', { logType: 'A', events: [{}], x: 1 }, 'x'],
    ])('answers 400 to %s', async (_what, body, path) => {
      const { status, json } = await call('POST', '/enrichment/events', { key: admin(), body });
      expect(status).toBe(400);
      expect(json?.['errors']).toContainEqual({ path, message: AnyString });
    });
  });

  describe('trouble behind it', () => {
    it.each([
      ['unavailable', 503],
      ['timeout', 504],
      ['conflict', 409],
      ['rate_limited', 429],
      ['internal', 500],
    ] as const)('%s becomes %s, and nothing of its cause', async (code, expected) => {
      const cause = new Error('secret detail');
      failure = code === 'internal' ? cause : new ServiceError(code, 'Not now.', { cause });
      const { status, json } = await call('POST', '/api-tokens', { key: admin(), body: write });
      failure = undefined;
      expect(status).toBe(expected);
      expect(json).toMatchObject({ message: AnyString, code: AnyString, requestId: AnyString });
      expect(JSON.stringify(json)).not.toContain('secret detail');
    });
  });

  describe('the audit log', () => {
    it.each([
      ['GET', '/api-tokens', 'LIST_API_TOKENS', true],
      ['GET', '/audit-log', 'LIST_AUDIT_RECORDS', true],
      ['POST', '/api-tokens', 'CREATE_API_TOKEN', false],
    ] as const)('is told of %s %s once', async (method, path, action, succeeded) => {
      const before = doors.attempts.length;
      await call(method, path, { key: admin() });
      expect(doors.attempts.slice(before)).toEqual([
        expect.objectContaining({ action, succeeded }),
      ]);
    });

    it('is told of a change that was not refused as of one that it may hear of twice', async () => {
      const before = doors.attempts.length;
      await call('POST', '/api-tokens', { key: admin(), body: write });
      await call('DELETE', `/api-tokens/${TOKEN_ID}`, { key: admin() });
      expect(doors.attempts.slice(before)).toMatchObject([
        { action: 'CREATE_API_TOKEN', succeeded: true, mayBeTold: true },
        { action: 'DELETE_API_TOKEN', succeeded: true, mayBeTold: true },
      ]);
    });

    it('never hears a value', async () => {
      const key = doors.key(['AlertRead']);
      await call('GET', '/api-tokens', { key });
      await call('GET', `/api-tokens/${key}`, { key });
      expect(JSON.stringify(doors.attempts.slice(-2))).not.toContain(key);
    });
  });

  it('says what is published and what errors mean, for anybody to read', async () => {
    const published = await call('GET', '/asyncapi.json');
    expect(published).toMatchObject({ status: 200, json: { asyncapi: '3.0.0' } });
    const { json } = await call('GET', '/docs/errors.json');
    const catalogue = json?.['results'] as { code: string; status: number }[];
    expect(Object.fromEntries(catalogue.map(({ code, status }) => [code, status]))).toEqual(
      HTTP_STATUS,
    );
    const page = await call('GET', '/docs/errors');
    expect(page.status).toBe(200);
    for (const { code } of catalogue) expect(page.text).toContain(`id="${code}"`);
  });

  it('documents every route in OpenAPI 3.1, for anybody to read', async () => {
    const { status, json } = await call('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(json?.['openapi']).toBe('3.1.0');
    expect(Object.keys(json?.['paths'] as object).sort()).toEqual([
      '/accounts',
      '/accounts/regions',
      '/accounts/{id}',
      '/accounts/{id}/approve',
      '/accounts/{id}/decline',
      '/accounts/{id}/diagnoses',
      '/accounts/{id}/diagnoses/{number}',
      '/accounts/{id}/diagnoses/{number}/bundle',
      '/accounts/{id}/diagnosis',
      '/accounts/{id}/inspection',
      '/accounts/{id}/preflights',
      '/accounts/{id}/preflights/{run}',
      '/accounts/{id}/preflights/{run}/stream',
      '/accounts/{id}/preflights/{run}/waivers',
      '/accounts/{id}/withdraw',
      '/api-tokens',
      '/api-tokens/leaks',
      '/api-tokens/revoke',
      '/api-tokens/{id}',
      '/api-tokens/{id}/check-address',
      '/api-tokens/{id}/disable',
      '/api-tokens/{id}/enable',
      '/api-tokens/{id}/end-rotation',
      '/api-tokens/{id}/generations',
      '/api-tokens/{id}/rotate',
      '/api-tokens/{id}/undo-rotation',
      '/api-tokens/{id}/usage',
      '/audit-log',
      '/audit-log/checkpoints',
      '/audit-log/consistency',
      '/audit-log/consumers',
      '/audit-log/consumers/streams',
      '/audit-log/consumers/streams/{id}',
      '/audit-log/consumers/{id}',
      '/audit-log/consumers/{id}/pause',
      '/audit-log/consumers/{id}/resume',
      '/audit-log/consumers/{id}/rotate-secret',
      '/audit-log/counts',
      '/audit-log/export',
      '/audit-log/export/checkpoints',
      '/audit-log/holds',
      '/audit-log/holds/{id}/lift',
      '/audit-log/keys',
      '/audit-log/manifest',
      '/audit-log/rebuild',
      '/audit-log/records/{sequence}/proof',
      '/audit-log/retention',
      '/audit-log/stream',
      '/audit-log/subjects/{id}/erase',
      '/deployments',
      '/deployments/check-parameters',
      '/deployments/overrides',
      '/deployments/overrides/{id}',
      '/deployments/overrides/{id}/approve',
      '/deployments/overrides/{id}/withdraw',
      '/deployments/plan',
      '/deployments/{id}/{run}',
      '/deployments/{id}/{run}/approve',
      '/deployments/{id}/{run}/cancel',
      '/deployments/{id}/{run}/pause',
      '/deployments/{id}/{run}/recover',
      '/deployments/{id}/{run}/resume',
      '/deployments/{id}/{run}/stream',
      '/deployments/{id}/{run}/tasks',
      '/enrichment/breakers',
      '/enrichment/breakers/{provider}',
      '/enrichment/data-models',
      '/enrichment/data-models/{logType}',
      '/enrichment/data-models/{logType}/versions',
      '/enrichment/events',
      '/enrichment/explain',
      '/enrichment/lookup-tables',
      '/enrichment/lookup-tables/imports/{id}',
      '/enrichment/lookup-tables/{name}',
      '/enrichment/lookup-tables/{name}/data',
      '/enrichment/lookup-tables/{name}/imports',
      '/enrichment/lookup-tables/{name}/lookup',
      '/enrichment/notices',
      '/enrichment/pipeline',
      '/enrichment/pipeline/events',
      '/enrichment/pipeline/parked',
      '/enrichment/pipeline/parked/{id}',
      '/enrichment/pipeline/parked/{id}/replay',
      '/enrichment/providers',
      '/enrichment/providers/{name}',
      '/enrichment/providers/{name}/lookup',
      '/enrichment/providers/{name}/purge',
      '/enrichment/quotas',
      '/enrichment/rules',
      '/enrichment/rules/{name}',
      '/enrichment/state/{namespace}',
      '/enrichment/state/{namespace}/counters/{key}',
      '/enrichment/state/{namespace}/sets/{key}',
      '/enrichment/state/{namespace}/values/{key}',
      '/enrichment/state/{namespace}/{kind}/{key}',
      '/freezes',
      '/freezes/{id}/lift',
      '/iam-roles',
      '/iam-roles/assumable',
      '/iam-roles/{id}',
      '/iam-roles/{id}/reinstate',
      '/iam-roles/{id}/review',
      '/iam-roles/{id}/revoke',
      '/iam-roles/{id}/suspend',
      '/iam-roles/{id}/templates',
      '/iam-roles/{id}/verifications',
      '/iam-roles/{id}/verify',
      '/permissions',
      '/releases',
      '/releases/closed-edges',
      '/releases/closed-edges/{id}/open',
      '/releases/{id}',
      '/releases/{id}/list',
      '/releases/{id}/unlist',
      '/releases/{id}/withdraw',
      '/releases/{version}/notices',
      '/rollouts',
      '/rollouts/{id}',
      '/rollouts/{id}/approve',
      '/rollouts/{id}/cancel',
      '/rollouts/{id}/pause',
      '/rollouts/{id}/resume',
    ]);
  });

  it('says what values look like, for those who look for them', async () => {
    const { status, json } = await call('GET', '/docs/token-values.json');
    expect(status).toBe(200);
    expect(isTokenValue(String(json?.['example']))).toBe(true);
    expect(new RegExp(String(json?.['pattern'])).test(doors.key([]))).toBe(true);
  });

  it('serves its documentation from its own disk', async () => {
    const { status, text } = await call('GET', '/docs');
    expect(status).toBe(200);
    expect(text).not.toMatch(/src="https?:|href="https?:/);
  });
});
