import type { EnrichmentCode } from './enrichment-code.js';

const SCHEMA = {
  columns: [
    { name: 'host', type: 'string' },
    { name: 'owner', type: 'string' },
    { name: 'score', type: 'int' },
    { name: 'seen', type: 'timestamp' },
  ],
  primaryKey: 'host',
  ignoreCase: true,
};

async function* csvOf(rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from('host,owner,score,seen\n');
  for (let from = 0; from < rows; from += 1_000) {
    let text = '';
    for (let i = from; i < Math.min(from + 1_000, rows); i++)
      text += `host-${i}.example.com,team-${i % 400},${i % 100},2026-03-${String(1 + (i % 28)).padStart(2, '0')}\n`;
    yield Buffer.from(text);
    await Promise.resolve();
  }
}

/** How long a table of so many rows takes to be read from CSV, and how large it is then. */
export async function largeTable(
  { readRows, TableBuilder, ownTable, AskedValue }: EnrichmentCode,
  rows: number,
) {
  const builder = new TableBuilder(ownTable('large', SCHEMA), Date.now);
  const start = performance.now();
  const limits = { compressedBytes: Infinity, bytes: Infinity, rows };
  await readRows(csvOf(rows), 'csv', SCHEMA, limits, (values, line) => builder.add(values, line));
  const table = builder.build();
  const seconds = (performance.now() - start) / 1_000;
  const last = table.ask(new AskedValue(`HOST-${rows - 1}.example.com`));
  return { seconds, bytesPerRow: table.summary.bytes / rows, isWhole: typeof last === 'object' };
}
