import { describe, expect, it } from '@jest/globals';
import { catalogue, markdownTable, reportText } from './report-text.js';

const ratio = { median: 0.5, least: 0.4, most: 0.6, reached: true };

describe('the text of a report', () => {
  it('is a table of Markdown with its columns aligned', () =>
    expect(markdownTable(['what', 'n'], [['a', '1,000']], new Set([1]))).toBe(
      ['| what |     n |', '| ---- | ----: |', '| a    | 1,000 |'].join('\n'),
    ));

  it('has a line for each ratio, with its bar and whether it was reached', () => {
    const text = reportText({
      name: 'gateway',
      unit: 'requests',
      rows: [
        {
          what: 'ours',
          perSecond: 1_234.5,
          least: 1_000,
          most: 2_000,
          ratios: [
            { ...ratio, base: 'one', atLeast: 0.35 },
            { ...ratio, base: 'two', atLeast: 0.75, reached: false },
            { ...ratio, base: 'three' },
          ],
        },
      ],
      checks: [{ what: 'bytes', holds: true, detail: 'the same' }],
      notes: ['a note'],
      servers: {},
      missed: [],
    });
    const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells.slice(2)).toEqual([
      ['', 'ours', '1,235', '1,000–2,000', '0.50 x (0.40–0.60)', 'one', '≥ 0.35 x', 'reached', ''],
      ['', '', '', '', '0.50 x (0.40–0.60)', 'two', '≥ 0.75 x', 'MISSED', ''],
      ['', '', '', '', '0.50 x (0.40–0.60)', 'three', '', '', ''],
      [''],
      ['- ✓ bytes: the same'],
      ['- a note'],
    ]);
  });
});

describe('the catalogue', () => {
  it('names each benchmark and its bars', () =>
    expect(
      catalogue([
        {
          name: 'bus',
          about: 'Requests.',
          unit: 'requests',
          comparisons: [
            { what: 'ours', base: 'raw', atLeast: 0.6 },
            { what: 'ours, slowly', base: 'raw' },
          ],
          run: () => Promise.reject(new Error('not run')),
        },
      ]),
    ).toBe('  bus          Requests.\n    ≥ 0.6 x   ours, to raw'));
});
