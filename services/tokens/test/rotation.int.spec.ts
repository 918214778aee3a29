import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { fingerprint, tokensOverNats, type TokensOverNats } from './serving.js';

describe('a rotation with a grace period', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  const caller = () => service.callerOf(service.maker);
  const works = (print: Uint8Array) =>
    service.tokens
      .authenticateToken({ fingerprint: print }, caller())
      .then((answer) => (answer.token ? answer : undefined));
  const rotated = async (gracePeriodSeconds: number) => {
    const [before, after] = [fingerprint(), fingerprint()];
    const { id } = await service.create({ fingerprint: before });
    await service.tokens.rotateToken({ id, fingerprint: after, gracePeriodSeconds }, caller());
    return { id, before, after };
  };
  const numbers = async (id: string) =>
    (await service.tokens.listGenerations({ id }, caller())).generations.map(
      ({ number }) => number,
    );

  it('lets both values in under one id, and says until when the older works', async () => {
    const { id, before, after } = await rotated(3_600);
    const [old, young] = await Promise.all([works(before), works(after)]);
    expect([old?.token?.id, young?.token?.id]).toEqual([id, id]);
    expect(old?.worksUntil).toBeDefined();
    expect(young?.worksUntil).toBeUndefined();
    expect(await numbers(id)).toEqual([2, 1]);
  });

  it('can be ended early', async () => {
    const { id, before, after } = await rotated(3_600);
    await service.tokens.endRotation({ id }, caller());
    expect(await works(before)).toBeUndefined();
    expect(await works(after)).toBeDefined();
    expect(await numbers(id)).toEqual([2]);
  });

  it('can be undone, and the value taken back stays dead', async () => {
    const { id, before, after } = await rotated(3_600);
    await service.tokens.undoRotation({ id }, caller());
    expect((await works(before))?.worksUntil).toBeUndefined();
    expect(await works(after)).toBeUndefined();
    expect(await numbers(id)).toEqual([1]);
    await expect(service.tokens.undoRotation({ id }, caller())).rejects.toMatchObject({
      code: 'conflict',
    });
    const third = fingerprint();
    await service.tokens.rotateToken({ id, fingerprint: third }, caller());
    expect(await numbers(id)).toEqual([3]);
    expect(await works(after)).toBeUndefined();
  });

  it('ends by itself', async () => {
    const { before, after } = await rotated(1);
    await eventually('the older is refused', async () => (await works(before)) === undefined);
    expect(await works(after)).toBeDefined();
  });

  it('leaves two values at most', async () => {
    const { id, before, after } = await rotated(3_600);
    const third = fingerprint();
    await service.tokens.rotateToken(
      { id, fingerprint: third, gracePeriodSeconds: 3_600 },
      caller(),
    );
    expect(await works(before)).toBeUndefined();
    expect([await works(after), await works(third)]).not.toContain(undefined);
    expect(await numbers(id)).toEqual([3, 2]);
  });

  it('raises one alarm for a retired value that is used again and again', async () => {
    const { id, before } = await rotated(0);
    for (let i = 0; i < 5; i++) expect(await works(before)).toBeUndefined();
    const alarms = () => service.database.sql`
      SELECT data->>'generation' AS generation FROM event
      WHERE stream_id = ${`token-${id}`} AND type = 'RetiredValueUsed'`;
    await eventually('it is recorded', async () => (await alarms()).length > 0);
    await works(before);
    expect(await alarms()).toEqual([{ generation: '1' }]);
  });
});
