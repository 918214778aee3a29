import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@margay/contracts';
import { eventually } from '@margay/testing';
import { fingerprint, pepper, tokensOverNats, type TokensOverNats } from './serving.js';

const DAY_MS = 86_400_000;

const callerOf = (service: TokensOverNats) => service.callerOf(service.maker);
const refusalOf = async (service: TokensOverNats, print: Uint8Array) => {
  const { token, refusal } = await service.tokens.authenticateToken(
    { fingerprint: print },
    callerOf(service),
  );
  return token ? 'none' : refusal;
};
const typesOf = async ({ database }: TokensOverNats, id: string) =>
  (
    await database.sql<{ type: string }>`
      SELECT type FROM event WHERE stream_id = ${`token-${id}`} ORDER BY position`
  ).map(({ type }) => type);

describe('the life of a token', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats({ noticeIntervalMs: 50 });
  });
  afterAll(() => service.close());

  const caller = () => callerOf(service);

  it('leaves a deleted one to be read by who asks for it, and its value known for what it was', async () => {
    const print = fingerprint();
    const { id } = await service.create({ fingerprint: print });
    await service.tokens.deleteToken({ id }, caller());
    await expect(service.tokens.getToken({ id }, caller())).rejects.toMatchObject({
      code: 'not_found',
    });
    const { token } = await service.tokens.getToken({ id, deleted: true }, caller());
    expect(token).toMatchObject({ id, name: 'ci', deletedBy: { id: service.maker } });
    expect(token?.deletedAt).toBeDefined();
    expect(await refusalOf(service, print)).toBe(Refusal.DELETED);
    const ids = async (deleted: boolean) =>
      (await service.tokens.listTokens({ deleted, limit: 100 }, caller())).tokens.map(
        (each) => each.id,
      );
    expect(await ids(true)).toContain(id);
    expect(await ids(false)).not.toContain(id);
  });

  it('gives notice of its end once, however many replicas look, and at its end once more', async () => {
    const at = (ms: number) => ({ expiry: { at: timestampFromMs(Date.now() + ms) } });
    const near = await service.create(at(20 * DAY_MS));
    const short = await service.create(at(1_500));
    await service.serve(pepper(1));
    await eventually('it expired', async () =>
      (await typesOf(service, short.id)).includes('TokenExpired') ? true : undefined,
    );
    expect(await typesOf(service, near.id)).toEqual(['TokenCreated', 'TokenExpiring']);
    expect(await typesOf(service, short.id)).toEqual([
      'TokenCreated',
      'TokenExpiring',
      'TokenExpired',
    ]);
    expect((await service.tokens.getToken({ id: near.id }, caller())).token?.revision).toBe(1);
  });

  it('stops when its value leaked, and the report says nothing', async () => {
    const [known, unknown] = [fingerprint(), fingerprint()];
    const { id } = await service.create({ fingerprint: known });
    const anonymous = { ...caller(), actor: { type: 'system', id: 'anonymous' } as const };
    const answers = await Promise.all(
      [[known], [unknown], [unknown, known, known]].map((fingerprints) =>
        service.tokens.reportLeaks({ fingerprints, source: 'a commit' }, anonymous),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await eventually(
      'it is disabled',
      async () => (await refusalOf(service, known)) === Refusal.DISABLED,
    );
    expect(await typesOf(service, id)).toEqual(['TokenCreated', 'TokenLeaked', 'TokenDisabled']);
    await expect(service.tokens.enableToken({ id }, caller())).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      service.tokens.reportLeaks({ fingerprints: Array(1_001).fill(known) }, anonymous),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('a value', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  it('moves on to a new pepper by being used, and then no longer needs the old one', async () => {
    const [used, unused] = [fingerprint(), fingerprint()];
    const { id } = await service.create({ fingerprint: used });
    await service.create({ fingerprint: unused });
    await service.stop();
    await service.serve(pepper(2), pepper(1));
    expect(await refusalOf(service, used)).toBe('none');
    await eventually('it is kept under the new one', async () =>
      (await typesOf(service, id)).includes('TokenValueRekeyed') ? true : undefined,
    );
    await service.stop();
    await service.serve(pepper(2));
    expect(await refusalOf(service, used)).toBe('none');
    expect(await refusalOf(service, unused)).toBe(Refusal.UNKNOWN);
  });
});
