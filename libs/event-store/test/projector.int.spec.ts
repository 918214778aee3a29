import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@margay/testing';
import fc from 'fast-check';
import {
  Database,
  PostgresEventStore,
  type Projection,
  Projector,
  type Recorded,
  rowsOf,
  type Sql,
} from '../src/index.js';
import { cause, note, type Noted } from './event-store.contract.js';
import { migrated } from './notes.js';

/** Counts and keeps what was noted. Adding up, so that an event applied twice would show. */
class Tally implements Projection<Noted> {
  readonly name = 'tally';
  readonly tables = {
    tally:
      'stream text PRIMARY KEY, events integer NOT NULL, texts text NOT NULL, mark text NOT NULL',
  };
  calls = 0;

  constructor(
    readonly version = 1,
    private readonly mark = 'first',
    private readonly trouble: (calls: number) => void = () => undefined,
  ) {}

  async indexes(sql: Sql): Promise<void> {
    await sql`CREATE INDEX ON ${sql.table('tally')} (events)`;
  }

  async apply(events: readonly Recorded<Noted>[], sql: Sql): Promise<void> {
    const rows = events.map(({ stream, event }) => ({
      stream,
      text: event.type === 'Noted' ? event.text : '',
      mark: this.mark,
    }));
    await sql`
      INSERT INTO ${sql.table('tally')} AS t (stream, events, texts, mark)
      SELECT r.stream, 1, r.text, r.mark FROM ${rowsOf(rows, 'stream text, text text, mark text')} AS r
      ON CONFLICT (stream) DO UPDATE SET events = t.events + 1, texts = t.texts || EXCLUDED.texts`;
    this.calls++;
    // After the rows were written: what is not committed must leave nothing behind.
    this.trouble(this.calls);
  }
}

interface Row {
  readonly stream: string;
  readonly events: number;
  readonly texts: string;
  readonly mark: string;
}

