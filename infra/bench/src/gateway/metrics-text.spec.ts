import { describe, expect, it } from '@jest/globals';
import { sumOf } from './metrics-text.js';

const TEXT = `# HELP rpc_count Requests.
# TYPE rpc_count counter
rpc_count{method="Get",code="ok",service="tokens"} 3
rpc_count{method="Get",code="not_found",service="tokens"} 1
rpc_count{method="List",code="ok",service="tokens"} 10
rpc_count_total 100
up 1
`;

describe('a metric', () => {
  it('is summed over the series that have the labels', () => {
    expect(sumOf(TEXT, 'rpc_count')).toBe(14);
    expect(sumOf(TEXT, 'rpc_count', { method: 'Get' })).toBe(4);
    expect(sumOf(TEXT, 'rpc_count', { method: 'Get', code: 'ok' })).toBe(3);
  });

  it('may have no labels', () => expect(sumOf(TEXT, 'up')).toBe(1));

  it('is nothing before it was first counted', () => {
    expect(sumOf(TEXT, 'down')).toBe(0);
    expect(sumOf(TEXT, 'rpc_count', { method: 'Put' })).toBe(0);
  });
});
