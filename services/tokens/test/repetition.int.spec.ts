import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprint, pepper, tokensOverNats, type TokensOverNats } from './serving.js';

describe('a request under an idempotency key', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  let keys = 0;
  const newKey = () => `key-${keys++}`;
  const caller = () => service.callerOf(service.maker);
  const creation = (idempotencyKey: string, print = fingerprint()) => ({
    fingerprint: print,
    idempotencyKey,
  });

  it('makes one token however often and wherever it arrives, and gives the same answer', async () => {
    const request = creation(newKey());
    const answers = await Promise.all(Array.from({ length: 8 }, () => service.create(request)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await service.create(request)).toEqual(answers[0]);
  });

  it('is refused as unprocessable when it is another request', async () => {
    const key = newKey();
    await service.create(creation(key));
    await expect(service.create(creation(key))).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('is another request when another caller sends it', async () => {
    const key = newKey();
    const mine = await service.create(creation(key));
    const other = await service.create({ permissions: ['all'] });
    const theirs = await service.create(creation(key), service.callerOf(other.id));
    expect(theirs.id).not.toBe(mine.id);
  });

  it('rotates once, however often it arrives', async () => {
    const { id } = await service.create();
    const request = { id, ...creation(newKey()), gracePeriodSeconds: 60 };
    const first = await service.tokens.rotateToken(request, caller());
    expect(await service.tokens.rotateToken(request, caller())).toEqual(first);
    const { generations } = await service.tokens.listGenerations({ id }, caller());
    expect(generations.map(({ number }) => number)).toEqual([2, 1]);
  });

  it('is answered again to who may only hear it again, and carried out for nobody else', async () => {
    const { id } = await service.create();
    const request = { id, ...creation(newKey()) };
    await expect(
      service.tokens.rotateToken({ ...request, repeatOnly: true }, caller()),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const first = await service.tokens.rotateToken(request, caller());
    const again = await service.tokens.rotateToken({ ...request, repeatOnly: true }, caller());
    expect(again).toEqual(first);
  });

  it('is refused with conflict once the value that it led to no longer works', async () => {
    const request = creation(newKey());
    const { id } = await service.create(request);
    await service.tokens.rotateToken({ id, fingerprint: fingerprint() }, caller());
    await expect(service.create(request)).rejects.toMatchObject({ code: 'conflict' });
    await service.tokens.deleteToken({ id }, caller());
    await expect(service.create(request)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is known again under a pepper that no longer signs', async () => {
    const request = creation(newKey());
    const first = await service.create(request);
    await service.stop();
    await service.serve(pepper(2), pepper(1));
    expect((await service.create(request)).id).toBe(first.id);
  });
});

describe('a token that somebody else changed first', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  it('is left alone by who expects another revision, and the revision is what is read', async () => {
    const { tokens } = service;
    const caller = service.callerOf(service.maker);
    const { id, revision } = await service.create();
    expect(revision).toBe(1);
    const write = { id, name: 'cd', permissions: ['AlertRead'] };
    const { token } = await tokens.updateToken({ ...write, ifMatch: [revision] }, caller);
    expect(token?.revision).toBe(2);
    expect((await tokens.getToken({ id }, caller)).token).toEqual(token);
    const late = { ifMatch: [revision] };
    for (const attempt of [
      tokens.updateToken({ ...write, name: 'x', ...late }, caller),
      tokens.rotateToken({ id, fingerprint: fingerprint(), ...late }, caller),
      tokens.disableToken({ id, reason: 'x', ...late }, caller),
      tokens.enableToken({ id, ...late }, caller),
      tokens.deleteToken({ id, ...late }, caller),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'precondition_failed' });
    expect((await tokens.getToken({ id }, caller)).token).toEqual(token);
  });
});
