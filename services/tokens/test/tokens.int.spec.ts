import { randomUUID } from 'node:crypto';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprintOf, newTokenValue, Refusal } from '@margay/contracts';
import type { Caller } from '@margay/messaging';
import { eventually } from '@margay/testing';
import { fingerprint, pepper, tokensOverNats, type TokensOverNats } from './serving.js';

describe('the tokens service', () => {
  let service: TokensOverNats;
  let tokens: TokensOverNats['tokens'];
  let database: TokensOverNats['database'];
  let maker = '';

  const callerOf = (id: string) => service.callerOf(id);
  const caller = () => callerOf(maker);
  const create = async (more?: object, by?: Caller) => ({ token: await service.create(more, by) });

  const refusalOf = async (print: Uint8Array) => {
    const { token, refusal } = await tokens.authenticateToken({ fingerprint: print }, caller());
    return token ? 'none' : refusal;
  };

  beforeAll(async () => {
    service = await tokensOverNats();
    ({ tokens, database, maker } = service);
  });
  afterAll(() => service.close());

  it('answers a creation with the token as it is kept, and nothing to recognise its value by', async () => {
    const print = fingerprint();
    const { token } = await create({ name: ' ci ', fingerprint: print });
    expect(token).toMatchObject({
      name: 'ci',
      permissions: ['AlertRead'],
      allowedCidrBlocks: ['10.0.0.0/8'],
      createdBy: { id: maker },
    });
    const shown = JSON.stringify(token, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(shown).not.toContain(print.toString('hex'));
    expect(shown).not.toContain(print.toString('base64'));
  });

  it('knows a token at once, whichever replica is asked', async () => {
    for (let i = 0; i < 20; i++) {
      const print = fingerprint();
      const { token } = await create({ fingerprint: print });
      const answer = await tokens.authenticateToken({ fingerprint: print }, caller());
      expect(answer.token?.id).toBe(token?.id);
      expect(Number(answer.position)).toBeGreaterThan(0);
    }
  });

  it('no longer knows a token the moment its deletion is acknowledged, whichever replica is asked', async () => {
    for (let i = 0; i < 20; i++) {
      const print = fingerprint();
      const { token } = await create({ fingerprint: print });
      await tokens.deleteToken({ id: token.id }, caller());
      expect(await refusalOf(print)).toBe(Refusal.DELETED);
      await expect(tokens.getToken({ id: token.id }, caller())).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });

  it('shows a change at once, and who made it when', async () => {
    const { token } = await create();
    expect(token).not.toHaveProperty('updatedAt.seconds');
    const answer = await tokens.updateToken(
      { id: token.id, name: 'cd', permissions: ['RuleRead'] },
      caller(),
    );
    expect(answer.token).toMatchObject({
      id: token?.id,
      name: 'cd',
      permissions: ['RuleRead'],
      allowedCidrBlocks: ['10.0.0.0/8'],
      createdAt: token?.createdAt,
      updatedAt: { seconds: expect.any(BigInt) as unknown as bigint },
      updatedBy: { id: maker },
    });
    expect((await tokens.getToken({ id: token.id }, caller())).token).toEqual(answer.token);
  });

  it('knows the new value and no longer the old one the moment a rotation is acknowledged', async () => {
    for (let i = 0; i < 10; i++) {
      const [before, after] = [fingerprint(), fingerprint()];
      const { token } = await create({ fingerprint: before });
      const id = token.id;
      const { token: rotated } = await tokens.rotateToken({ id, fingerprint: after }, caller());
      expect(rotated?.rotatedAt).toBeDefined();
      expect(await refusalOf(before)).toBe(Refusal.RETIRED);
      const answer = await tokens.authenticateToken({ fingerprint: after }, caller());
      expect(answer.token).toEqual(rotated);
    }
  });

  it('takes what a caller may hand on from the log, not from the call', async () => {
    const { token: poor } = await create({ permissions: ['AlertRead'] });
    const { token: rich } = await create({ permissions: ['all'] });
    const by = callerOf(poor.id);
    const wish = { name: 'x', permissions: ['RuleRead'], fingerprint: fingerprint() };
    const refusal = {
      code: 'forbidden',
      fields: [{ path: 'permissions[0]' }, { path: 'allowedCIDRBlocks' }],
    };
    await expect(tokens.createToken(wish, by)).rejects.toMatchObject(refusal);
    await expect(
      tokens.createToken({ ...wish, overrideReason: 'I want to' }, by),
    ).rejects.toMatchObject(refusal);
    const id = rich.id;
    await expect(tokens.rotateToken({ id, fingerprint: fingerprint() }, by)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      tokens.updateToken({ id, name: 'x', permissions: ['all'] }, by),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await tokens.deleteToken({ id: poor.id }, caller());
    await expect(create({}, by)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('lets nobody hand on rights who is no token', async () => {
    for (const type of ['system', 'user'] as const)
      await expect(
        create({}, { actor: { type, id: maker }, requestId: randomUUID() }),
      ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('keeps the reason of an administrator who hands on more than they have', async () => {
    const { token: bound } = await create({ permissions: ['all'] });
    const overrideReason = 'The office moves.';
    const { token } = await create({ allowedCidrBlocks: [], overrideReason }, callerOf(bound.id));
    const [row] = await database.sql<{ reason: string }>`
      SELECT data->>'overrideReason' AS reason FROM event WHERE stream_id = ${`token-${token?.id}`}`;
    expect(row?.reason).toBe(overrideReason);
  });

  it('does not let a token in while it is disabled, and shows managers why', async () => {
    const print = fingerprint();
    const {
      token: { id },
    } = await create({ fingerprint: print });
    const off = await tokens.disableToken({ id, reason: 'It leaked.' }, caller());
    expect(off.token).toMatchObject({ disabledReason: 'It leaked.' });
    expect(off.token?.disabledAt).toBeDefined();
    expect(await refusalOf(print)).toBe(Refusal.DISABLED);
    await expect(create({}, callerOf(id))).rejects.toMatchObject({ code: 'unauthorized' });
    const on = await tokens.enableToken({ id }, caller());
    expect(on.token).toMatchObject({ disabledReason: '' });
    expect(await refusalOf(print)).toBe('none');
  });

  it('does not know a value that nobody has', async () => {
    expect(await refusalOf(fingerprint())).toBe(Refusal.UNKNOWN);
  });

  it('no longer knows a token that is over', async () => {
    const print = fingerprint();
    const at = timestampFromMs(Date.now() + 1_000);
    const { token } = await create({ fingerprint: print, expiry: { at } });
    expect(token?.expiresAt).toEqual(at);
    await eventually('it is refused', async () => (await refusalOf(print)) === Refusal.EXPIRED);
  });

  it.each(['', 'self', 'no-uuid', randomUUID()])('has no token "%s"', async (id) => {
    await expect(tokens.getToken({ id }, caller())).rejects.toMatchObject({ code: 'not_found' });
    await expect(tokens.deleteToken({ id }, caller())).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|bad_request/),
    });
  });

  it('deletes once, and a second time changes nothing', async () => {
    const { token } = await create();
    const id = token.id;
    await tokens.deleteToken({ id }, caller());
    await tokens.deleteToken({ id }, caller());
    const events =
      await database.sql`SELECT type FROM event WHERE stream_id = ${`token-${id}`} ORDER BY version`;
    expect(events.map(({ type }) => type)).toEqual(['TokenCreated', 'TokenDeleted']);
  });

  it('names every field of a grant that is wrong, and writes nothing', async () => {
    const before = await database.sql`SELECT count(*) FROM event`;
    await expect(
      create({
        name: '',
        permissions: ['AlertRead', 'Nonsense'],
        allowedCidrBlocks: ['10.0.0.1/8'],
      }),
    ).rejects.toMatchObject({
      code: 'bad_request',
      fields: [
        { path: 'name' },
        { path: 'permissions[1]', message: 'There is no such permission.' },
        { path: 'allowedCIDRBlocks[0]' },
      ],
    });
    await expect(create({ fingerprint: Buffer.alloc(31) })).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(await database.sql`SELECT count(*) FROM event`).toEqual(before);
  });

  it('lists in pages that stay what they are while tokens are created', async () => {
    const made = new Set<string>();
    for (let i = 0; i < 7; i++) made.add((await create()).token.id);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await tokens.listTokens({ limit: 3, cursor }, caller());
      expect(page.tokens.length).toBeLessThanOrEqual(3);
      seen.push(...page.tokens.map(({ id }) => id));
      await create();
      if (page.next === '' || seen.length > 500) break;
      cursor = page.next;
      if ([...made].every((id) => seen.includes(id))) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of made) expect(seen).toContain(id);
  });

  it('refuses a cursor that it did not make', async () => {
    for (const cursor of ['x', 'bm9uc2Vuc2Utbm9uc2Vuc2Utbm9uc2Vuc2U'])
      await expect(tokens.listTokens({ cursor }, caller())).rejects.toMatchObject({
        code: 'bad_request',
        fields: [{ path: 'cursor' }],
      });
  });

  it('made the first token once, though every replica saw to it', async () => {
    const { token } = await tokens.authenticateToken({ fingerprint: service.bootstrap }, caller());
    expect(token).toMatchObject({ name: 'Administrator', permissions: ['all'] });
    const [row] = await database.sql<{ count: number }>`
      SELECT count(*) FROM event WHERE data->'grant'->>'name' = 'Administrator'`;
    expect(row?.count).toBe(1);
  });

  it('keeps neither values nor fingerprints, only keyed digests', async () => {
    const value = newTokenValue();
    const print = fingerprintOf(value);
    await create({ fingerprint: print });
    const [row] = await database.sql<{ log: string }>`
      SELECT string_agg(data::text || metadata::text, '') AS log FROM event`;
    for (const secret of [
      value,
      print.toString('hex'),
      print.toString('base64'),
      print.toString('base64url'),
    ])
      expect(row?.log).not.toContain(secret);
    expect(row?.log).toContain('hmac');
  });

  it('knows tokens made under an older pepper after a new one signs', async () => {
    const old = fingerprint();
    const { token } = await create({ fingerprint: old });
    await service.stop();
    await service.serve(pepper(2), pepper(1));
    const answer = await tokens.authenticateToken({ fingerprint: old }, caller());
    expect(answer.token?.id).toBe(token?.id);
    const young = fingerprint();
    const made = await create({ fingerprint: young });
    expect((await tokens.authenticateToken({ fingerprint: young }, caller())).token?.id).toBe(
      made.token?.id,
    );
    const [row] = await database.sql<{ pepper: string }>`
      SELECT data->'digest'->>'pepper' AS pepper FROM event
      WHERE stream_id = ${`token-${made.token?.id}`}`;
    expect(row?.pepper).toBe('2');
  });
});
