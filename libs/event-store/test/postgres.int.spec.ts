import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@margay/testing';
import pg from 'pg';
import {
  type AppendOutcome,
  Database,
  PostgresEventStore,
  type Upcasters,
  verifySeals,
} from '../src/index.js';
import { sqlOver } from '../src/sql.js';
import { migrated } from './notes.js';
import { cause, eventStoreContract, note, type Noted } from './event-store.contract.js';

describe('the event store in PostgreSQL', () => {
  let suite: TestDatabase;
  let database: Database;
  const stores: PostgresEventStore<Noted>[] = [];
  const open = (upcasters?: Upcasters) => {
    const store = new PostgresEventStore<Noted>(database, upcasters);
    stores.push(store);
    return store;
  };

  beforeAll(async () => {
    suite = await testDatabase('notes', migrated);
    database = new Database(suite.url, 'notes');
  });
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));
  afterAll(async () => {
    await database.close();
    await suite.drop();
  });

  const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: suite.ownerUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const append = (store: PostgresEventStore<Noted>, text = 'x') =>
    store.append({ stream: `note-${randomUUID()}`, expect: 'none', events: [note(text)], cause });

  eventStoreContract(open);

  it('hands out positions in the order of commits to several processes at once', async () => {
    const writers = [open(), open(), open(), open()];
    const from = (await writers[0]?.head())?.position ?? 0;
    await Promise.all(writers.flatMap((store) => Array.from({ length: 50 }, () => append(store))));
    const events = await open().read(from, 1_000);
    expect(events.map(({ position }) => position)).toEqual(
      Array.from({ length: 200 }, (_, index) => from + index + 1),
    );
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('loses nothing acknowledged and writes nothing twice when its connection is cut again and again', async () => {
    const store = open();
    const ids = Array.from({ length: 200 }, () => randomUUID());
    const cut = () =>
      asOwner((client) =>
        client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                      WHERE datname = current_database()
                        AND application_name = 'margay-notes-dedicated'`),
      );
    // Appends in small groups, a cut between any two: some hit a commit, some its answer, some nothing.
    const outcomes: AppendOutcome[] = [];
    for (let from = 0; from < ids.length; from += 10) {
      const group = ids
        .slice(from, from + 10)
        .map((id) =>
          store.append({ stream: `note-${id}`, expect: 'none', events: [note('x', id)], cause }),
        );
      const [written] = await Promise.all([Promise.all(group), cut()]);
      outcomes.push(...written);
    }
    expect(outcomes.every(({ kind }) => kind === 'written')).toBe(true);
    for (const id of ids) expect(await store.load(`note-${id}`)).toHaveLength(1);
    expect((await verifySeals(database.sql)).broken).toBeUndefined();
  });

  it('gives one append that the database refuses no power over the others', async () => {
    const store = open();
    const refused = store.append({
      stream: `note-${randomUUID()}`,
      expect: 'none',
      events: [note('\0')],
      cause,
    });
    const others = Array.from({ length: 5 }, () => append(store));
    await expect(refused).rejects.toThrow();
    expect((await Promise.all(others)).map(({ kind }) => kind)).toEqual(Array(5).fill('written'));
  });

  it('is led by one process at a time, and by the next when that one stops', async () => {
    const { signal } = new AbortController();
    const first = await open().lead('relay', signal);
    let led = false;
    const second = open()
      .lead('relay', signal)
      .then((lease) => {
        led = true;
        return lease;
      });
    // Long enough for the second to have asked: its connection is there.
    await eventually('the second asks', async () => {
      const { rows } = await asOwner((client) =>
        client.query<{ count: string }>(
          `SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%'
             AND state = 'idle' AND application_name = 'margay-notes-dedicated'`,
        ),
      );
      return Number(rows[0]?.count) >= 2;
    });
    expect(led).toBe(false);
    await first.release();
    await (await second).release();
  });

  describe('its seal', () => {
    const tamperings = [
      [
        'an event that was changed',
        `UPDATE notes.event SET data = '{"text":"y"}' WHERE position = $1`,
      ],
      ['an event that was taken out', `DELETE FROM notes.event WHERE position = $1`],
      [
        'a commit that was taken out with its seal',
        `WITH gone AS (DELETE FROM notes.event WHERE position = $1)
         DELETE FROM notes.seal WHERE last_position = $1`,
      ],
      ['an author that was changed', `UPDATE notes.event SET metadata = '{}' WHERE position = $1`],
    ] as const;

    it.each(tamperings)('tells %s', async (_what, statement) => {
      const store = open();
      await append(store);
      const { position } = await store.head();
      await append(store);
      expect((await verifySeals(database.sql)).broken).toBeUndefined();
      await asOwner(async (client) => {
        // What only the server's administrator can do: go round the triggers.
        await client.query(
          `SET session_replication_role = replica; SET search_path = notes; BEGIN`,
        );
        await client.query(statement.replaceAll('$1', String(position)));
        expect((await verifySeals(sqlOver(client))).broken).toBeDefined();
        await client.query('ROLLBACK');
      });
    });
  });

  describe("a service's login", () => {
    const forbidden = [
      `INSERT INTO notes.event SELECT * FROM notes.event`,
      `UPDATE notes.event SET type = 'x'`,
      `DELETE FROM notes.event`,
      `TRUNCATE notes.event CASCADE`,
      `DROP TABLE notes.event`,
      `UPDATE notes.seal SET hash = hash`,
      `DELETE FROM notes.tag`,
      `ALTER TABLE notes.event DISABLE TRIGGER ALL`,
      `DROP FUNCTION notes.append`,
      `CREATE OR REPLACE FUNCTION notes.new_epoch() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'`,
    ];
    it.each(forbidden)('may not %s', async (statement) => {
      const text = Object.assign([statement], { raw: [statement] });
      await expect(database.sql(text)).rejects.toThrow(/permission denied|must be owner/);
    });
  });

  it('refuses changes even to the owner of its tables', async () => {
    await append(open());
    for (const table of ['event', 'seal', 'epoch'])
      for (const statement of [`DELETE FROM notes.${table}`, `TRUNCATE notes.${table} CASCADE`])
        await expect(asOwner((client) => client.query(statement))).rejects.toThrow(
          /only ever added/,
        );
  });
});
