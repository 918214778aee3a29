import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Doors, openDoors, TOKEN_ID } from '../../test/doors.js';

type Json = Readonly<Record<string, unknown>>;

/** A body that is right, and what each of its fields may be. */
interface Shape {
  readonly right: Json;
  readonly required: readonly string[];
  /** By field: values of other types. */
  readonly wrongType: Json;
  /** By field: what is longer or larger than it may be, and at which path that shows. */
  readonly tooMuch: readonly (readonly [string, unknown, string])[];
  /** By field: lists with something in them twice. */
  readonly twice?: readonly (readonly [string, unknown, string])[];
}

const long = (length: number) => 'x'.repeat(length);
const many = (count: number, entry: (n: number) => unknown = (n) => `p${n}`) =>
  Array.from({ length: count }, (_, n) => entry(n));
const block = (n: number) => `10.${n >> 8}.${n & 255}.0/24`;

const WRITE: Shape = {
  right: { name: 'ci', permissions: ['AlertRead'] },
  required: ['name', 'permissions'],
  wrongType: {
    name: 7,
    permissions: 'AlertRead',
    allowedCIDRBlocks: '10.0.0.0/8',
    expiresAt: 1_800_000_000,
    overrideReason: true,
  },
  tooMuch: [
    ['name', '', 'name'],
    ['name', long(129), 'name'],
    ['permissions', [], 'permissions'],
    ['permissions', many(101), 'permissions'],
    ['permissions', ['AlertRead', long(101)], 'permissions[1]'],
    ['permissions', ['AlertRead', null], 'permissions[1]'],
    ['allowedCIDRBlocks', many(201, block), 'allowedCIDRBlocks'],
    ['allowedCIDRBlocks', [block(0), long(51)], 'allowedCIDRBlocks[1]'],
    ['expiresAt', 'tomorrow', 'expiresAt'],
    ['expiresAt', '2027-01-01', 'expiresAt'],
    ['overrideReason', long(501), 'overrideReason'],
  ],
  twice: [
    ['permissions', ['AlertRead', 'RuleRead', 'AlertRead'], 'permissions[2]'],
    ['allowedCIDRBlocks', [block(1), block(1)], 'allowedCIDRBlocks[1]'],
  ],
};

const SHAPES: Readonly<Record<string, Shape>> = {
  '': WRITE,
  [`/${TOKEN_ID}`]: WRITE,
  '/self/rotate': {
    right: {},
    required: [],
    wrongType: { gracePeriodSeconds: '60', overrideReason: 7 },
    tooMuch: [
      ['gracePeriodSeconds', -1, 'gracePeriodSeconds'],
      ['gracePeriodSeconds', 604_801, 'gracePeriodSeconds'],
      ['gracePeriodSeconds', 0.5, 'gracePeriodSeconds'],
      ['overrideReason', long(501), 'overrideReason'],
    ],
  },
  '/self/disable': {
    right: { reason: 'x' },
    required: ['reason'],
    wrongType: { reason: ['x'] },
    tooMuch: [
      ['reason', ' ', 'reason'],
      ['reason', long(501), 'reason'],
    ],
  },
  '/self/check-address': {
    right: { address: '192.0.2.1' },
    required: ['address'],
    wrongType: { address: 7 },
    tooMuch: [
      ['address', '', 'address'],
      ['address', long(61), 'address'],
      ['address', '192.0.2.0/24', 'address'],
    ],
  },
  '/revoke': {
    right: { name: 'ci-*', reason: 'x' },
    required: ['reason'],
    wrongType: {
      name: 7,
      reason: 7,
      createdBy: {},
      permission: ['AlertRead'],
      address: 7,
      unusedSince: 0,
      dryRun: 'true',
    },
    tooMuch: [
      ['name', long(201), 'name'],
      ['createdBy', long(201), 'createdBy'],
      ['permission', long(201), 'permission'],
      ['address', long(61), 'address'],
      ['reason', long(501), 'reason'],
      ['unusedSince', 'yesterday', 'unusedSince'],
    ],
  },
  '/leaks': {
    right: { values: ['x'] },
    required: ['values'],
    wrongType: { values: 'x', source: 7 },
    tooMuch: [
      ['values', [], 'values'],
      ['values', many(1_001), 'values'],
      ['values', ['x', long(501)], 'values[1]'],
      ['source', long(501), 'source'],
    ],
  },
};

const without = (body: Json, field: string): Json =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

const WRONG = Object.entries(SHAPES).flatMap(
  ([path, { right, required, wrongType, tooMuch, twice = [] }]) => [
    ...required.map((field) => [path, `${field} missing`, without(right, field), field] as const),
    ...Object.entries(wrongType).map(
      ([field, value]) =>
        [path, `${field} of another type`, { ...right, [field]: value }, field] as const,
    ),
    ...Object.keys(wrongType)
      .filter((field) => field !== 'expiresAt')
      .map((field) => [path, `${field} null`, { ...right, [field]: null }, field] as const),
    ...tooMuch.map(
      ([field, value, at], n) =>
        [path, `${field} out of bounds (${n})`, { ...right, [field]: value }, at] as const,
    ),
    ...twice.map(
      ([field, value, at]) =>
        [path, `${field} with something twice`, { ...right, [field]: value }, at] as const,
    ),
    [path, 'a field that there is not', { ...right, nonsense: 1 }, 'nonsense'] as const,
    [path, 'a list', [right], ''] as const,
    [path, 'a text', 'x', ''] as const,
  ],
);

describe('wrong input', () => {
  let doors: Doors;
  beforeAll(async () => {
    // Nothing wrong may ever get as far as a service.
    doors = await openDoors();
  });
  afterAll(() => doors.app.close());

  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${await doors.app.getUrl()}/api-tokens${path}`, {
      ...init,
      headers: { 'X-API-Key': doors.key(['all']), 'content-type': 'application/json' },
    });
    return {
      status: response.status,
      body: (await response.json()) as { code: string; errors?: { path: string }[] },
    };
  };

  it.each(WRONG)(
    'to POST /api-tokens%s, %s, is a 400 with its path',
    async (path, _what, body, at) => {
      const answer = await send(path, { method: 'POST', body: JSON.stringify(body) });
      expect([answer.status, answer.body.code]).toEqual([400, 'bad_request']);
      expect(answer.body.errors?.map((error) => error.path)).toEqual([at]);
    },
  );

  it('that is wrong in many places names them all', async () => {
    const body = JSON.stringify({ name: '', permissions: [7], nonsense: 1, expiresAt: 'x' });
    const { body: answer } = await send('', { method: 'POST', body });
    expect(answer.errors?.map(({ path }) => path).sort()).toEqual([
      'expiresAt',
      'name',
      'nonsense',
      'permissions[0]',
    ]);
  });

  it.each(['{', '{"name":"ci",}', "{'name':'ci'}", '{"__proto__":{}}', 'name=ci'])(
    'that is no JSON, %j, is a 400',
    async (body) => expect((await send('', { method: 'POST', body })).status).toBe(400),
  );

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?limit=1&limit=2', 'limit'],
    ['?limit=x', 'limit'],
    [`?cursor=${long(1_001)}`, 'cursor'],
    ['?cursor=a&cursor=b', 'cursor'],
    ['?deleted=yes', 'deleted'],
    ['?unused-since=yesterday', 'unused-since'],
    ['?nonsense=1', 'nonsense'],
  ])('to GET /api-tokens%s is a 400 with its path', async (query, path) => {
    const answer = await send(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path]);
  });
});
