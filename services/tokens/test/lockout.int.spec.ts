import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokensOverNats, type TokensOverNats } from './serving.js';

describe('a lock-out of one', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  it('that is the caller is refused with conflict, unless it is meant', async () => {
    const { tokens, callerOf, maker } = service;
    const { id } = await service.create();
    await expect(tokens.deleteToken({ id }, callerOf(id))).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'id' }],
    });
    await tokens.deleteToken({ id, force: true }, callerOf(id));
    await expect(tokens.getToken({ id }, callerOf(maker))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('by address is judged from where the call came', async () => {
    const { tokens, callerOf } = service;
    const { id } = await service.create({ permissions: ['all'], allowedCidrBlocks: [] });
    const change = {
      id,
      name: 'ci',
      permissions: ['all'],
      allowedCidrBlocks: { blocks: ['192.0.2.0/24'] },
    };
    const from = (sourceIp: string) => ({
      ...callerOf(id),
      origin: { sourceIp, forwardedFor: [], userAgent: '' },
    });
    await expect(tokens.updateToken(change, from('203.0.113.1'))).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'allowedCIDRBlocks' }],
    });
    await tokens.updateToken(change, from('192.0.2.1'));
    await tokens.deleteToken({ id }, callerOf(service.maker));
  });
});

describe('a lock-out of everybody', () => {
  let service: TokensOverNats;
  beforeAll(async () => {
    service = await tokensOverNats();
  });
  afterAll(() => service.close());

  it('is refused, however many managers are deleted at once', async () => {
    const { tokens, callerOf, database } = service;
    const manager = { permissions: ['OrganizationAPITokenModify'], allowedCidrBlocks: [] };
    const made = await Promise.all(Array.from({ length: 5 }, () => service.create(manager)));
    const ids = [service.maker, ...made.map(({ id }) => id)];
    // Each by another, so that nobody is kept for being itself.
    const outcomes = await Promise.allSettled(
      ids.map((id, n) => tokens.deleteToken({ id }, callerOf(ids[(n + 1) % ids.length] ?? ''))),
    );
    const left = await database.sql`
      SELECT id FROM token_list WHERE deleted_at IS NULL AND permissions && ARRAY['all', 'OrganizationAPITokenModify']`;
    expect(left.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(left.length);
  });
});
