import type { EnrichmentCode, LookupTable } from './enrichment-code.js';

const BLOCKS = 500_000;
const KEYS = 200_000;

const SCHEMA = {
  columns: [
    { name: 'block', type: 'string', validate: { cidr: 'any' } },
    { name: 'site', type: 'int' },
  ],
  primaryKey: 'block',
  ignoreCase: false,
};

const dotted = (word: number): string =>
  [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff).join('.');

/** Half a million blocks, many inside of others, and addresses inside and outside of them. */
export function blockLookups(
  { TableBuilder, ownTable, AskedValue, parseAddress }: EnrichmentCode,
  random: () => number,
) {
  const blocks = new Map<string, number>();
  while (blocks.size < BLOCKS) {
    const prefix = 12 + Math.floor(random() * 21);
    const word = Math.floor(random() * 2 ** prefix) * 2 ** (32 - prefix);
    blocks.set(`${dotted(word)}/${prefix}`, blocks.size);
  }
  const builder = new TableBuilder(ownTable('blocks', SCHEMA), Date.now);
  let line = 1;
  for (const [block, site] of blocks) builder.add([block, site], line++);
  const table: LookupTable = builder.build();
  const keys = Array.from({ length: KEYS }, () => dotted(Math.floor(random() * 2 ** 32)));
  /** A key is an address, read as the service reads it. */
  const wordOf = (text: string) => parseAddress(text)?.words[0];
  const exact = new Map(keys.map((key, i) => [wordOf(key), i]));
  const each = (ms: number, ask: (key: string) => unknown): number => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < ms)
      for (let i = 0; i < 1_000; i++, done++) ask(keys[done % KEYS]!);
    return (done * 1_000) / (performance.now() - start);
  };
  return {
    bytes: table.summary.bytes,
    narrowest: (ms: number) => each(ms, (key) => table.ask(new AskedValue(key))),
    exact: (ms: number) => each(ms, (key) => exact.get(wordOf(key))),
  };
}
