const GAP = '  ';
const NARROWEST = 6;

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** What a terminal would take for an order shows as `?`. */
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');

const cut = (text: string, width: number): string => {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('')}…`;
};

const pad = (text: string, width: number, align: Column['align']): string => {
  const blanks = ' '.repeat(Math.max(0, width - [...text].length));
  return align === 'right' ? blanks + text : text + blanks;
};

/** Takes from the widest column until all fit. */
const fit = (widths: number[], room: number): number[] => {
  const total = (): number => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  while (total() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= NARROWEST) break;
    widths[widest] = width - 1;
  }
  return widths;
};

/** Lines of a table that is at most `room` characters wide. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  room = 120,
): readonly string[] {
  const cells = rows.map((row) => row.map(plain));
  const natural = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((row) => [...(row[at] ?? '')].length)),
  );
  const widths = fit(natural, room);
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, at) => pad(cut(row[at] ?? '', widths[at] ?? 0), widths[at] ?? 0, align))
      .join(GAP)
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    widths.map((width) => '─'.repeat(width)).join(GAP),
    ...cells.map(line),
  ];
}
