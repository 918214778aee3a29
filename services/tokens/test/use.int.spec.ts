import { randomUUID } from 'node:crypto';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprint, tokensOverNats, type TokensOverNats } from './serving.js';

const now = Date.now();
const HOUR_MS = 3_600_000;

describe('what tokens were used for', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  const caller = () => service.callerOf(service.maker);
  const use = (tokenId: string, ms: number, more: object = {}) => ({
    tokenId,
    generation: 1,
    lastUsedAt: timestampFromMs(ms),
    lastUsedAddress: `at-${ms - now}`,
    calls: [{ route: 'GET /x', verdict: 'allowed', calls: 2n }],
    permissions: ['AlertRead'],
    ...more,
  });
  const report = (uses: object[], batchId: string = randomUUID()) =>
    service.tokens.reportUse({ batchId, uses }, caller());
  const lastOf = async (id: string) => {
    const { token } = await service.tokens.getToken({ id }, caller());
    return token?.lastUsedAddress;
  };

  it('shows when and from where a token was used last, and never goes back', async () => {
    const { id } = await service.create();
    expect(await lastOf(id)).toBe('');
    await report([use(id, now)]);
    await report([use(id, now - HOUR_MS)]);
    expect(await lastOf(id)).toBe('at-0');
    await report([use(id, now + 1)]);
    expect(await lastOf(id)).toBe('at-1');
    const { tokens } = await service.tokens.listTokens({ limit: 100 }, caller());
    expect(tokens.find((token) => token.id === id)?.lastUsedAddress).toBe('at-1');
  });

  it('counts a batch once, however often it arrives', async () => {
    const { id } = await service.create();
    const batch = randomUUID();
    await Promise.all([1, 2, 3].map(() => report([use(id, now)], batch)));
    await report([use(id, now)]);
    const { calls } = await service.tokens.getUsage({ id }, caller());
    expect(calls).toMatchObject([{ route: 'GET /x', verdict: 'allowed', calls: 4n }]);
  });

  it('says what a token could do without', async () => {
    const { id } = await service.create({ permissions: ['AlertRead', 'RuleRead'] });
    const before = await service.tokens.getUsage({ id }, caller());
    expect(before.unusedPermissions).toEqual(['AlertRead', 'RuleRead']);
    await report([use(id, now)]);
    const { unusedPermissions } = await service.tokens.getUsage({ id }, caller());
    expect(unusedPermissions).toEqual(['RuleRead']);
    const all = await service.tokens.getUsage({ id: service.maker }, caller());
    expect(all.unusedPermissions.length).toBeGreaterThan(39);
  });

  it('tells the values of a token apart', async () => {
    const { id } = await service.create();
    await service.tokens.rotateToken(
      { id, fingerprint: fingerprint(), gracePeriodSeconds: 60 },
      caller(),
    );
    await report([use(id, now - 1), use(id, now, { generation: 2 })]);
    const { generations } = await service.tokens.listGenerations({ id }, caller());
    expect(generations.map((each) => [each.number, each.lastUsedAddress])).toEqual([
      [2, 'at-0'],
      [1, 'at--1'],
    ]);
  });

  it('lists the tokens that were neither used nor made since', async () => {
    const [used, idle] = [await service.create(), await service.create()];
    await report([use(used.id, now + HOUR_MS), use(idle.id, now - HOUR_MS)]);
    const since = async (ms: number) =>
      (
        await service.tokens.listTokens(
          { limit: 100, unusedSince: timestampFromMs(now + ms) },
          caller(),
        )
      ).tokens.map(({ id }) => id);
    const found = await since(HOUR_MS / 2);
    expect(found).toContain(idle.id);
    expect(found).not.toContain(used.id);
    expect(await since(-HOUR_MS / 2)).toContain(idle.id);
    expect(await since(-2 * HOUR_MS)).not.toContain(idle.id);
  });

  it('was not a use where the token was not let in', async () => {
    const { id } = await service.create();
    const { lastUsedAt: _none, ...refused } = use(id, now, {
      calls: [{ route: 'GET /x', verdict: 'address', calls: 1n }],
    });
    await report([refused]);
    expect(await lastOf(id)).toBe('');
  });

  it('is not taken from what is no report', async () => {
    for (const uses of [
      [use('nonsense', now)],
      [use(randomUUID(), now, { generation: 0 })],
      [use(randomUUID(), now, { permissions: ['x'.repeat(201)] })],
      Array.from({ length: 501 }, () => use(randomUUID(), now)),
    ])
      await expect(report(uses)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(report([], 'nonsense')).rejects.toMatchObject({ code: 'bad_request' });
  });
});
