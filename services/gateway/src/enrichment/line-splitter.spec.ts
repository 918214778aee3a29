import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './line-splitter.js';

const split = (chunks: readonly string[], lengthMax = 100) => {
  const splitter = new LineSplitter(lengthMax);
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()].map(
    ({ number, bytes }) => [number, bytes?.toString()],
  );
};

describe('lines', () => {
  it('are the same however the stream was cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', ' ', '{') });
    fc.assert(
      fc.property(text, fc.array(fc.nat(200)), (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const splitter = new LineSplitter(1_000);
        const lines = [];
        let from = 0;
        for (const cut of [...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b)]) {
          lines.push(...splitter.push(bytes.subarray(from, cut)));
          from = cut;
        }
        lines.push(...splitter.push(bytes.subarray(from)), ...splitter.end());
        const expected = whole
          .split('\n')
          .map((line, index) => [index + 1, line] as const)
          .filter(([, line]) => line.trim() !== '');
        expect(lines.map(({ number, bytes: line }) => [number, line?.toString()])).toEqual(
          expected,
        );
      }),
    );
  });

  it('that are blank are counted and left out', () => {
    expect(split(['a\n\n \r\nb\n'])).toEqual([
      [1, 'a'],
      [4, 'b'],
    ]);
  });

  it('that are too long are named, and the rest goes on', () => {
    expect(split(['short\n', 'x'.repeat(60), 'x'.repeat(60), '\nnext'])).toEqual([
      [1, 'short'],
      [2, undefined],
      [3, 'next'],
    ]);
  });

  it('that are exactly as long as allowed pass', () => {
    expect(split(['x'.repeat(100)])).toEqual([[1, 'x'.repeat(100)]]);
  });

  it('without an end at the end of the stream count', () => {
    expect(split(['a\nb'])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(split([])).toEqual([]);
  });
});
