import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Catalog, type CatalogFact } from '../releases/catalog.js';
import { PUBLISHED_NOTES } from '../releases/published-releases.js';
import { compareMinors, compareVersions, minorOf } from '../releases/version.js';
import { planUpgrade } from './upgrade-plan.js';
import type { UpgradeQuestion } from './upgrade-question.js';

const ON = '2022-01-01';
const NAMES = ['Alpha', 'Beta', 'Gamma', 'Delta'];

const version = fc
  .tuple(fc.integer({ min: 10, max: 18 }), fc.integer({ min: 0, max: 3 }))
  .map(([minor, patch]) => `1.${minor}.${patch}`);

const parameters = fc
  .subarray(NAMES)
  .map((names) => names.map((name) => ({ name, type: 'String', default: '', noEcho: false })));

const published = fc.record({ version, parameters }).map((release): CatalogFact => ({
  on: ON,
  kind: 'published',
  release: { ...release, channel: 'stable' },
}));
const withdrawn = version.map((each): CatalogFact => ({
  on: ON,
  kind: 'withdrawn',
  version: each,
  reason: 'It fails.',
}));
const closed = fc.tuple(version, version).map(([from, to]): CatalogFact => ({
  on: ON,
  kind: 'edge_closed',
  edge: { id: `${from}-${to}`, from: `<=${from}`, to, reason: 'It fails.' },
}));
const facts = fc
  .tuple(
    fc.array(published, { minLength: 10, maxLength: 40 }),
    fc.array(withdrawn, { maxLength: 4 }),
    fc.array(closed, { maxLength: 15 }),
  )
  .map((all) => all.flat());

const values = fc.dictionary(fc.constantFrom(...NAMES), fc.constant('x'));

const question = fc
  .record({ current: version, target: version, parameters: values })
  .map((asked): UpgradeQuestion => ({
    ...asked,
    region: 'us-east-2',
    channel: 'stable',
    circumstances: new Set(),
  }));

const RUNS = { numRuns: 2_000 };

describe('every plan', () => {
  it('goes up hop by hop, leaves out no minor, and ends at the target or says why not', () =>
    fc.assert(
      fc.property(facts, question, (known, asked) => {
        const plan = planUpgrade(Catalog.asOf(ON, known), PUBLISHED_NOTES, asked);
        if (plan.outcome === 'refused') return void expect(plan.message).toMatch(/\S.*\.$/s);
        if (plan.outcome === 'current') return void expect(asked.current).toBe(asked.target);
        expect(plan.hops.at(-1)?.to).toBe(asked.target);
        let at = asked.current;
        for (const { from, to } of plan.hops) {
          expect(from).toBe(at);
          expect(compareVersions(to, from)).toBe(1);
          const [minor, next] = [from, to].map((each) => Number(minorOf(each).split('.')[1]));
          expect((next ?? 0) - (minor ?? 0)).toBeLessThanOrEqual(1);
          at = to;
        }
      }),
      RUNS,
    ));

  it('takes no closed step, stops at nothing withdrawn, and at the latest patch unless it says why', () =>
    fc.assert(
      fc.property(facts, question, (known, asked) => {
        const catalog = Catalog.asOf(ON, known);
        const plan = planUpgrade(catalog, PUBLISHED_NOTES, asked);
        if (plan.outcome !== 'planned') return;
        for (const { from, to, passedOver } of plan.hops) {
          expect(catalog.closedEdge(from, to, new Set())).toBeUndefined();
          expect(catalog.entry(to)?.withdrawn).toBeUndefined();
          const [latest] = catalog.stops(minorOf(to), 'stable');
          const settled = to === latest || compareMinors(minorOf(to), minorOf(asked.target)) === 0;
          if (!settled && minorOf(from) !== minorOf(to))
            expect(passedOver.map((each) => each.version)).toContain(latest);
        }
      }),
      RUNS,
    ));

  it('passes no parameter that the template of the hop does not declare', () =>
    fc.assert(
      fc.property(facts, question, (known, asked) => {
        const catalog = Catalog.asOf(ON, known);
        const plan = planUpgrade(catalog, PUBLISHED_NOTES, asked);
        if (plan.outcome !== 'planned') return;
        for (const hop of plan.hops) {
          const declared = catalog.entry(hop.to)?.release.parameters?.map(({ name }) => name);
          expect(declared).toEqual(expect.arrayContaining(Object.keys(hop.parameters)));
        }
      }),
      RUNS,
    ));

  it('is made wherever some way leads there', () =>
    fc.assert(
      fc.property(facts, question, (known, asked) => {
        const catalog = Catalog.asOf(ON, known);
        const plan = planUpgrade(catalog, PUBLISHED_NOTES, asked);
        if (plan.outcome !== 'refused' || plan.code !== 'no_path') return;
        const minors = catalog.minors('stable');
        const stops = [asked.target, ...minors.flatMap((each) => catalog.stops(each, 'stable'))];
        const reached = new Set([asked.current]);
        for (const from of reached)
          for (const to of stops) {
            const near =
              Number(minorOf(to).split('.')[1]) - Number(minorOf(from).split('.')[1]) <= 1;
            const upwards = compareVersions(to, from) > 0 && compareVersions(to, asked.target) <= 0;
            if (near && upwards && !catalog.closedEdge(from, to, new Set())) reached.add(to);
          }
        expect(reached).not.toContain(asked.target);
      }),
      RUNS,
    ));
});
