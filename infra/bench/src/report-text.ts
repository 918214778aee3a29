import type { Benchmark } from './benchmark.js';
import type { Machine } from './machine.js';
import { type Ratio, type Report, type Row, shown } from './report.js';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

const verdict = ({ atLeast, reached }: Ratio): string =>
  atLeast === undefined ? '' : reached ? 'reached' : 'MISSED';

const bar = (atLeast: number | undefined): string =>
  atLeast === undefined ? '' : `≥ ${atLeast} x`;

/** One line for the row itself with its first ratio, one for each ratio more. */
function cellsOf({ what, perSecond, least, most, ratios }: Row): string[][] {
  const own = [what, count(perSecond), `${count(least)}–${count(most)}`];
  const lines = ratios.map((each, index) => [
    ...(index === 0 ? own : ['', '', '']),
    `${shown(each.median)} x (${shown(each.least)}–${shown(each.most)})`,
    each.base,
    bar(each.atLeast),
    verdict(each),
  ]);
  return lines.length > 0 ? lines : [[...own, '', '', '', '']];
}

/** A Markdown table, its columns aligned, so that it can be read here and pasted there. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: ReadonlySet<number> = new Set(),
): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (text: string, column: number) =>
    rightAligned.has(column)
      ? text.padStart(widths[column] ?? 0)
      : text.padEnd(widths[column] ?? 0);
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    rightAligned.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export function reportText({ name, unit, rows, checks, notes }: Report): string {
  const head = [name, `${unit}/s`, 'least–most', 'ratio', 'to', 'bar', ''];
  const table = markdownTable(head, rows.flatMap(cellsOf), new Set([1, 2]));
  const said = [
    ...checks.map(({ what, holds, detail }) => `- ${holds ? '✓' : '✗'} ${what}: ${detail}`),
    ...notes.map((note) => `- ${note}`),
  ];
  return [table, ...(said.length > 0 ? ['', ...said] : [])].join('\n');
}

export const machineText = (machine: Machine, servers: Report['servers']): string =>
  [
    `${machine.cores} cores (${machine.processor})`,
    `${machine.memoryGb} GB`,
    machine.system,
    `Node ${machine.node}`,
    ...Object.entries(servers).map(([server, version]) => `${server} ${version}`),
    `revision ${machine.revision}`,
    `load ${machine.load.toFixed(1)} at the start`,
    machine.date,
  ].join(' · ');

/** What there is to run, and what must be reached. */
export const catalogue = (benchmarks: readonly Benchmark[]): string =>
  benchmarks
    .map(({ name, about, comparisons }) => {
      const bars = comparisons.flatMap(({ what, base, atLeast }) =>
        atLeast === undefined ? [] : [`    ${bar(atLeast).padEnd(9)} ${what}, to ${base}`],
      );
      return [`  ${name.padEnd(12)} ${about}`, ...bars].join('\n');
    })
    .join('\n');
