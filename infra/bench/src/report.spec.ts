import { describe, expect, it } from '@jest/globals';
import { reportOf, shown } from './report.js';
import type { Measured } from './rounds.js';

const measured = (name: string, ...values: number[]): Measured => ({
  name,
  values,
  perSecond: values[1] ?? 0,
  least: Math.min(...values),
  most: Math.max(...values),
});

const nothing = { checks: [], notes: [], servers: {} };

describe('a report', () => {
  const findings = {
    ...nothing,
    measured: [measured('raw', 10, 20, 40), measured('ours', 9, 10, 24)],
  };
  const compare = (atLeast?: number) =>
    reportOf(
      {
        name: 'x',
        unit: 'events',
        comparisons: [{ what: 'ours', base: 'raw', ...(atLeast === undefined ? {} : { atLeast }) }],
      },
      findings,
    );

  it('compares what was measured in the same round', () => {
    const [raw, ours] = compare(0.6).rows;
    expect(raw?.ratios).toEqual([]);
    expect(ours?.ratios).toEqual([
      { base: 'raw', median: 0.6, least: 0.5, most: 0.9, atLeast: 0.6, reached: true },
    ]);
  });

  it('takes a bar for missed however little is missing', () => {
    expect(compare(0.6).missed).toEqual([]);
    expect(compare(0.601).missed).toHaveLength(1);
  });

  it('does not round a ratio up to its bar', () => {
    expect(shown(0.4999)).toBe('0.49');
    expect(shown(0.57)).toBe('0.57');
  });

  it('says which bar was missed', () =>
    expect(compare(0.61).missed).toEqual(['ours: 0.60 x raw, 0.61 x is the bar']));

  it('asks nothing of a comparison without a bar', () => expect(compare().missed).toEqual([]));

  it('says which check does not hold', () => {
    const checks = [
      { what: 'order', holds: false, detail: '' },
      { what: 'count', holds: true, detail: '' },
    ];
    const benchmark = { name: 'x', unit: 'events', comparisons: [] };
    expect(reportOf(benchmark, { ...findings, checks }).missed).toEqual(['order: does not hold']);
  });

  it('does not pass over a bar for which nothing was measured', () => {
    const comparisons = [{ what: 'theirs', base: 'raw', atLeast: 1 }];
    expect(() => reportOf({ name: 'x', unit: 'events', comparisons }, findings)).toThrow(
      'Nothing was measured for theirs.',
    );
  });
});
