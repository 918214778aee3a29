import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOUDFLARE, GOOGLE, smallTables } from '../../test/small-tables.js';
import type { DataModels } from '../data-models/data-models.js';
import { loadDataModels } from '../data-models/load-data-models.js';
import type { JsonObject } from '../json-object.js';
import { builtInLookups } from '../tables/built-in-tables.js';
import { Enricher, LIST_MAX } from './enricher.js';
import { Plans } from './plan.js';

let models: DataModels;
let enricher: Enricher;
beforeAll(async () => {
  models = await loadDataModels();
  enricher = new Enricher(new Plans(models, builtInLookups(await smallTables())));
});

/** Reads as a sentence: `given(logType, event)` and what is added to it. */
const added = (logType: string, event: JsonObject): JsonObject => ({
  ...enricher.additions(logType, event),
});
const inAllTables = (selector: string, asn: string, special = asn) => ({
  asn: { [selector]: asn },
  country: { [selector]: asn },
  special_purpose: { [selector]: special },
});

describe('an event with a public address', () => {
  it('gets network and country under the selector, with the address that matched', () =>
    expect(enricher.enrich('GitHub.Audit', { actor_ip: '8.8.8.8', actor: 'me' })).toEqual({
      actor_ip: '8.8.8.8',
      actor: 'me',
      p_enrichment: {
        asn: { actor_ip: { ...GOOGLE, p_match: '8.8.8.8' } },
        country: { actor_ip: { country_code: 'US', p_match: '8.8.8.8' } },
      },
      p_enrichment_status: {
        asn: { actor_ip: 'hit' },
        country: { actor_ip: 'hit' },
        special_purpose: { actor_ip: 'not_found' },
      },
    }));

  it('gets them for version 6 and for version 4 inside it, matched as written', () => {
    const matches = (ip: string) =>
      enricher.enrich('GitHub.Audit', { actor_ip: ip })['p_enrichment'];
    expect(matches('2001:4860:4860::8888')).toMatchObject({ asn: { actor_ip: GOOGLE } });
    expect(matches('::ffff:8.8.8.8')).toMatchObject({
      asn: { actor_ip: { ...GOOGLE, p_match: '::ffff:8.8.8.8' } },
    });
  });

  it('gets an entry of each table by itself', () =>
    expect(added('GitHub.Audit', { actor_ip: '8.1.1.1' })).toEqual({
      p_enrichment: { country: { actor_ip: { country_code: 'US', p_match: '8.1.1.1' } } },
      p_enrichment_status: {
        asn: { actor_ip: 'not_found' },
        country: { actor_ip: 'hit' },
        special_purpose: { actor_ip: 'not_found' },
      },
    }));

  it('gets the nested path as written for a key', () =>
    expect(
      added('Okta.SystemLog', { client: { ipAddress: '1.1.1.1' } })['p_enrichment'],
    ).toMatchObject({
      asn: { '$.client.ipAddress': { ...CLOUDFLARE, p_match: '1.1.1.1' } },
    }));
});

describe('an event without a public address', () => {
  const statuses = (actor_ip?: unknown) =>
    added('GitHub.Audit', actor_ip === undefined ? {} : { actor_ip });

  it('that is private has no network and no country, but a purpose', () =>
    expect(statuses('10.1.2.3')).toEqual({
      p_enrichment: {
        special_purpose: {
          actor_ip: {
            block: '10.0.0.0/8',
            name: 'Private-Use',
            rfc: 'RFC1918',
            globally_reachable: false,
            p_match: '10.1.2.3',
          },
        },
      },
      p_enrichment_status: inAllTables('actor_ip', 'skipped(private)', 'hit'),
    }));

  it.each(['224.0.0.1', 'ff02::1'])('that is multicast has none either: %s', (ip) =>
    expect(statuses(ip)).toEqual({
      p_enrichment_status: inAllTables('actor_ip', 'skipped(private)', 'not_found'),
    }),
  );

  it.each(['ec2.amazonaws.com', '1.2.3.4:443', '010.1.1.1', '-', ' ', 7, true, { ip: '8.8.8.8' }])(
    'that has something else there is skipped: %j',
    (value) =>
      expect(statuses(value)).toEqual({
        p_enrichment_status: inAllTables('actor_ip', 'skipped(not_an_address)'),
      }),
  );

  it.each([undefined, null, ''])('that has nothing there is skipped: %j', (value) =>
    expect(statuses(value)).toEqual({
      p_enrichment_status: inAllTables('actor_ip', 'skipped(missing)'),
    }),
  );
});

describe('an event with a list of addresses', () => {
  const sourceIPs = (...all: unknown[]) => {
    const { p_enrichment, p_enrichment_status } = added('Amazon.EKS.Audit', { sourceIPs: all });
    return {
      rows: (p_enrichment as Record<string, JsonObject> | undefined)?.['asn']?.['$.sourceIPs'],
      status: (p_enrichment_status as Record<string, JsonObject>)['asn']!['$.sourceIPs'],
      truncated: (p_enrichment_status as JsonObject)['p_truncated'],
    };
  };

  it('gets a list of the rows found, each with its address', () =>
    expect(sourceIPs('8.8.8.8', '10.0.0.1', 'x', null, ['8.8.8.8'], '1.1.1.1')).toEqual({
      rows: [
        { ...GOOGLE, p_match: '8.8.8.8' },
        { ...CLOUDFLARE, p_match: '1.1.1.1' },
      ],
      status: 'hit',
      truncated: undefined,
    }));

  it.each([
    [[], 'skipped(missing)'],
    [['x', null], 'skipped(not_an_address)'],
    [['x', '10.0.0.1'], 'skipped(private)'],
    [['10.0.0.1', '9.9.9.9'], 'not_found'],
  ])('without a row says the most telling reason: %j', (all, status) =>
    expect(sourceIPs(...all)).toEqual({ rows: undefined, status, truncated: undefined }),
  );

  it('longer than is looked up is named', () =>
    expect(sourceIPs(...Array<string>(LIST_MAX).fill('9.9.9.9'), '8.8.8.8')).toEqual({
      rows: undefined,
      status: 'not_found',
      truncated: ['$.sourceIPs'],
    }));
});

