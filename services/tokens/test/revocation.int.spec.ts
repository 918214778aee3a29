import { randomUUID } from 'node:crypto';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokensOverNats, type TokensOverNats } from './serving.js';

describe('a revocation of many tokens', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  const caller = () => service.callerOf(service.maker);
  const revoke = (selection: object, more: object = {}) =>
    service.tokens.revokeTokens({ reason: 'An incident.', ...selection, ...more }, caller());
  const would = async (selection: object) =>
    (await revoke(selection, { dryRun: true })).tokens.map(({ id }) => id);

  it('means what tokens are alike in, all of it, and never the caller itself', async () => {
    const name = `r-${randomUUID()}`;
    const a = await service.create({ name: `${name}-a`, permissions: ['AlertRead'] });
    const b = await service.create({
      name: `${name}-b_%`,
      permissions: ['RuleRead'],
      allowedCidrBlocks: ['192.0.2.0/24'],
    });
    const all = await service.create({ permissions: ['all'], allowedCidrBlocks: [] });
    const c = await service.create({ name: `${name}-c` }, service.callerOf(all.id));
    expect(await would({ name: `${name}*` })).toEqual([a.id, b.id, c.id]);
    expect(await would({ name: `${name}-b_%` })).toEqual([b.id]);
    expect(await would({ name: `${name}-a_` })).toEqual([]);
    expect(await would({ name: `${name}*`, permission: 'RuleRead' })).toEqual([b.id]);
    expect(await would({ permission: 'RuleRead' })).toEqual([b.id, all.id]);
    expect(await would({ createdBy: all.id })).toEqual([c.id]);
    expect(await would({ address: '192.0.2.7' })).toEqual([b.id]);
    expect(await would({ address: '192.0.0.0/16' })).toEqual([b.id]);
    await service.tokens.reportUse(
      {
        batchId: randomUUID(),
        uses: [
          {
            tokenId: a.id,
            generation: 1,
            lastUsedAt: timestampFromMs(Date.now() - 86_400_000),
            lastUsedAddress: '198.51.100.1',
          },
        ],
      },
      caller(),
    );
    expect(await would({ address: '198.51.100.0/24' })).toEqual([a.id]);
    const unusedSince = timestampFromMs(Date.now() - 3_600_000);
    expect(await would({ name: `${name}*`, unusedSince })).toEqual([a.id]);
    expect(await would({ name: 'Administrator' })).toEqual([]);
  });

  it('changes nothing by a dry run, then deletes just those, as parts of one order', async () => {
    const name = `d-${randomUUID()}`;
    const made = [
      await service.create({ name: `${name}-1` }),
      await service.create({ name: `${name}-2` }),
    ];
    const ids = made.map(({ id }) => id);
    expect(await would({ name: `${name}*` })).toEqual(ids);
    const { revocationId, tokens, more } = await revoke({ name: `${name}*` });
    expect([tokens.map(({ id }) => id), more]).toEqual([ids, false]);
    for (const id of ids)
      await expect(service.tokens.getToken({ id }, caller())).rejects.toMatchObject({
        code: 'not_found',
      });
    const events = await service.database.sql`
      SELECT type, coalesce(data->>'revocationId', stream_id) AS of, data->>'reason' AS reason
      FROM event WHERE data->>'revocationId' = ${revocationId}
                    OR stream_id = ${`revocation-${revocationId}`} ORDER BY position`;
    const reason = 'An incident.';
    expect(events).toEqual([
      { type: 'TokensRevoked', of: `revocation-${revocationId}`, reason },
      { type: 'TokenDeleted', of: revocationId, reason },
      { type: 'TokenDeleted', of: revocationId, reason },
    ]);
    expect(await revoke({ name: `${name}*` })).toMatchObject({ revocationId: '', tokens: [] });
  });

  it('that would mean everything, or nothing that can be, is refused where it is wrong', async () => {
    for (const [selection, paths] of [
      [{}, ['']],
      [{ name: '*' }, ['name']],
      [{ address: 'nonsense', reason: ' ' }, ['reason', 'address']],
      [{ address: '10.0.0.1/8' }, ['address']],
      [{ permission: 'x'.repeat(201) }, ['permission']],
    ] as const)
      await expect(revoke(selection)).rejects.toMatchObject({
        code: 'bad_request',
        fields: paths.map((path) => ({ path })),
      });
  });
});
