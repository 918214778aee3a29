import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smallBuiltIn } from '../../test/small-tables.js';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import type { NamedRule } from '../enriching/plan.js';
import { Enricher } from '../enriching/enricher.js';
import { Plans } from '../enriching/plan.js';
import { AskedValue } from '../tables/lookup-table.js';
import { PERIOD_DAYS, Prevalence } from './prevalence.js';
import { addedTo, pageOf, type Sighting, Sketch } from './sketch.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const DAY = 86_400_000;
const value = (text: string) => new AskedValue(text);
const at = (now: { is: number }, bytes = 1e6) => {
  const prevalence = new Prevalence(bytes, () => now.is);
  prevalence.loaded();
  return prevalence;
};

const sightings = fc.array(
  fc.record({
    text: fc.integer({ min: 0, max: 200 }).map(String),
    seconds: fc.integer({ min: 1, max: 1_000_000 }),
  }),
  { maxLength: 400 },
);

describe('a sketch', () => {
  it('counts nothing too low, begins nothing too late and ends nothing too early, however full it is', () =>
    fc.assert(
      fc.property(sightings, (seen) => {
        const sketch = new Sketch(0);
        const truth = new Map<string, Sighting>();
        for (const { text, seconds } of seen) {
          for (const cell of sketch.cellsOf(text))
            sketch.add(cell, { count: 1, first: seconds, last: seconds });
          const { count, first, last } = truth.get(text) ?? { count: 0, first: seconds, last: 0 };
          truth.set(text, {
            count: count + 1,
            first: Math.min(first, seconds),
            last: Math.max(last, seconds),
          });
        }
        for (const [text, is] of truth) {
          const said = sketch.about(sketch.cellsOf(text))!;
          expect(said.count).toBeGreaterThanOrEqual(is.count);
          expect(said.first).toBeLessThanOrEqual(is.first);
          expect(said.last).toBeGreaterThanOrEqual(is.last);
        }
      }),
    ));

  it('is exact while it is nearly empty, and knows nothing of what was never put into it', () => {
    const sketch = new Sketch(1e6);
    for (let i = 0; i < 50; i++)
      for (const cell of sketch.cellsOf(`seen-${i}`))
        sketch.add(cell, { count: i + 1, first: 10, last: 20 });
    for (let i = 0; i < 50; i++)
      expect(sketch.about(sketch.cellsOf(`seen-${i}`))).toEqual({
        count: i + 1,
        first: 10,
        last: 20,
      });
    expect(sketch.about(sketch.cellsOf('never'))).toBeUndefined();
  });

  it('is the same whether two processes count into it or one', () =>
    fc.assert(
      fc.property(sightings, sightings, (ours, theirs) => {
        const whole = new Sketch(0);
        const stored = new Map<number, Buffer>();
        const put = (some: typeof ours) => {
          const byPage = new Map<number, [number, Sighting][]>();
          for (const { text, seconds } of some)
            for (const cell of whole.cellsOf(text)) {
              const sighting = { count: 1, first: seconds, last: seconds };
              whole.add(cell, sighting);
              byPage.set(pageOf(cell), [...(byPage.get(pageOf(cell)) ?? []), [cell, sighting]]);
            }
          for (const [page, added] of byPage) stored.set(page, addedTo(stored.get(page), added));
        };
        put(ours);
        put(theirs);
        for (const [page, bytes] of stored) expect(bytes.equals(whole.page(page))).toBe(true);
      }),
    ));

  it('counts no further than it can', () => {
    const sketch = new Sketch(0);
    const cells = sketch.cellsOf('x');
    for (let i = 0; i < 2; i++)
      for (const cell of cells) sketch.add(cell, { count: 0xffff_fff0, first: 1, last: 1 });
    expect(sketch.about(cells)).toMatchObject({ count: 0xffff_ffff });
  });
});

