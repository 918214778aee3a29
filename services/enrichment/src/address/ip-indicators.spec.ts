import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json-object.js';
import { ipIndicators, WALK_LIMITS } from './ip-indicators.js';

const nested = (depth: number): JsonObject =>
  depth === 0 ? { ip: '8.8.8.8' } : { in: nested(depth - 1) };

describe('the addresses of an unknown event', () => {
  it('are found at any place, each once, the nearest to the top first', () =>
    expect(
      ipIndicators({
        deep: { list: [{ ip: '2001:4860::1' }, '1.1.1.1', 'x'] },
        top: '8.8.8.8',
        again: ['8.8.8.8'],
      }),
    ).toEqual({ addresses: ['8.8.8.8', '1.1.1.1', '2001:4860::1'], isTruncated: false }));

  it('are whole strings and nothing inside one', () =>
    expect(
      ipIndicators({
        a: '1.2.3.4:443',
        b: 'from 1.2.3.4',
        c: 16909060,
        d: true,
        e: null,
        f: '12:30',
      }),
    ).toEqual({ addresses: [], isTruncated: false }));

  it('are not looked for in what an earlier enrichment wrote', () =>
    expect(
      ipIndicators({ p_enrichment: { asn: { x: { p_match: '8.8.8.8' } } } }).addresses,
    ).toEqual([]));

  it('are found down to the limit of depth, and beyond it the event is said to go on', () => {
    expect(ipIndicators(nested(WALK_LIMITS.depth - 1)).addresses).toEqual(['8.8.8.8']);
    expect(ipIndicators(nested(WALK_LIMITS.depth))).toEqual({ addresses: [], isTruncated: true });
  });

  it('are found up to the limit of their number', () => {
    const ips = Array.from({ length: WALK_LIMITS.addresses + 1 }, (_, i) => `8.8.${i}.8`);
    const found = ipIndicators({ ips });
    expect({ ...found, addresses: found.addresses.length }).toEqual({
      addresses: WALK_LIMITS.addresses,
      isTruncated: true,
    });
  });

  it('are found at the top even beside an endless branch', () =>
    expect(
      ipIndicators({ endless: Array(WALK_LIMITS.nodes * 2).fill('x'), ip: '8.8.8.8' }),
    ).toEqual({ addresses: ['8.8.8.8'], isTruncated: true }));

  it('are found in any JSON without an error', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (e) => void ipIndicators(e)),
    ));
});
