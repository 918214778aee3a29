import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorType, ServiceError, type Token, TokenSchema } from '@margay/contracts';
import { z } from 'zod';
import { type Doors, openDoors, TOKEN_ID } from '../../test/doors.js';

/*
 * The published contract, written down once more and independently of the schemas that the gateway
 * answers by: what a client that was written against it relies on. Fields of our own may be added.
 */
const instant = z.iso.datetime();
const actor = z.object({ id: z.string().min(1), type: z.enum(['user', 'api-token', 'system']) });
const token = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  permissions: z.array(z.string()),
  createdAt: instant,
  allowedCIDRBlocks: z.array(z.string()).optional(),
  createdBy: actor.optional(),
  updatedAt: instant.optional(),
  updatedBy: actor.optional(),
  expiresAt: instant.nullable().optional(),
  lastUsedAt: instant.optional(),
  rotatedAt: instant.optional(),
});
const PUBLISHED = {
  token: token.extend({ value: z.undefined().optional() }),
  issued: token.extend({ value: z.string().regex(/^mgy_[0-9A-Za-z]{36}$/) }),
  list: z.object({
    results: z.array(token.extend({ value: z.undefined().optional() })),
    next: z.string().min(1).optional(),
  }),
  error: z.object({ message: z.string().min(1) }),
} as const;

const time = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 0 });
/** A token with nothing that may be left out, and one with everything. */
const bare = {
  id: TOKEN_ID,
  name: 'ci',
  permissions: ['AlertRead'],
  createdAt: time(1_750_000_000),
};
const BARE = create(TokenSchema, bare);
const FULL = create(TokenSchema, {
  ...bare,
  allowedCidrBlocks: ['192.0.2.0/24'],
  createdBy: { type: ActorType.USER, id: 'u-1', name: 'Zoë' },
  updatedAt: time(1_750_000_001),
  updatedBy: { type: ActorType.API_TOKEN, id: TOKEN_ID },
  expiresAt: time(1_850_000_000),
  lastUsedAt: time(1_750_000_002),
  rotatedAt: time(1_750_000_003),
  disabledAt: time(1_750_000_004),
  disabledReason: 'x',
});

type Operation = readonly [
  method: string,
  path: string,
  body: unknown,
  shape: 'token' | 'issued' | 'list' | 'nothing',
];

const write = { name: 'ci', permissions: ['AlertRead'] };
const LIST: readonly Operation[] = [['GET', '/api-tokens', undefined, 'list']];
const CREATE: readonly Operation[] = [['POST', '/api-tokens', write, 'issued']];
const ITEM = ['self', TOKEN_ID, 'none'].flatMap((id): Operation[] => [
  ['GET', `/api-tokens/${id}`, undefined, 'token'],
  ['POST', `/api-tokens/${id}`, write, 'token'],
  ['POST', `/api-tokens/${id}/rotate`, undefined, 'issued'],
  ['DELETE', `/api-tokens/${id}`, undefined, 'nothing'],
]);

describe.each([
  ['bare', BARE],
  ['full', FULL],
])('the published operations over a %s token', (_name, kept: Token) => {
  let doors: Doors;
  beforeAll(async () => {
    const one = ({ id = TOKEN_ID }: { id?: string }) =>
      id === TOKEN_ID
        ? Promise.resolve({ token: kept })
        : Promise.reject(new ServiceError('not_found', 'There is no such token.'));
    doors = await openDoors({
      tokens: {
        createToken: one,
        getToken: one,
        updateToken: one,
        rotateToken: one,
        deleteToken: one,
        listTokens: () => Promise.resolve({ tokens: [kept, kept], next: kept === FULL ? 'n' : '' }),
      },
    });
  });
  afterAll(() => doors.app.close());

  const call = async (method: string, path: string, body: unknown, key?: string) => {
    const response = await fetch(`${await doors.app.getUrl()}${path}`, {
      method,
      headers: {
        ...(key ? { 'X-API-Key': key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };

  it.each([...LIST, ...CREATE, ...ITEM])(
    '%s %s answers success in the published shape, or 404',
    async (method, path, body, shape) => {
      const answer = await call(method, path, body, doors.key(['all']));
      if (path.includes('none')) {
        expect(answer.status).toBe(404);
        PUBLISHED.error.parse(answer.body);
      } else if (shape === 'nothing') {
        expect(answer).toEqual({ status: 204, body: undefined });
      } else {
        expect(answer.status).toBe(200);
        PUBLISHED[shape].parse(answer.body);
      }
    },
  );

  it.each([...LIST, ...CREATE, ...ITEM])(
    '%s %s answers 401 with a message to who has no key',
    async (method, path, body) => {
      const answer = await call(method, path, body);
      expect(answer.status).toBe(401);
      PUBLISHED.error.parse(answer.body);
    },
  );

  it.each(ITEM.filter(([, path]) => path.includes('none')))(
    '%s %s answers 403 with a message to who may not',
    async (method, path, body) => {
      const answer = await call(method, path, body, doors.key(['AlertRead']));
      expect(answer.status).toBe(403);
      PUBLISHED.error.parse(answer.body);
    },
  );

  it.each([...CREATE, ...ITEM.filter(([, , body]) => body !== undefined)])(
    '%s %s answers 400 with a message to a body that is not as published',
    async (method, path) => {
      for (const body of [{}, [], { name: 'ci' }, { ...write, permissions: 'AlertRead' }]) {
        const answer = await call(method, path, body, doors.key(['all']));
        expect(answer.status).toBe(400);
        PUBLISHED.error.parse(answer.body);
      }
    },
  );
});
