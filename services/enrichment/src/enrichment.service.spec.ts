import { beforeAll, describe, expect, it } from '@jest/globals';
import { smallEnricher } from '../test/small-tables.js';
import { EVENT_BYTES_MAX } from './enriching/event-text.js';
import { BATCH_MAX, EnrichmentService } from './enrichment.service.js';

let service: EnrichmentService;
beforeAll(async () => {
  service = new EnrichmentService(await smallEnricher());
});

describe('the enrichment service', () => {
  const event = new TextEncoder().encode('{"actor_ip":"8.8.8.8"}');

  it('enriches as many events as the contract allows', async () =>
    expect(await service.enrich('GitHub.Audit', Array(BATCH_MAX.events).fill(event))).toHaveLength(
      BATCH_MAX.events,
    ));

  it('refuses one more', () =>
    expect(service.enrich('GitHub.Audit', Array(BATCH_MAX.events + 1).fill(event))).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceError', code: 'too_large' }),
    ));

  it('refuses more bytes than the contract allows', () =>
    expect(service.enrich('x', [new Uint8Array(BATCH_MAX.bytes + 1)])).rejects.toThrow(
      expect.objectContaining({ code: 'too_large' }),
    ));

  it('refuses events without a log type, and names the field', () =>
    expect(service.enrich('', [event])).rejects.toThrow(
      expect.objectContaining({
        code: 'bad_request',
        fields: [{ path: 'logType', message: 'Must not be empty.' }],
      }),
    ));

  it('has room for the answer to the largest event with the longest lists', async () => {
    const address = `2001:4860:0000:0000:0000:0000:0000:0001%${'z'.repeat(24)}`;
    const list = Array(100).fill(address);
    const addresses = [
      'LocalAddressIP4',
      'LocalAddressIP6',
      'RemoteAddressIP4',
      'RemoteAddressIP6',
    ];
    const event = Object.fromEntries(addresses.map((field) => [field, list]));
    const room = EVENT_BYTES_MAX - JSON.stringify({ ...event, padding: '' }).length;
    const largest = JSON.stringify({ ...event, padding: 'x'.repeat(room) });
    const [outcome] = await service.enrich('Crowdstrike.NetworkConnect', [Buffer.from(largest)]);
    expect(Buffer.from((outcome as { event: Uint8Array }).event).toString()).toContain('"hit"');
  });

  it('says which tables it has', () =>
    expect(service.tables().map(({ name }) => name)).toEqual([
      'asn',
      'country',
      'special_purpose',
    ]));
});