describe('a projection', () => {
  let suite: TestDatabase;
  let database: Database;
  let store: PostgresEventStore<Noted>;
  let projectors: Projector<Noted>[] = [];

  beforeEach(async () => {
    suite = await testDatabase('notes', migrated);
    database = new Database(suite.url, 'notes', { connections: 12 });
    store = new PostgresEventStore(database);
  });
  afterEach(async () => {
    await Promise.all(projectors.map((projector) => projector.stop()));
    projectors = [];
    await store.close();
    await database.close();
    await suite.drop();
  });

  const project = (tally = new Tally()) => {
    const projector = new Projector(database, store, tally);
    projectors.push(projector);
    projector.start();
    return projector;
  };
  const append = (stream: string, ...texts: string[]) =>
    store.append({ stream, expect: 'any', events: texts.map((text) => note(text)), cause });
  const rows = () => database.sql<Row>`SELECT * FROM tally ORDER BY stream`;

  /** What the rows must be, by folding the log. */
  const folded = async (mark = 'first'): Promise<Row[]> => {
    const byStream = new Map<string, Row>();
    for (const { stream, event } of await store.read(0, 100_000)) {
      const row = byStream.get(stream) ?? { stream, events: 0, texts: '', mark };
      const text = event.type === 'Noted' ? event.text : '';
      byStream.set(stream, { ...row, events: row.events + 1, texts: row.texts + text });
    }
    return [...byStream.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
  };

  it('shows what was acknowledged before it was asked', async () => {
    const projector = project();
    for (let i = 1; i <= 20; i++) {
      await append('note-a', 'x');
      await projector.fresh();
      expect((await rows())[0]?.events).toBe(i);
    }
  });

  it('is always the fold of the log, however many write and however many project', async () => {
    const replicas = [project(), project(), project()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.nat(4),
            fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }),
          ),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        async (writes) => {
          await Promise.all(writes.map(([stream, texts]) => append(`note-${stream}`, ...texts)));
          await replicas[0]?.fresh();
          expect(await rows()).toEqual(await folded());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('has each event once, though it failed again and again half way', async () => {
    let failures = 0;
    const failing = new Tally(1, 'first', (calls) => {
      if (calls % 3 !== 0 && failures < 5) {
        failures++;
        throw new Error('Out of luck.');
      }
    });
    project(failing);
    for (let i = 0; i < 30; i++) await append(`note-${i % 4}`, 'x');
    await eventually('the projection has caught up', async () => {
      const expected = JSON.stringify(await folded());
      return JSON.stringify(await rows()) === expected;
    });
    expect(failures).toBe(5);
  });

  it('goes on when its connections are cut', async () => {
    const projector = project();
    for (let i = 0; i < 20; i++) {
      await append(`note-${i % 4}`, 'x');
      await database.sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND application_name = 'margay-notes'`.catch(() => undefined);
    }
    await eventually('the projection has caught up', async () => {
      await projector.fresh();
      return true;
    });
    expect(await rows()).toEqual(await folded());
  });

  it('is refused as out of date, rather than shown, while nothing projects', async () => {
    const idle = new Projector(database, store, new Tally());
    await append('note-a', 'x');
    await expect(idle.fresh()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is not fresh before its tables exist, though there is nothing to show', async () => {
    const late = new Projector(database, store, new Tally());
    projectors.push(late);
    await expect(late.fresh()).rejects.toMatchObject({ code: 'unavailable' });
    late.start();
    await late.fresh();
    expect(await database.sql`SELECT * FROM tally`).toEqual([]);
  });

  it('is rebuilt beside the live one and takes its place in one step', async () => {
    const projector = project();
    for (let i = 0; i < 10; i++) await append(`note-${i % 3}`, 'x');
    await projector.fresh();
    // Damage that only a rebuild mends.
    await database.sql`UPDATE tally SET events = 99`;
    const seen = new Set<number>();
    let rebuilding = true;
    const reader = (async () => {
      while (rebuilding) for (const { events } of await rows()) seen.add(events);
    })();
    await projector.rebuild();
    rebuilding = false;
    await reader;
    expect(await rows()).toEqual(await folded());
    // Whoever read meanwhile saw the old or the new, never an empty or half-filled table.
    expect([...seen].every((events) => [99, 3, 4].includes(events))).toBe(true);
    await append('note-1', 'y');
    await projector.fresh();
    expect(await rows()).toEqual(await folded());
  });

  it('of a new version fills its own tables while the old one goes on being read', async () => {
    const old = project();
    for (let i = 0; i < 10; i++) await append(`note-${i % 3}`, 'x');
    await old.fresh();
    expect((await rows())[0]?.mark).toBe('first');
    project(new Tally(2, 'second'));
    await eventually('the new version is read', async () => (await rows())[0]?.mark === 'second');
    await append('note-1', 'y');
    await projectors[1]?.fresh();
    expect(await rows()).toEqual(await folded('second'));
    const generations =
      await database.sql`SELECT version, status FROM generation ORDER BY generation`;
    expect(generations).toEqual([
      { version: 1, status: 'retired' },
      { version: 2, status: 'live' },
    ]);
  });

  it('of an older version leaves the newer one alone', async () => {
    const newer = project(new Tally(2, 'second'));
    await append('note-1', 'x');
    await newer.fresh();
    const older = new Tally(1, 'first');
    const restarted = project(older);
    await append('note-1', 'y');
    // Read through the view, which others keep up.
    await restarted.fresh();
    expect(await rows()).toEqual(await folded('second'));
    expect(older.calls).toBe(0);
  });

  it('drops generations older than the one before', async () => {
    await append('note-1', 'x');
    for (const version of [1, 2, 3]) {
      const projector = project(new Tally(version, `v${version}`));
      await eventually(`version ${version} is read`, async () => {
        const [row] = await rows().catch(() => []);
        return row?.mark === `v${version}`;
      });
      await projector.stop();
    }
    const tables = await database.sql<{ tablename: string }>`
      SELECT tablename FROM pg_tables WHERE schemaname = 'notes' AND tablename LIKE 'tally_g%'
      ORDER BY tablename`;
    expect(tables.map(({ tablename }) => tablename)).toEqual(['tally_g2', 'tally_g3']);
  });

  it('of a stream that is written in one batch applies its events one after the other', async () => {
    const projector = project();
    await append('note-a', 'a', 'b', 'c', 'd');
    await projector.fresh();
    expect((await rows())[0]?.texts).toBe('abcd');
  });

  it('starts over many events that are there already', async () => {
    for (let i = 0; i < 5; i++)
      await append(`note-${randomUUID()}`, ...Array<string>(300).fill('x'));
    const projector = project();
    await eventually('the projection has caught up', async () => {
      await projector.fresh();
      return true;
    });
    expect((await rows()).reduce((sum, { events }) => sum + events, 0)).toBe(1_500);
  });
});
