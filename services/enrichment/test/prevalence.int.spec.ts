import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@margay/event-store';
import { eventually, type TestDatabase } from '@margay/testing';
import { Prevalence } from '../src/prevalence/prevalence.js';
import { PrevalenceKeeper } from '../src/prevalence/prevalence-keeper.service.js';
import { PrevalencePages } from '../src/prevalence/prevalence-pages.query.js';
import { AskedValue } from '../src/tables/lookup-table.js';
import { enrichmentDatabase } from './serving.js';

const value = (text: string) => new AskedValue(text);

describe('prevalence on several replicas', () => {
  let suite: TestDatabase;
  let database: Database;
  const running: PrevalenceKeeper[] = [];

  beforeAll(async () => {
    suite = await enrichmentDatabase();
    database = new Database(suite.url, 'enrichment');
  });
  afterAll(async () => {
    await Promise.all(running.map((keeper) => keeper.onModuleDestroy()));
    await database.close();
    await suite.drop();
  });

  const replica = (bytes = 1e6) => {
    const prevalence = new Prevalence(bytes, Date.now);
    const keeper = new PrevalenceKeeper(prevalence, new PrevalencePages(database), 50);
    keeper.onApplicationBootstrap();
    running.push(keeper);
    return { prevalence, keeper };
  };
  const eventsOf = (prevalence: Prevalence, text: string) => {
    const found = prevalence.ask(value(text));
    return typeof found === 'string' ? found : found['events'];
  };

  it('comes to the sum of what all have seen, on each of them and on those that come later', async () => {
    const [one, other] = [replica(), replica()];
    for (let i = 0; i < 300; i++) {
      one.prevalence.see(value('both'));
      other.prevalence.see(value('both'));
      other.prevalence.see(value(`only-${i}`));
    }
    const isSame = (prevalence: Prevalence) =>
      eventsOf(prevalence, 'both') === 600 && eventsOf(prevalence, 'only-7') === 1;
    const late = replica();
    for (const { prevalence } of [one, other, late])
      await eventually('all know it', () => Promise.resolve(isSame(prevalence)));
    expect(one.prevalence.pendingValues + other.prevalence.pendingValues).toBe(0);
  });

  it('stores what was seen last before it stops', async () => {
    const stopping = replica();
    stopping.prevalence.see(value('at the end'));
    await stopping.keeper.onModuleDestroy();
    const { prevalence } = replica();
    await eventually('it is known', () =>
      Promise.resolve(eventsOf(prevalence, 'at the end') === 1),
    );
  });

  it('begins anew where it is given another size, and leaves the others theirs', async () => {
    const { prevalence: before } = replica();
    before.see(value('of one size'));
    const { prevalence: larger } = replica(2e6);
    const { prevalence: after } = replica();
    await eventually('those of its size know it', () =>
      Promise.resolve(eventsOf(after, 'of one size') === 1),
    );
    await eventually('the larger one knows nothing', () =>
      Promise.resolve(eventsOf(larger, 'of one size') === 'not_found'),
    );
  });

  it('keeps no value', async () => {
    const { prevalence, keeper } = replica();
    prevalence.see(value('somebody@example.com'));
    await keeper.onModuleDestroy();
    const [row] = await database.sql<{ found: boolean }>`
      SELECT bool_or(position('somebody'::bytea in cells) > 0) AS found FROM prevalence_page`;
    expect(row?.found).toBe(false);
  });
});
