import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { AskedValue } from '../tables/lookup-table.js';
import { LookupTableDefinition } from './lookup-table-definition.js';
import { readRows } from './read-rows.js';
import { ownTable, TableBuilder } from './versioned-table.js';

const DATA = new URL('../../data/', import.meta.url);
const LIMITS = { compressedBytes: 1e6, bytes: 1e6, rows: 1_000 };

/** As the gateway passes it on. */
const definitionOf = (file: string) => {
  const given = parse(readFileSync(new URL(`tables/${file}`, DATA), 'utf8')) as {
    schema: object;
  };
  const schema = { ignoreCase: false, ...given.schema };
  return LookupTableDefinition.parse({ enabled: true, ...given, schema });
};

describe('the tables that come as definitions', () => {
  it.each([
    [
      'tor-exits.yaml',
      'tor-exits.txt',
      '198.51.100.23',
      { fingerprint: '0123456789ABCDEF0123456789ABCDEF01234567' },
    ],
    [
      'cloud-ranges.yaml',
      'cloud-ranges.json',
      '192.0.2.200',
      { block: '192.0.2.128/25', provider: 'aws', services: 'S3' },
    ],
    ['cloud-ranges.yaml', 'cloud-ranges.json', '2001:db8:a000::1', { services: 'CLOUDFRONT' }],
  ])('%s reads %s, and answers about %s', async (table, sample, asked, row) => {
    const { schema, refresh } = definitionOf(table);
    const builder = new TableBuilder(ownTable('t', schema), Date.now);
    const source = createReadStream(new URL(`samples/${sample}`, DATA));
    await readRows(source, refresh?.format ?? 'csv', schema, LIMITS, (values, line) =>
      builder.add(values, line),
    );
    const built = builder.build();
    expect(built.ask(new AskedValue(asked))).toMatchObject(row);
    expect(built.ask(new AskedValue('8.8.8.8'))).toBe('not_found');
  });
});
