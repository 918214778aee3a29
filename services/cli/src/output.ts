import Table from 'cli-table3';
import { at, cell, plain } from './plain.js';

const BORDERLESS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((place) => [place, '']),
);
const WIDEST = 60;

/** Rows under their columns; a column is a path within a row. */
export function tableOf(columns: readonly string[], rows: readonly unknown[]): string {
  const table = new Table({
    head: columns.map((column) => (column.split('.').at(-1) ?? '').toUpperCase()),
    chars: { ...BORDERLESS, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows)
    table.push(
      columns.map((column) => {
        const text = cell(at(row, column));
        return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
      }),
    );
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** One thing, a line for each of its fields; what is long or has lines of its own stands below. */
export function fieldsOf(value: object): string {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  return entries
    .map(([key, each]) => {
      if (typeof each === 'string' && each.includes('\n')) return `${key}:\n${plain(each)}`;
      if (Array.isArray(each) && each.some((one) => typeof one === 'object' && one !== null)) {
        const columns = [...new Set(each.flatMap((one) => Object.keys((one ?? {}) as object)))];
        return `${key}:\n${tableOf(columns, each).replaceAll(/^/gm, '  ')}`;
      }
      return `${key.padEnd(width)}  ${cell(each)}`;
    })
    .join('\n');
}

const isList = (
  value: unknown,
): value is { readonly results: readonly unknown[]; readonly next?: string } =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as { results?: unknown }).results);

/** Where results go: tables for people, JSON for programs. */
export class Output {
  constructor(
    private readonly isJson: boolean,
    private readonly write: (text: string) => void,
    /** For whoever watches, not for what follows in a pipe. */
    readonly note: (text: string) => void,
  ) {}

  /** One document: an answer of the gateway as it is, or as people read it. */
  answer(value: unknown, columns?: readonly string[]): void {
    if (this.isJson) this.line(JSON.stringify(value ?? null, null, 2));
    else if (value === undefined || value === null) this.note('Done.');
    else if (isList(value)) this.list(value, columns);
    else this.line(typeof value === 'object' ? fieldsOf(value) : cell(value));
  }

  /** Text for people in the place of the document. */
  text(value: unknown, text: string): void {
    if (this.isJson) this.answer(value);
    else this.line(plain(text));
  }

  /** One of many that come one after the other. */
  each(value: unknown, text: () => string): void {
    this.line(this.isJson ? JSON.stringify(value) : plain(text()));
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  private list(
    { results, next }: { readonly results: readonly unknown[]; readonly next?: string },
    columns?: readonly string[],
  ): void {
    if (results.length === 0) return this.note('There is none.');
    const [first] = results;
    if (typeof first !== 'object') return results.forEach((each) => this.line(cell(each)));
    const all = columns ?? Object.keys(first as object);
    this.line(tableOf(all, results));
    if (next) this.note(`There are more: --cursor ${next}, or --all.`);
  }
}
