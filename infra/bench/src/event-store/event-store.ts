import { startTemporaryNats } from '@margay/local';
import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { alternate } from '../rounds.js';
import { BareTable } from './bare-table.js';
import { FeedReading } from './feed-reading.js';
import { LogDatabase } from './log-database.js';
import { appends } from './log-appends.js';
import { RelayedLog } from './relayed-log.js';

const ONE = 'append, 1 writer';
const MANY = 'append, 32 writers';
const BARE_ONE = 'bare INSERT, 1 writer';
const BARE_MANY = 'bare INSERT, 32 writers';
const RELAY = 'relay, backlog to stream';
const FEED = 'reading the log, 8 writers appending';

const WRITERS = 32;

async function run(conditions: Conditions): Promise<Findings> {
  const { rounds, progress } = conditions;
  return cleaningUp(async (whenDone) => {
    const database = await LogDatabase.start();
    whenDone(() => database.stop());
    const nats = await startTemporaryNats();
    whenDone(() => nats.stop());
    const bare = new BareTable(database.url);
    const store = database.store();
    const relayed = await RelayedLog.on(nats.url, store);
    whenDone(() => relayed.close());
    const appendedAndRelayed = await alternate(
      [
        { name: BARE_ONE, run: () => bare.inserts(1) },
        { name: ONE, run: () => appends(store, 1) },
        { name: BARE_MANY, run: () => bare.inserts(WRITERS) },
        { name: MANY, run: () => appends(store, WRITERS) },
        { name: RELAY, run: () => relayed.drain() },
      ],
      rounds,
      turn(conditions),
    );
    progress('comparing stream and log');
    const compared = await relayed.compare();
    const feed = new FeedReading(database);
    const read = await alternate([{ name: FEED, run: () => feed.run() }], rounds, turn(conditions));
    progress('reading the bare table in the same way');
    const control = await feed.control(bare);
    return {
      measured: [...appendedAndRelayed, ...read],
      checks: [await database.durability(), compared, await database.seals(), feed.check()],
      notes: [control],
      servers: { PostgreSQL: await database.version(), 'nats-server': relayed.serverVersion },
    };
  });
}

/** The log on PostgreSQL as it is used, with everything that it promises, against bare commits. */
export const eventStore: Benchmark = {
  name: 'event-store',
  about: 'Appends, the relay and reading, on a PostgreSQL that waits for its disk.',
  unit: 'events',
  comparisons: [
    { what: ONE, base: BARE_ONE, atLeast: 0.5 },
    { what: MANY, base: BARE_MANY, atLeast: 1.05 },
    { what: RELAY, base: MANY, atLeast: 0.8 },
  ],
  run,
};
