import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@margay/testing';
import pg from 'pg';
import { Database, PostgresEventStore } from '../src/index.js';
import { cause, note, type Noted } from './event-store.contract.js';
import { migrated } from './notes.js';

describe('a log that is restored', () => {
  let suite: TestDatabase;
  const cleanUps: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    suite = await testDatabase('notes', migrated);
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    await suite.drop();
  });

  const open = (url = suite.url) => {
    const database = new Database(url, 'notes');
    const store = new PostgresEventStore<Noted>(database);
    let isOpen = true;
    const close = async () => {
      if (!isOpen) return;
      isOpen = false;
      await store.close();
      await database.close();
    };
    cleanUps.push(close);
    return { database, store, close };
  };
  const append = (store: PostgresEventStore<Noted>) =>
    store.append({ stream: `note-${randomUUID()}`, expect: 'none', events: [note('x')], cause });

  /** What a dump that is read into a new database comes to. */
  const copyOfDatabase = async (): Promise<string> => {
    const name = `restored_${randomUUID().slice(0, 8)}`;
    const admin = new URL(suite.ownerUrl);
    const original = admin.pathname.slice(1);
    admin.pathname = '/postgres';
    const client = new pg.Client({ connectionString: admin.href });
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${original}`);
    cleanUps.push(async () => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.end();
    });
    const url = new URL(suite.url);
    url.pathname = `/${name}`;
    return url.href;
  };

  it('keeps its epoch for as long as it stays where it is', async () => {
    const first = open();
    await append(first.store);
    const { epoch } = await first.store.head();
    await first.close();
    const second = open();
    await append(second.store);
    expect(await second.store.head()).toEqual({ epoch, position: 2 });
  });

  it('begins a new epoch in another database, once, before anything is added', async () => {
    const original = open();
    await append(original.store);
    const { epoch } = await original.store.head();
    await original.close();

    const url = await copyOfDatabase();
    const replicas = [open(url), open(url), open(url)];
    await Promise.all(replicas.map(({ store }) => append(store)));
    const [{ store, database }] = replicas as [(typeof replicas)[0]];
    const head = await store.head();
    expect(head).toMatchObject({ position: 4 });
    expect(head.epoch).not.toBe(epoch);
    const epochs = await database.sql<{ before: boolean }>`
      SELECT started_at <= (SELECT recorded_at FROM event WHERE position = 2) AS before
      FROM epoch WHERE ordinal > (SELECT ordinal FROM epoch WHERE epoch = ${epoch})`;
    expect(epochs).toEqual([{ before: true }]);
  });

  it('has a new epoch before a relay may tell anybody of it', async () => {
    const original = open();
    await append(original.store);
    const { epoch } = await original.store.head();
    await original.close();
    const { store } = open(await copyOfDatabase());
    const lease = await store.lead('relay', new AbortController().signal);
    cleanUps.push(() => lease.release());
    expect((await store.head()).epoch).not.toBe(epoch);
  });
});
