import { describe, expect, it } from '@jest/globals';
import { childTraceparent, newTraceparent, parseTraceparent } from './index.js';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a traceparent', () => {
  it('is read', () =>
    expect(parseTraceparent(PARENT)).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      sampled: true,
    }));

  it('is read in a later version', () =>
    expect(parseTraceparent(`01${PARENT.slice(2)}-more`)).toBeDefined());

  it.each([
    undefined,
    '',
    `${PARENT}-more`,
    `ff${PARENT.slice(2)}`,
    PARENT.toUpperCase(),
    PARENT.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
    PARENT.replace('00f067aa0ba902b7', '0'.repeat(16)),
  ])('is not %j', (text) => expect(parseTraceparent(text)).toBeUndefined());

  it('has children in the same trace with a span of their own', () => {
    const child = parseTraceparent(childTraceparent(PARENT));
    expect(child).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', sampled: true });
    expect(child?.spanId).not.toBe('00f067aa0ba902b7');
  });

  it('starts a trace where there is none', () => {
    const all = Array.from({ length: 1_000 }, () => childTraceparent('nonsense'));
    expect(all.every((each) => parseTraceparent(each))).toBe(true);
    expect(new Set([...all, newTraceparent()]).size).toBe(1_001);
  });
});
