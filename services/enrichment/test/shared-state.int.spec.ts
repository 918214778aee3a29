import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SharedKind, SharedStateApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import type { Client } from '@margay/messaging';
import { eventually, type TestDatabase, testNats } from '@margay/testing';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { caller, enrichmentDatabase, Serving } from './serving.js';

const HOUR = 3_600;

describe('what detections remember', () => {
  let database: TestDatabase;
  let serving: Serving;
  let state: Client<typeof SharedStateApi>;
  let owner: Database;

  beforeAll(async () => {
    database = await enrichmentDatabase();
    owner = new Database(database.ownerUrl, 'enrichment');
    serving = new Serving(testNats(), database);
    state = serving.client.of(SharedStateApi);
    await serving.replica({ worker: false });
    await serving.replica({ worker: false });
  });
  afterAll(async () => {
    await serving.close();
    await owner.close();
    await database.drop();
  });

  const fresh = () => ({ namespace: `ns-${randomUUID()}`, key: 'k' });
  type Place = ReturnType<typeof fresh>;
  const increment = (place: Place, by = 1, threshold = 0, windowSeconds = HOUR) =>
    state.incrementCounter(
      { ...place, by: BigInt(by), threshold: BigInt(threshold), windowSeconds },
      caller(),
    );
  const change = (place: Place, more: object) =>
    state.changeSet({ ...place, add: [], remove: [], ttlSeconds: HOUR, ...more }, caller());
  const members = async (place: Place) => (await state.getSet(place, caller())).members;
  const putValue = (place: Place, value: unknown, ttlSeconds = HOUR) =>
    state.putValue({ ...place, value: Buffer.from(JSON.stringify(value)), ttlSeconds }, caller());
  /** As if time had passed. */
  const expire = ({ namespace }: Place) =>
    owner.sql`UPDATE shared_state SET expires_at = now() - interval '1 second'
      WHERE namespace = ${namespace}`;
  const keys = async (namespace: string) =>
    Number((await state.getNamespace({ namespace }, caller())).keys);

  describe('a counter', () => {
    it('comes to the exact sum of what is added at once on all replicas, and crosses its threshold once', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }),
          fc.integer({ min: 1, max: 400 }),
          async (steps, threshold) => {
            const place = fresh();
            const answers = await Promise.all(steps.map((by) => increment(place, by, threshold)));
            const sum = steps.reduce((total, by) => total + by, 0);
            expect((await state.getCounter(place, caller())).count).toBe(BigInt(sum));
            expect(new Set(answers.map(({ count }) => count)).size).toBe(steps.length);
            expect(answers.filter(({ crossed }) => crossed)).toHaveLength(sum >= threshold ? 1 : 0);
          },
        ),
        { numRuns: 20 },
      ));

    it('keeps the window that it opened with, and starts from nothing when that has ended', async () => {
      const place = fresh();
      const { expiresAt } = await increment(place, 5);
      expect((await increment(place, 1, 0, 60)).expiresAt).toEqual(expiresAt);
      await expire(place);
      expect((await state.getCounter(place, caller())).count).toBe(0n);
      expect(await increment(place, 2, 2)).toMatchObject({ count: 2n, crossed: true });
    });

    it('is nothing where there is none, and when it is forgotten', async () => {
      const place = fresh();
      expect((await state.getCounter(place, caller())).count).toBe(0n);
      await increment(place);
      const forget = () => state.forget({ ...place, kind: SharedKind.COUNTER }, caller());
      expect((await forget()).found).toBe(true);
      expect((await forget()).found).toBe(false);
      expect((await state.getCounter(place, caller())).count).toBe(0n);
    });
  });

  describe('a set', () => {
    it('holds afterwards what a set in memory would hold, whatever was done to it', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              add: fc.array(fc.constantFrom('a', 'b', 'c', 'Ä', '🦊'), { maxLength: 3 }),
              remove: fc.array(fc.constantFrom('a', 'b', 'c', 'Ä'), { maxLength: 2 }),
              replace: fc.boolean(),
            }),
            { minLength: 1, maxLength: 8 },
          ),
          async (changes) => {
            const place = fresh();
            let expected = new Set<string>();
            for (const { add, remove, replace } of changes) {
              expected = new Set([...(replace ? [] : expected), ...add]);
              for (const member of remove) expected.delete(member);
              await change(place, { add, remove, replace });
            }
            expect(new Set(await members(place))).toEqual(expected);
          },
        ),
        { numRuns: 25 },
      ));

    it('loses no member that is added at once with others', async () => {
      const place = fresh();
      const names = Array.from({ length: 80 }, (_, n) => `user-${n}`);
      await Promise.all(names.map((name) => change(place, { add: [name] })));
      expect(await members(place)).toEqual([...names].sort());
    });

    it('lives on with what is added, not with what is taken away', async () => {
      const place = fresh();
      const first = await change(place, { add: ['a', 'b'], ttlSeconds: 60 });
      expect((await change(place, { remove: ['a'] })).expiresAt).toEqual(first.expiresAt);
      const { expiresAt } = await change(place, { add: ['c'] });
      if (!expiresAt || !first.expiresAt) throw new Error('It never expires.');
      expect(timestampDate(expiresAt) > timestampDate(first.expiresAt)).toBe(true);
      await expire(place);
      expect(await members(place)).toEqual([]);
      expect((await change(place, { add: ['d'] })).members).toEqual(['d']);
    });

    it('has a thousand members and no more', async () => {
      const place = fresh();
      const many = Array.from({ length: 1_000 }, (_, n) => `m${n}`);
      await change(place, { add: many });
      await expect(change(place, { add: ['one more'] })).rejects.toMatchObject({
        code: 'too_large',
      });
      expect(await members(place)).toHaveLength(1_000);
    });
  });

  describe('a value', () => {
    it('comes back as it was put, until it expires', () =>
      fc.assert(
        fc.asyncProperty(fc.json(), async (json) => {
          const place = fresh();
          await state.putValue({ ...place, value: Buffer.from(json), ttlSeconds: HOUR }, caller());
          const { value } = await state.getValue(place, caller());
          expect(Buffer.from(value ?? []).toString()).toBe(json);
          await expire(place);
          expect((await state.getValue(place, caller())).value).toBeUndefined();
        }),
        { numRuns: 15 },
      ));

    it('is told from one that is not there, even where it is null', async () => {
      const place = fresh();
      expect((await state.getValue(place, caller())).value).toBeUndefined();
      await putValue(place, null);
      expect(Buffer.from((await state.getValue(place, caller())).value ?? []).toString()).toBe(
        'null',
      );
    });
  });

  it.each([
    ['namespace', { namespace: 'a b' }],
    ['namespace', { namespace: '' }],
    ['key', { key: '' }],
    ['key', { key: 'a\u0000b' }],
    ['key', { key: 'x'.repeat(201) }],
    ['by', { by: 0n }],
    ['windowSeconds', { windowSeconds: 0 }],
    ['windowSeconds', { windowSeconds: 30 * 86_400 + 1 }],
  ])('refuses a bad %s: %j', async (path, more) => {
    const request = { ...fresh(), by: 1n, windowSeconds: 1, ...more };
    await expect(state.incrementCounter(request, caller())).rejects.toMatchObject({
      code: 'bad_request',
      fields: [expect.objectContaining({ path })],
    });
  });

  it.each([
    ['no JSON', Buffer.from('{')],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['too long', Buffer.from(`"${'x'.repeat(65_536)}"`)],
  ])('refuses a value that is %s', async (_what, value) => {
    await expect(
      state.putValue({ ...fresh(), value, ttlSeconds: 1 }, caller()),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });

  describe('a namespace', () => {
    /** Everything that goes into the stripe of the key `k`. */
    const fill = (namespace: string, expiresInSeconds: number) =>
      owner.sql<{ key: string }>`
        INSERT INTO shared_state (namespace, kind, key, count, expires_at)
        SELECT ${namespace}, 'counter', 'n' || n, 1,
          now() + ${expiresInSeconds} * interval '1 second'
        FROM generate_series(1, 110000) AS n
        WHERE (hashtext('counter n' || n) & 15) = (hashtext('counter k') & 15)
        LIMIT 6250 RETURNING key`;

    it('counts its keys, and forgets them all at a word', async () => {
      const place = fresh();
      await Promise.all(
        Array.from({ length: 40 }, (_, n) => increment({ ...place, key: `k${n % 20}` })),
      );
      await change({ ...place, key: 'k1' }, { add: ['a'] });
      expect(await keys(place.namespace)).toBe(21);
      const other = fresh();
      await increment(other);
      const { forgotten } = await state.clearNamespace({ namespace: place.namespace }, caller());
      expect(forgotten).toBe(21n);
      expect(await keys(place.namespace)).toBe(0);
      expect(await keys(other.namespace)).toBe(1);
    });

    it('takes no more keys when it is full, but goes on with those it has', async () => {
      const place = fresh();
      const filled = await fill(place.namespace, HOUR);
      await expect(increment(place)).rejects.toMatchObject({ code: 'conflict' });
      expect((await increment({ ...place, key: filled[0]?.key ?? '' })).count).toBe(2n);
    });

    it('makes room by itself where what fills it has expired', async () => {
      const place = fresh();
      await fill(place.namespace, -HOUR);
      expect((await increment(place)).count).toBe(1n);
      expect(await keys(place.namespace)).toBe(1);
    });
  });

  it('is swept when it has expired, wherever it came from', async () => {
    const place = fresh();
    await increment(place);
    await putValue({ ...place, key: 'v' }, 1);
    await expire(place);
    await eventually('it is swept', async () => (await keys(place.namespace)) === 0);
  });
});
