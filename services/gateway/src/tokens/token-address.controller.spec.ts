import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceError } from '@margay/contracts';
import { type Doors, openDoors, TOKEN_ID, tokenOf } from '../../test/doors.js';

describe('POST /api-tokens/{id}/check-address', () => {
  const blocks = ['192.0.2.0/24', '10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32'];
  let doors: Doors;
  let bound: readonly string[] = blocks;
  beforeAll(async () => {
    doors = await openDoors({
      tokens: {
        getToken: ({ id }: { id: string }) =>
          id === TOKEN_ID
            ? Promise.resolve({ token: tokenOf([], bound) })
            : Promise.reject(new ServiceError('not_found', 'There is no such token.')),
      },
    });
  });
  afterAll(() => doors.app.close());

  const check = async (
    body: unknown,
    id = TOKEN_ID,
    permissions = ['OrganizationAPITokenRead'],
  ) => {
    const response = await fetch(`${await doors.app.getUrl()}/api-tokens/${id}/check-address`, {
      method: 'POST',
      headers: { 'X-API-Key': doors.key(permissions), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };

  it.each([
    ['192.0.2.7', { allowed: true, address: '192.0.2.7', block: '192.0.2.0/24' }],
    ['::ffff:192.0.2.7', { allowed: true, address: '192.0.2.7', block: '192.0.2.0/24' }],
    ['64:ff9b::192.0.2.7', { allowed: true, address: '192.0.2.7', block: '192.0.2.0/24' }],
    ['10.1.2.3', { allowed: true, address: '10.1.2.3', block: '10.0.0.0/8' }],
    ['2001:DB8::1', { allowed: true, address: '2001:db8::1', block: '2001:db8::/32' }],
    ['2002:c000:207::1', { allowed: false, address: '2002:c000:207::1' }],
    ['203.0.113.1', { allowed: false, address: '203.0.113.1' }],
  ])('says of %s whether it would be let in, and by which block', async (address, verdict) => {
    expect(await check({ address })).toEqual({ status: 200, json: verdict });
  });

  it('names no block for a token that may be used from everywhere', async () => {
    bound = [];
    const answer = await check({ address: 'fe80::1%eth0' });
    bound = blocks;
    expect(answer.json).toEqual({ allowed: true, address: 'fe80::1' });
  });

  it('answers a token about itself without any permission, and 403 about another', async () => {
    expect((await check({ address: '10.0.0.1' }, 'self', ['AlertRead'])).status).toBe(200);
    expect((await check({ address: '10.0.0.1' }, 'other', ['AlertRead'])).status).toBe(403);
  });

  it('answers 404 for a token that is not there', async () => {
    expect((await check({ address: '10.0.0.1' }, 'other')).status).toBe(404);
  });

  it.each([
    [{}, 'address'],
    [{ address: '' }, 'address'],
    [{ address: 7 }, 'address'],
    [{ address: '10.0.0.0/8' }, 'address'],
    [{ address: '10.0.0' }, 'address'],
    [{ address: '2001:db8::1%eth0' }, 'address'],
    [{ address: 'x'.repeat(61) }, 'address'],
    [{ address: '10.0.0.1', port: 80 }, 'port'],
  ])('answers 400 to %j and says where', async (body, path) => {
    const { status, json } = await check(body);
    expect(status).toBe(400);
    expect(json['errors']).toEqual([{ path, message: expect.any(String) as unknown as string }]);
  });
});
