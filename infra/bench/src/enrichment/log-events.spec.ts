import { describe, expect, it } from '@jest/globals';
import { type LogBatch, logBatches } from './log-events.js';

describe('the events of a log', () => {
  const [trail, access] = logBatches(2, 200) as [LogBatch, LogBatch];
  const meanBytes = ({ events }: LogBatch) => JSON.stringify(events).length / events.length;

  it('are the same at every run', () => expect(logBatches(2, 200)).toEqual([trail, access]));

  it('come in turn from CloudTrail and from a web server', () => {
    expect(trail.logType).toBe('AWS.CloudTrail');
    expect(access.logType).toBe('Apache.AccessCombined');
  });

  it('have the sizes that such events have', () => {
    expect(meanBytes(trail)).toBeGreaterThan(950);
    expect(meanBytes(trail)).toBeLessThan(1_150);
    expect(meanBytes(access)).toBeGreaterThan(350);
    expect(meanBytes(access)).toBeLessThan(450);
  });

  it('have many addresses, some of them again and again', () => {
    const [{ events }] = logBatches(1, 5_000) as [LogBatch];
    const addresses = events.map((event) => (event as { sourceIPAddress: string }).sourceIPAddress);
    expect(new Set(addresses).size).toBeGreaterThan(2_500);
    expect(new Set(addresses).size).toBeLessThan(4_900);
    expect(addresses.filter((address) => address.includes(':')).length).toBeGreaterThan(300);
  });
});
