import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { Database, migrate, PostgresEventStore } from '@margay/event-store';
import { Bus, NumberedStream } from '@margay/messaging';
import { eventually, testDatabase, type TestDatabase, testNats } from '@margay/testing';
import { Anchoring } from '../src/anchoring/anchoring.reactor.js';
import { CHECKPOINT_STREAM, StreamAnchor } from '../src/anchoring/stream-anchor.client.js';
import { MIGRATIONS } from '../src/migrations.js';

describe('the stream of checkpoints', () => {
  let suite: TestDatabase;
  let database: Database;
  let store: PostgresEventStore;
  const bus = new Bus({ ...testNats(), service: 'audit' }).start();
  const stream = new NumberedStream(bus, CHECKPOINT_STREAM);
  const anchor = new StreamAnchor(stream);
  let anchoring: Anchoring;

  beforeAll(async () => {
    suite = await testDatabase('audit', (url, login) =>
      migrate({ url, login, schema: 'audit', migrations: MIGRATIONS }),
    );
    database = new Database(suite.url, 'audit');
    store = new PostgresEventStore(database);
    await bus.ready(10_000);
  });
  afterEach(() => anchoring.onModuleDestroy());
  afterAll(async () => {
    await store.close();
    await database.close();
    await bus.close();
    await suite.drop();
  });

  const begin = () => {
    anchoring = new Anchoring(database, store, anchor);
    anchoring.onApplicationBootstrap();
  };
  const make = async (from: number, to: number, word: string) => {
    for (let ordinal = from; ordinal <= to; ordinal++)
      await database.sql`
        INSERT INTO log_checkpoint (ordinal, size, made_at, peaks, checkpoint)
        VALUES (${ordinal}, ${ordinal}, now(), '{}', ${`${word} ${ordinal}`})`;
  };
  /** What a restore of the database to an earlier state does. */
  const cutTo = async (ordinal: number) => {
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`DELETE FROM log_checkpoint WHERE ordinal > ${ordinal}`;
    await owner.close();
  };
  const holdsExactly = async (texts: readonly string[]) =>
    eventually('the stream is what the log says', async () => {
      if ((await stream.last()) !== texts.length) return false;
      const held = texts.map((text, index) => anchor.holds(index + 1, text));
      return (await Promise.all(held)).every(Boolean);
    });
  const texts = (word: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${word} ${from + index}`);

  it('is told anew when the log was restored, whether it has caught up meanwhile or not', async () => {
    await make(1, 5, 'first');
    begin();
    await holdsExactly(texts('first', 1, 5));
    await anchoring.onModuleDestroy();

    await cutTo(3);
    begin();
    await holdsExactly(texts('first', 1, 3));
    await make(4, 5, 'second');
    await holdsExactly([...texts('first', 1, 3), ...texts('second', 4, 5)]);
    await anchoring.onModuleDestroy();

    await cutTo(3);
    await make(4, 7, 'third');
    begin();
    await holdsExactly([...texts('first', 1, 3), ...texts('third', 4, 7)]);
  }, 30_000);
});