describe('prevalence', () => {
  it('says of a value how often and since when it was seen before, and that it is new', () => {
    const now = { is: START };
    const prevalence = at(now);
    expect(prevalence.see(value('a'))).toBe('not_found');
    now.is += DAY;
    expect(prevalence.see(value('a'))).toEqual({
      events: 1,
      first_seen: '2026-03-01T00:00:00.000Z',
      last_seen: '2026-03-01T00:00:00.000Z',
    });
    expect(prevalence.ask(value('a'))).toEqual({
      events: 2,
      first_seen: '2026-03-01T00:00:00.000Z',
      last_seen: '2026-03-02T00:00:00.000Z',
    });
    expect(prevalence.ask(value('b'))).toBe('not_found');
  });

  it('calls nothing new before it knows what was stored, and counts it all the same', () => {
    const prevalence = new Prevalence(1e6, () => START);
    expect(prevalence.see(value('a'))).toBe('skipped(loading)');
    prevalence.loaded();
    expect(prevalence.ask(value('a'))).toMatchObject({ events: 1 });
  });

  it('counts what is being stored, and what could not be, and loses none of it', () => {
    const prevalence = at({ is: START });
    const count = () => prevalence.ask(value('a'));
    prevalence.see(value('a'));
    prevalence.take();
    prevalence.see(value('a'));
    expect(count()).toMatchObject({ events: 2 });
    prevalence.notStored();
    expect(count()).toMatchObject({ events: 2 });
    expect(prevalence.take().get('a')).toMatchObject({ count: 2 });
    prevalence.stored();
    expect(count()).toBe('not_found');
  });

  it('remembers a period and the one before it, and no more', () => {
    const now = { is: START };
    const prevalence = at(now);
    const period = Math.floor(START / 1_000 / (PERIOD_DAYS * 86_400));
    const sketch = prevalence.sketchOf(period)!;
    for (const cell of sketch.cellsOf('a'))
      sketch.add(cell, { count: 3, first: START / 1_000, last: START / 1_000 });
    now.is += PERIOD_DAYS * DAY;
    expect(prevalence.ask(value('a'))).toMatchObject({ events: 3 });
    now.is += PERIOD_DAYS * DAY;
    expect(prevalence.ask(value('a'))).toBe('not_found');
    expect(prevalence.sketchOf(period)).toBeUndefined();
  });

  it('takes no more memory than it is given', () => {
    for (const bytes of [1e6, 96 * 1024 * 1024])
      expect(at({ is: START }, bytes).summary.bytes).toBeLessThanOrEqual(bytes);
  });

  it('keeps a bounded number of values until they are stored, and says how many sightings it had no room for', () => {
    const prevalence = at({ is: START }, 1e4);
    for (let i = 0; i < 100_010; i++) prevalence.see(value(String(i)));
    prevalence.see(value('0'));
    expect(prevalence.pendingValues).toBe(100_000);
    expect(prevalence.takeLost()).toBe(10);
    expect(prevalence.takeLost()).toBe(0);
  });
});

describe('a rule that names prevalence', () => {
  const rule: NamedRule = {
    name: 'seen',
    description: '',
    enabled: true,
    logTypes: ['GitHub.Audit'],
    selectors: ['actor'],
    table: 'prevalence',
    condition: '',
    priority: 1,
  };
  const event = { actor: 'ann', actor_ip: '8.8.8.8' };

  it('counts each event once, and one that is only explained not at all', async () => {
    const { models, tables } = await smallBuiltIn();
    const prevalence = at({ is: START });
    const enricher = new Enricher(new Plans(models, tables, [prevalence], [rule]));
    const status = () => enricher.explain('GitHub.Audit', event).steps.at(-1)?.status;
    expect([status(), status()]).toEqual(['not_found', 'not_found']);
    expect(enricher.enrich('GitHub.Audit', event)['p_enrichment']).not.toHaveProperty('prevalence');
    expect(status()).toBe('hit');
    expect(enricher.enrich('GitHub.Audit', event)['p_enrichment']).toMatchObject({
      prevalence: { actor: { events: 1, p_match: 'ann' } },
    });
    expect(prevalence.ask(value('ann'))).toMatchObject({ events: 2 });
    expect(prevalence.ask(value('8.8.8.8'))).toBe('not_found');
  });

  it('is the only way to it: no data model asks it by itself', async () => {
    const prevalence = at({ is: START });
    const current = new CurrentEnricher({ ...(await smallBuiltIn()), counting: [prevalence] });
    current.now.enrich('GitHub.Audit', event);
    expect(prevalence.pendingValues).toBe(0);
    expect(current.table('prevalence')).toBe(prevalence);
  });
});
