import { describe, expect, it } from '@jest/globals';
import { table } from './table.js';

const COLUMNS = [{ title: 'A' }, { title: 'NUMBER', align: 'right' }, { title: 'TEXT' }] as const;

describe('a table', () => {
  it('aligns its columns', () => {
    expect(
      table(COLUMNS, [
        ['x', '7', 'one'],
        ['yy', '15169', 'two'],
      ]),
    ).toEqual(['A   NUMBER  TEXT', '──  ──────  ────', 'x        7  one', 'yy   15169  two']);
  });

  it('takes from the widest column what the room does not hold', () => {
    const lines = table(COLUMNS, [['x', '1', 'a'.repeat(50)]], 30);
    expect(lines[2]).toBe(`x       1  ${'a'.repeat(18)}…`);
    expect(lines.every((line) => line.length <= 30)).toBe(true);
  });

  it('lets no order to the terminal through', () => {
    expect(table(COLUMNS, [['\u001b[2J', '1', 'a\nb']])[2]).toContain('?[2J');
  });
});
