import { beforeAll, describe, expect, it } from '@jest/globals';
import { GOOGLE, smallBuiltIn, tableOf } from '../../test/small-tables.js';
import type { JsonObject } from '../json-object.js';
import { AddressTable } from '../tables/address-table.js';
import type { LookupTable } from '../tables/lookup-table.js';
import { ROWS_CHARACTERS_MAX } from './additions.js';
import { Enricher } from './enricher.js';
import { type NamedRule, Plans } from './plan.js';

let builtIn: Awaited<ReturnType<typeof smallBuiltIn>>;
beforeAll(async () => {
  builtIn = await smallBuiltIn();
});

const offices = () => new AddressTable(tableOf('offices', { '10.1.0.0/16': { city: 'Bonn' } }));

/** A table of exact keys. */
const people: LookupTable = {
  name: 'people',
  summary: { name: 'people', ranges: 0, rows: 1, bytes: 0, source: {} as never },
  ask: ({ text }) =>
    text === 'ann' || text === '7' ? { team: 'red', wide: 'x'.repeat(1_000) } : 'not_found',
};

const rule = (name: string, more: Partial<NamedRule>): NamedRule => ({
  name,
  description: '',
  enabled: true,
  logTypes: ['GitHub.Audit'],
  selectors: ['actor'],
  table: 'people',
  condition: '',
  priority: 100,
  ...more,
});

const enricher = (...rules: NamedRule[]) =>
  new Enricher(new Plans(builtIn.models, builtIn.tables, [offices(), people], rules));
const event: JsonObject = { actor_ip: '8.8.8.8', actor: 'ann', org: 'x' };
const statuses = (of: Enricher, logType = 'GitHub.Audit', on = event) =>
  of
    .explain(logType, on)
    .steps.map(({ rule, table, selector, status }) => [rule, table, selector, status].join(' '));

const BUILT_IN = [
  'built-in asn actor_ip hit',
  'built-in country actor_ip hit',
  'built-in special_purpose actor_ip not_found',
];

describe('a rule', () => {
  it('looks a field up in a table, beside what needs no rule', () => {
    const of = enricher(rule('r', {}));
    expect(statuses(of)).toEqual([...BUILT_IN, 'r people actor hit']);
    expect(of.enrich('GitHub.Audit', event)['p_enrichment']).toMatchObject({
      asn: { actor_ip: GOOGLE },
      people: { actor: { team: 'red', p_match: 'ann' } },
    });
  });

  it('looks numbers up as they are written', () =>
    expect(statuses(enricher(rule('r', {})), 'GitHub.Audit', { actor: 7 })).toContain(
      'r people actor hit',
    ));

  it.each([
    [{ actor: { name: 'ann' } }, 'skipped(not_a_key)'],
    [{ actor: null }, 'skipped(missing)'],
    [{ actor: ['x', 'ann'] }, 'hit'],
    [{ actor: ['x', {}] }, 'not_found'],
  ])('says why nothing was found: %j', (on, status) =>
    expect(statuses(enricher(rule('r', {})), 'GitHub.Audit', on)).toContain(
      `r people actor ${status}`,
    ),
  );

  it('is for its log types alone, a family, or all', () => {
    const tables = (logTypes: string[]) =>
      statuses(enricher(rule('r', { logTypes }))).some((step) => step.startsWith('r '));
    expect([['GitHub.Audit'], ['GitHub.*'], ['*'], ['Okta.*'], ['GitHub']].map(tables)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('that is not enabled does nothing', () =>
    expect(statuses(enricher(rule('r', { enabled: false })))).toEqual(BUILT_IN));

  it('whose condition is not met says so, and so does one about what is not there', () => {
    const on = (condition: string) => statuses(enricher(rule('r', { condition }))).at(-1);
    expect(on('event.org == "y"')).toBe('r people actor skipped(condition)');
    expect(on('event.absent == "y"')).toBe('r people actor skipped(condition)');
    expect(on('event.org == "x"')).toBe('r people actor hit');
  });

  it('about a built-in table decides when it is asked', () => {
    const narrow = rule('r', {
      selectors: ['actor_ip'],
      table: 'asn',
      condition: 'event.org == "y"',
    });
    expect(statuses(enricher(narrow))).toEqual([
      ...BUILT_IN.slice(1),
      'r asn actor_ip skipped(condition)',
    ]);
    expect(statuses(enricher(narrow), 'GitHub.Audit', { ...event, org: 'y' })).toContain(
      'r asn actor_ip hit',
    );
  });

  it('of a table that is gone says so', () =>
    expect(statuses(enricher(rule('r', { table: 'gone' }))).at(-1)).toBe(
      'r gone actor skipped(no_such_table)',
    ));

  it('may look at indicators of every kind in an event of an unknown log type', () => {
    const byMail = rule('r', { logTypes: ['*'], selectors: ['p_any_usernames'] });
    const added = enricher(byMail).additions('My.Own', { deep: [{ userName: 'ann' }] });
    expect(added).toMatchObject({
      p_any_usernames: ['ann'],
      p_enrichment: { people: { p_any_usernames: [{ team: 'red', p_match: 'ann' }] } },
    });
  });

  it('about ranges of its own matches private addresses', () =>
    expect(
      statuses(enricher(rule('r', { selectors: ['actor_ip'], table: 'offices' })), 'GitHub.Audit', {
        actor_ip: '10.1.2.3',
      }),
    ).toContain('r offices actor_ip hit'));
});

describe('of several rules for one selector and table', () => {
  it('the one with the lowest number whose condition is met applies', () => {
    const second = rule('a', { priority: 2 });
    const first = rule('b', { priority: 1, condition: 'event.org == "y"' });
    expect(statuses(enricher(second, first)).slice(3)).toEqual([
      'b people actor skipped(condition)',
      'a people actor hit',
    ]);
    expect(
      statuses(enricher(second, first), 'GitHub.Audit', { ...event, org: 'y' }).slice(3),
    ).toEqual(['b people actor hit']);
  });

  it('of one number the first by name applies', () =>
    expect(statuses(enricher(rule('b', {}), rule('a', {}))).slice(3)).toEqual([
      'a people actor hit',
    ]));
});

describe('an event that gains more than a message can carry', () => {
  it('names the selectors that were left out, and keeps the rest', () => {
    const many = { actor: Array(100).fill('ann'), org: Array(100).fill('ann') };
    const { p_enrichment, p_enrichment_status } = enricher(
      rule('r', { selectors: ['actor', 'org'] }),
    ).additions('GitHub.Audit', many);
    expect(JSON.stringify(p_enrichment).length).toBeLessThan(ROWS_CHARACTERS_MAX);
    expect(p_enrichment_status['p_truncated']).toEqual(['org']);
    expect(p_enrichment_status['people']).toEqual({ actor: 'hit', org: 'hit' });
  });
});

it('a data model of ones own stands in the place of a built-in one', () => {
  const definition = { fields: {}, selectors: ['org'] };
  const models = builtIn.models.with([
    { logType: 'GitHub.Audit', fields: new Map(), selectors: [], definition },
  ]);
  const of = new Enricher(new Plans(models, builtIn.tables));
  expect(of.additions('GitHub.Audit', { actor_ip: '1.1.1.1' })).toEqual({
    p_enrichment_status: { p_data_model: 'this log type has no address fields' },
  });
});
