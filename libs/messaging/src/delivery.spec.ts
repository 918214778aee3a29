import { describe, expect, it } from '@jest/globals';
import { deliveryOf } from './delivery.js';

describe('what JetStream says of a delivery', () => {
  const told = { deliveries: 3, sequence: 17, storedAt: '1750000000000000000', pending: 5 };

  it.each([
    ['a server of today', '$JS.ACK.LOGS.enrichment.3.17.90.1750000000000000000.5'],
    ['a newer server', '$JS.ACK.hub.Ab3.LOGS.enrichment.3.17.90.1750000000000000000.5.x9'],
  ])('is read from %s', (_what, reply) => expect(deliveryOf({ reply })).toEqual(told));

  it('is nothing where there is nothing to read', () =>
    expect(deliveryOf({})).toEqual({ deliveries: 0, sequence: 0, storedAt: '', pending: 0 }));
});
