import { describe, expect, it } from '@jest/globals';
import { cloudRanges, torExits } from './published-lists.js';

const columnsOf = (list: typeof cloudRanges, text: string) =>
  list.rows(text).map(({ columns }) => columns);

describe('ranges of clouds', () => {
  it('are read as AWS publishes them, a block once with all its services', () =>
    expect(
      columnsOf(
        cloudRanges,
        JSON.stringify({
          syncToken: '1',
          prefixes: [
            { ip_prefix: '3.5.140.0/22', region: 'ap-northeast-2', service: 'S3' },
            { ip_prefix: '3.5.140.0/22', region: 'ap-northeast-2', service: 'AMAZON' },
          ],
          ipv6_prefixes: [{ ipv6_prefix: '2600:1f14::/35', region: 'us-west-2', service: 'EC2' }],
        }),
      ),
    ).toEqual([
      { block: '3.5.140.0/22', provider: 'aws', region: 'ap-northeast-2', services: 'AMAZON S3' },
      { block: '2600:1f14::/35', provider: 'aws', region: 'us-west-2', services: 'EC2' },
    ]));

  it('are read as Google publishes them', () =>
    expect(
      columnsOf(
        cloudRanges,
        JSON.stringify({
          prefixes: [
            { ipv4Prefix: '34.1.208.0/20', service: 'Google Cloud', scope: 'africa-south1' },
            { ipv6Prefix: '2600:1900:8000::/44', service: 'Google Cloud', scope: 'africa-south1' },
          ],
        }),
      ),
    ).toEqual([
      {
        block: '34.1.208.0/20',
        provider: 'gcp',
        region: 'africa-south1',
        services: 'Google Cloud',
      },
      {
        block: '2600:1900:8000::/44',
        provider: 'gcp',
        region: 'africa-south1',
        services: 'Google Cloud',
      },
    ]));

  it('are read as Azure publishes them', () =>
    expect(
      columnsOf(
        cloudRanges,
        JSON.stringify({
          values: [
            {
              name: 'Storage.WestEurope',
              properties: {
                region: 'westeurope',
                systemService: 'AzureStorage',
                addressPrefixes: ['13.69.40.0/24', '2603:1020:206::/48'],
              },
            },
            { name: 'AzureCloud', properties: { region: '', addressPrefixes: ['13.69.40.0/24'] } },
          ],
        }),
      ),
    ).toEqual([
      {
        block: '13.69.40.0/24',
        provider: 'azure',
        region: 'westeurope',
        services: 'AzureCloud AzureStorage',
      },
      {
        block: '2603:1020:206::/48',
        provider: 'azure',
        region: 'westeurope',
        services: 'AzureStorage',
      },
    ]));

  it.each([
    '{',
    '[]',
    '{}',
    '{"prefixes":[]}',
    '{"prefixes":"x"}',
    '{"values":[{"properties":7}]}',
  ])('are not read from something else: %s', (text) =>
    expect(() => cloudRanges.rows(text)).toThrow(/JSON|No list/),
  );
});

describe('exit nodes of Tor', () => {
  it('are read one a line', () =>
    expect(columnsOf(torExits, '# list\n192.0.2.1\n\n2001:db8::1\n192.0.2.1\n')).toEqual([
      { address: '192.0.2.1', fingerprint: '', last_seen: '' },
      { address: '2001:db8::1', fingerprint: '', last_seen: '' },
    ]));

  it('are read from records, the newest of an address', () =>
    expect(
      columnsOf(
        torExits,
        [
          'ExitNode AAAA',
          'Published 2026-05-01 00:00:00',
          'LastStatus 2026-05-01 01:00:00',
          'ExitAddress 192.0.2.1 2026-05-01 01:02:03',
          'ExitNode BBBB',
          'ExitAddress 192.0.2.1 2026-05-02 01:02:03',
        ].join('\n'),
      ),
    ).toEqual([{ address: '192.0.2.1', fingerprint: 'BBBB', last_seen: '2026-05-02 01:02:03' }]));

  it('are not read from something else', () =>
    expect(() => torExits.rows('192.0.2.1\n<html> page </html>')).toThrow('line 2'));
});