describe('an event of an unknown log type', () => {
  it('is enriched by the addresses found in it, and says so', () =>
    expect(added('My.Own', { from: '8.8.8.8', more: { to: '9.9.9.9' }, name: 'x' })).toEqual({
      p_any_ip_addresses: ['8.8.8.8', '9.9.9.9'],
      p_enrichment: {
        asn: { p_any_ip_addresses: [{ ...GOOGLE, p_match: '8.8.8.8' }] },
        country: { p_any_ip_addresses: [{ country_code: 'US', p_match: '8.8.8.8' }] },
      },
      p_enrichment_status: {
        asn: { p_any_ip_addresses: 'hit' },
        country: { p_any_ip_addresses: 'hit' },
        special_purpose: { p_any_ip_addresses: 'not_found' },
        p_data_model: 'unknown log type: indicator fields used',
      },
    }));

  it('keeps the indicators that it brought along', () =>
    expect(added('My.Own', { p_any_ip_addresses: ['8.8.8.8'], other: '1.1.1.1' })).toMatchObject({
      p_enrichment: { asn: { p_any_ip_addresses: [GOOGLE] } },
    }));

  it('without any address gets no indicators', () =>
    expect(added('My.Own', { a: 1 })).toEqual({
      p_enrichment_status: {
        ...inAllTables('p_any_ip_addresses', 'skipped(missing)'),
        p_data_model: 'unknown log type: indicator fields used',
      },
    }));
});

describe('an event of a log type without address fields', () => {
  it('says so', () =>
    expect(added('Zoom.Operation', { operator: '8.8.8.8' })).toEqual({
      p_enrichment_status: { p_data_model: 'this log type has no address fields' },
    }));
});

describe('an event that was enriched before', () => {
  const again = (p_enrichment: unknown, p_enrichment_status?: unknown) =>
    added('GitHub.Audit', { actor_ip: '8.1.1.1', p_enrichment, p_enrichment_status });

  it('keeps what it brought along, and gets what was found beside it', () =>
    expect(again({ tor: { x: 1 }, country: { other: 2 } }, { tor: { x: 'hit' } })).toMatchObject({
      p_enrichment: {
        tor: { x: 1 },
        country: { other: 2, actor_ip: { country_code: 'US', p_match: '8.1.1.1' } },
      },
      p_enrichment_status: { tor: { x: 'hit' }, country: { actor_ip: 'hit' } },
    }));

  it('is the same when it is enriched once more', () => {
    const once = enricher.enrich('AWS.CloudTrail', { sourceIPAddress: '8.8.8.8' });
    expect(enricher.enrich('AWS.CloudTrail', once)).toEqual(once);
  });

  it('loses the remarks of that time', () =>
    expect(again({}, { p_data_model: 'unknown log type', tor: {} })['p_enrichment_status']).toEqual(
      {
        tor: {},
        asn: { actor_ip: 'not_found' },
        country: { actor_ip: 'hit' },
        special_purpose: { actor_ip: 'not_found' },
      },
    ));

  it('keeps a foreign p_enrichment, and says so', () => {
    const result = again('mine');
    expect(result).not.toHaveProperty('p_enrichment');
    expect(result['p_enrichment_status']).toMatchObject({
      p_enrichment: 'not an object: left as it was',
    });
  });
});

describe('any event', () => {
  const anyKey = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'sourceIPAddress',
      'p_enrichment',
      'p_any_ip_addresses',
      'p_enrichment_status',
      'asn',
    ),
  );
  const anyValue = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.ipV4(),
      fc.ipV6(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(anyKey, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  // Through JSON, as every event comes: `__proto__` is then a key like any other.
  const anyEvent = fc
    .dictionary(anyKey, anyValue, { maxKeys: 6 })
    .map((event) => JSON.stringify(event));

  it('is enriched without an error and keeps its own fields, where they were', () =>
    fc.assert(
      fc.property(
        anyEvent,
        fc.constantFrom('AWS.CloudTrail', 'Amazon.EKS.Audit', 'x'),
        (text, type) => {
          const event = JSON.parse(text) as JsonObject;
          const enriched = enricher.enrich(type, event);
          const ours = ['p_enrichment', 'p_enrichment_status'];
          const own = (object: JsonObject) =>
            JSON.stringify(Object.entries(object).filter(([key]) => !ours.includes(key)));
          expect(JSON.stringify(event)).toBe(JSON.stringify(JSON.parse(text)));
          const isFirst = own(enriched).startsWith(own(event).slice(0, -1));
          expect({ isFirst, hasStatus: 'p_enrichment_status' in enriched }).toEqual({
            isFirst: true,
            hasStatus: true,
          });
          expect(Object.getPrototypeOf(enriched)).toBe(Object.prototype);
        },
      ),
    ));
});
