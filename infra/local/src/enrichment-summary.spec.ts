import { describe, expect, it } from '@jest/globals';
import { EnrichmentTally, lookupRows } from './enrichment-summary.js';

const event = {
  eventTime: '2026-03-02T08:01:12Z',
  client: { ipAddress: '8.8.8.8' },
  dstAddr: '10.0.0.1',
  p_enrichment: {
    asn: { '$.client.ipAddress': { asn: 15169, organization: 'Google LLC', p_match: '8.8.8.8' } },
    country: { '$.client.ipAddress': { country_code: 'US' } },
  },
  p_enrichment_status: {
    asn: { '$.client.ipAddress': 'hit', dstAddr: 'skipped(private)' },
    country: { '$.client.ipAddress': 'hit', dstAddr: 'skipped(private)' },
  },
};

describe('the summary of enriched events', () => {
  it('has a row for each address that was looked at', () => {
    expect(lookupRows(event, 'Okta.SystemLog')).toEqual([
      {
        time: '2026-03-02T08:01:12Z',
        logType: 'Okta.SystemLog',
        address: '8.8.8.8',
        asn: '15169',
        organization: 'Google LLC',
        country: 'US',
        status: 'hit',
      },
      {
        time: '2026-03-02T08:01:12Z',
        logType: 'Okta.SystemLog',
        address: '10.0.0.1',
        asn: '',
        organization: '',
        country: '',
        status: 'skipped(private)',
      },
    ]);
  });

  it('lists the matches of a selector that holds many addresses', () => {
    const many = {
      p_any_ip_addresses: ['8.8.8.8', '1.1.1.1'],
      p_enrichment: { asn: { p_any_ip_addresses: [{ asn: 15169 }, { asn: 13335 }] } },
      p_enrichment_status: { asn: { p_any_ip_addresses: 'hit' } },
    };
    expect(lookupRows(many, 'X')[0]).toMatchObject({
      address: '8.8.8.8, 1.1.1.1',
      asn: '15169, 13335',
    });
  });

  it('takes an address for known that any table knows', () => {
    const status = { asn: { a: 'not_found' }, country: { a: 'hit' } };
    expect(lookupRows({ p_enrichment_status: status }, 'X')[0]?.status).toBe('hit');
  });

  it('does not repeat for all indicators what another selector names', () => {
    const twice = {
      p_enrichment_status: { asn: { sourceIPAddress: 'hit', p_any_ip_addresses: 'hit' } },
    };
    expect(lookupRows(twice, 'X')).toHaveLength(1);
  });

  it('is empty for an event that nothing was looked up for', () => {
    expect(lookupRows({}, 'X')).toEqual([]);
  });

  it('counts by what people call the statuses', () => {
    const tally = new EnrichmentTally();
    tally.add(lookupRows(event, 'X'));
    tally.add(lookupRows({ p_enrichment_status: { asn: { a: 'hit', b: 'odd' } } }, 'X'));
    tally.refused = 1;
    expect(String(tally)).toBe('2 events: 2 enriched, 1 private, 1 odd; 1 lines refused');
  });
});
