import { CHAIN_START, publishedRecord, takenApart } from '@margay/audit-proof';
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { AttemptRecordedSchema, TokenUpdatedSchema } from '@margay/contracts';
import { type Auditable, draftOf } from './auditable.js';
import { assertAsSealed, type Decided, type Known, sealRecords } from './sealing.js';

const cause = {
  actor: { type: 'api-token', id: 't-1', name: 'ci' },
  requestId: 'r-1',
  origin: { sourceIp: '192.0.2.7', forwardedFor: [], userAgent: 'curl' },
} as const;
const event = (id: string, name: string): Auditable => ({
  source: 'tokens',
  position: 1,
  id,
  at: new Date(0),
  cause,
  message: create(TokenUpdatedSchema, { tokenId: 'k', name }),
});
const attempt: Auditable = {
  ...event('a-1', ''),
  source: 'audit',
  message: create(AttemptRecordedSchema, { actionName: 'UPDATE_API_TOKEN', result: 'SUCCEEDED' }),
};
const known = (more: Partial<Known> = {}): Known => ({
  decided: new Map(),
  told: new Set(),
  states: new Map(),
  subjectKeys: new Map([['t-1', Buffer.alloc(32, 1)]]),
  last: { sequence: 41, chain: CHAIN_START },
  productVersion: '0.1.0',
  ...more,
});
const seal = (events: readonly Auditable[], about = known()) =>
  sealRecords(
    events.map((each) => [each, draftOf(each)] as const),
    about,
  );

describe('sealing', () => {
  it('goes on with the next number', () => {
    const { sealed } = seal([event('e-1', 'a'), event('e-2', 'b')]);
    expect(sealed.map(({ record }) => record?.leaf.sequence)).toEqual([42, 43]);
  });

  it('knows what an event changed from the one before it', () => {
    const { sealed, states } = seal([event('e-1', 'a'), event('e-2', 'b')]);
    expect(sealed[1]?.record?.leaf.changes).toEqual([{ field: 'name', before: 'a', after: 'b' }]);
    expect([...states.values()]).toMatchObject([{ name: 'b' }]);
  });

  it('leaves nothing personal in what is hashed', () => {
    const text = seal([event('e-1', 'a')]).sealed[0]?.record?.text ?? '';
    for (const personal of ['192.0.2.7', 'curl', '"ci"']) expect(text).not.toContain(personal);
  });

  it('takes a published record apart into what was hashed', () => {
    const record = seal([event('e-1', 'a')]).sealed[0]?.record;
    if (!record) throw new Error('It has a record.');
    const kept = { personal: record.draft.personal, opening: 'o' };
    expect(takenApart(publishedRecord(record.leaf, kept))).toEqual({ leaf: record.leaf, kept });
    expect(takenApart(publishedRecord(record.leaf, undefined))).toEqual({ leaf: record.leaf });
  });

  it('leaves out an attempt of which was told, and that alone', () => {
    const told = known({ told: new Set(['r-1']) });
    expect(seal([attempt], told).sealed[0]?.record).toBeUndefined();
    expect(seal([event('e-1', 'a')], told).sealed[0]?.record).toBeDefined();
    expect(seal([attempt]).sealed[0]?.record).toBeDefined();
  });

  describe('made anew', () => {
    const first = seal([event('e-1', 'a')]).sealed[0]?.record;
    const decided: Decided = {
      sequence: first?.leaf.sequence ?? null,
      commitment: first?.leaf.seal.commitment ?? null,
      version: '0.1.0',
      leafHash: first?.hash ?? null,
      present: false,
    };
    const again = (more: object = {}) =>
      known({
        decided: new Map([['e-1', { ...decided, ...more }]]),
        // Neither the version nor the key of then is needed.
        productVersion: '9.9.9',
        subjectKeys: new Map(),
        last: { sequence: 900, chain: CHAIN_START },
      });

    it('is the same to the byte', () => {
      const { sealed } = seal([event('e-1', 'a')], again());
      expect(sealed[0]?.record?.text).toBe(first?.text);
      expect(sealed[0]?.isNew).toBe(false);
    });
    it('is refused when it is not', () =>
      expect(() => assertAsSealed(seal([event('e-1', 'other')], again()).sealed)).toThrow(
        'not the one that was sealed',
      ));
    it('is left alone while it is there', () =>
      expect(
        seal([event('e-1', 'a')], again({ present: true })).sealed[0]?.record,
      ).toBeUndefined());
  });

  it('calls the platform itself by the id that consumers know, and nobody else', () => {
    const by = (id: string) =>
      draftOf({ ...event('e', 'a'), cause: { ...cause, actor: { type: 'system', id } } });
    expect(by('tokens').leaf.actor.id).toBe('00000000-0000-4000-8000-000000000000');
    expect(by('tokens').personal.name).toBe('tokens');
    expect(by('anonymous').leaf.actor.id).toBe('anonymous');
  });

  it('lets no secret in', () => {
    const value = `mgy_${'a'.repeat(40)}`;
    const { leaf } = draftOf(event('e', `my ${value}`));
    expect(JSON.stringify(leaf)).not.toContain(value);
  });
});
