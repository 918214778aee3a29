import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@margay/testing';
import {
  ConsumerCheckpoint,
  ConsumerParking,
  Database,
  type ParkedEvent,
  PostgresSnapshots,
  type Sql,
} from '../src/index.js';
import { migrated } from './notes.js';

describe("a consumer's bookkeeping", () => {
  let suite: TestDatabase;
  let database: Database;
  let checkpoint: ConsumerCheckpoint;
  let parking: ConsumerParking;
  const epoch = randomUUID();
  const at = (position: number, of = epoch) => ({ epoch: of, position });
  const nothing = () => Promise.resolve();

  beforeAll(async () => {
    suite = await testDatabase('notes', migrated);
    database = new Database(suite.url, 'notes');
    await database.sql`CREATE TABLE effect (note text)`;
  });
  afterAll(async () => {
    await database.close();
    await suite.drop();
  });
  beforeEach(() => {
    const name = `consumer-${randomUUID()}`;
    checkpoint = new ConsumerCheckpoint(database, name);
    parking = new ConsumerParking(database, name);
  });

  const write = (note: string) => async (sql: Sql) => {
    await sql`INSERT INTO effect (note) VALUES (${note})`;
  };
  const written = async (note: string) =>
    (await database.sql`SELECT 1 FROM effect WHERE note = ${note}`).length;

  describe('its checkpoint', () => {
    it('begins nowhere, and moves with the effect', async () => {
      expect(await checkpoint.position()).toBeUndefined();
      const note = randomUUID();
      expect(await checkpoint.commit(undefined, at(3), write(note))).toBe(true);
      expect(await checkpoint.position()).toEqual(at(3));
      expect(await checkpoint.commit(at(3), at(5), write(note))).toBe(true);
      expect(await written(note)).toBe(2);
    });

    it('that somebody else moved lets nothing have its effect', async () => {
      const note = randomUUID();
      await checkpoint.commit(undefined, at(3), nothing);
      for (const from of [undefined, at(2), at(4), at(3, randomUUID())])
        expect(await checkpoint.commit(from, at(9), write(note))).toBe(false);
      expect(await checkpoint.position()).toEqual(at(3));
      expect(await written(note)).toBe(0);
    });

    it('stays where it is when the effect fails', async () => {
      const note = randomUUID();
      const failing = async (sql: Sql) => {
        await write(note)(sql);
        throw new Error('No.');
      };
      await expect(checkpoint.commit(undefined, at(1), failing)).rejects.toThrow('No.');
      expect(await checkpoint.position()).toBeUndefined();
      expect(await written(note)).toBe(0);
    });

    it('is moved by one of many that try at once', async () => {
      const note = randomUUID();
      await checkpoint.commit(undefined, at(1), nothing);
      const tries = await Promise.all(
        Array.from({ length: 6 }, () => checkpoint.commit(at(1), at(2), write(note))),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await written(note)).toBe(1);
    });

    it('follows its log into another epoch', async () => {
      const next = randomUUID();
      await checkpoint.commit(undefined, at(7), nothing);
      expect(await checkpoint.commit(at(7), at(1, next), nothing)).toBe(true);
      expect(await checkpoint.position()).toEqual(at(1, next));
    });

    it('cannot move while it is held', async () => {
      await checkpoint.commit(undefined, at(1), nothing);
      const order: string[] = [];
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let entered: () => void = () => undefined;
      const inside = new Promise<void>((resolve) => (entered = resolve));
      const holding = checkpoint.hold(async () => {
        entered();
        await held;
        order.push('held');
      });
      await inside;
      const moving = checkpoint.commit(at(1), at(2), nothing).then(() => order.push('moved'));
      // Asked in the same moment, on a connection of its own, so it is behind the lock by now or later.
      await database.sql`SELECT 1`;
      release();
      await Promise.all([holding, moving]);
      expect(order).toEqual(['held', 'moved']);
    });
  });

  describe('what it parked', () => {
    const parked = (position: number, stream: string, attempts = 1): ParkedEvent => ({
      epoch,
      position,
      stream,
      eventId: randomUUID(),
      type: 'margay.test.v1.Made',
      attempts,
      reason: 'It fails.',
    });
    const park = (...events: ParkedEvent[]) =>
      database.transaction((sql) => parking.park(sql, events));

    it('is listed in the order of the log, and blocks its stream and no other', async () => {
      const events = [parked(9, 'made-b'), parked(4, 'made-a'), parked(7, 'made-a', 0)];
      await park(...events);
      expect((await parking.list(10)).map(({ position }) => position)).toEqual([4, 7, 9]);
      expect(await parking.list(1)).toEqual([events[1]]);
      expect(await parking.first('made-a')).toEqual(events[1]);
      expect(await parking.first('made-c')).toBeUndefined();
      expect(await parking.count()).toBe(3);
      expect(await parking.blocked(database.sql, ['made-a', 'made-c'])).toEqual(
        new Set(['made-a']),
      );
    });

    it('again is the same, with the newest reason', async () => {
      const event = parked(4, 'made-a');
      await park(event);
      await park({ ...event, attempts: 2, reason: 'It fails differently.' });
      expect(await parking.list(10)).toEqual([
        { ...event, attempts: 2, reason: 'It fails differently.' },
      ]);
    });

    it('is removed once, and all of it when the log begins anew', async () => {
      await park(parked(4, 'made-a'), parked(5, 'made-b'));
      expect(await parking.remove(database.sql, 4)).toBe(true);
      expect(await parking.remove(database.sql, 4)).toBe(false);
      await parking.clear(database.sql);
      expect(await parking.count()).toBe(0);
    });
  });

  describe('a snapshot', () => {
    it('is found by the fold that made it, and only a newer one takes its place', async () => {
      const snapshots = new PostgresSnapshots(database);
      const stream = `note-${randomUUID()}`;
      await snapshots.save(stream, 'note', 'h1', 10, { sum: 10 });
      await snapshots.save(stream, 'note', 'h1', 5, { sum: 5 });
      expect(await snapshots.load(stream, 'note', 'h1')).toEqual({
        version: 10,
        state: { sum: 10 },
      });
      expect(await snapshots.load(stream, 'note', 'h2')).toBeUndefined();
      await snapshots.save(stream, 'note', 'h2', 6, { total: 6 });
      expect(await snapshots.load(stream, 'note', 'h2')).toEqual({
        version: 6,
        state: { total: 6 },
      });
    });
  });
});
