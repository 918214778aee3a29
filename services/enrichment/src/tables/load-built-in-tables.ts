import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltInTables } from './built-in-tables.js';
import { FewRows, NetworkRows, TextRows } from './interned-rows.js';
import { addNumericRanges } from './numeric-ranges.js';
import { RangeTableBuilder } from './range-table-builder.js';
import type { RangeTable } from './range-table.js';
import { readCsv } from './read-csv.js';
import { ASN_SOURCE, COUNTRY_SOURCE, SPECIAL_PURPOSE_SOURCE } from './sources.js';

const require = createRequire(import.meta.url);
const packageDirectory = (name: string): string => dirname(require.resolve(`${name}/package.json`));

export const ASN_DIRECTORY = packageDirectory('@ip-location-db/asn');
export const COUNTRY_DIRECTORY = packageDirectory('@ip-location-db/asn-country');
const SPECIAL_PURPOSE_FILE = fileURLToPath(
  new URL('../../data/special-purpose.csv', import.meta.url),
);

/** Where to read from; newer files of the same form may stand elsewhere than in the packages. */
export interface TableDirectories {
  readonly asn: string;
  readonly country: string;
}

/** @throws BadDataFile naming file and line of the first record that is not usable */
export async function loadBuiltInTables(
  directories: TableDirectories = { asn: ASN_DIRECTORY, country: COUNTRY_DIRECTORY },
): Promise<BuiltInTables> {
  return {
    specialPurpose: await loadSpecialPurposeTable(),
    country: await loadCountryTable(directories.country),
    asn: await loadAsnTable(directories.asn),
  };
}

/** Row: `{asn, organization}`. */
export async function loadAsnTable(directory: string): Promise<RangeTable> {
  const files = numericFiles(directory, 'asn');
  const rows = new NetworkRows();
  const builder = new RangeTableBuilder();
  for (const family of [4, 6] as const)
    await addNumericRanges(
      builder,
      { path: files[family], family, columns: 4 },
      ([, , asn, organization]) => rows.intern(asNumber(asn!), organization!),
    );
  return builder.build('asn', rows.seal(), ASN_SOURCE, files);
}

/** Row: `{country_code}`, two letters as in ISO 3166-1. */
export async function loadCountryTable(directory: string): Promise<RangeTable> {
  const files = numericFiles(directory, 'asn-country');
  const rows = new TextRows('country_code');
  const builder = new RangeTableBuilder();
  for (const family of [4, 6] as const)
    await addNumericRanges(builder, { path: files[family], family, columns: 3 }, ([, , country]) =>
      rows.intern(countryCode(country!)),
    );
  return builder.build('country', rows.seal(), COUNTRY_SOURCE, files);
}

/** Row: `{block, name, rfc, globally_reachable}`; the last is null where the registry says N/A. */
export async function loadSpecialPurposeTable(path = SPECIAL_PURPOSE_FILE): Promise<RangeTable> {
  const rows = new FewRows();
  const builder = new RangeTableBuilder();
  await readCsv(path, (record, line) => {
    if (line === 1) return;
    if (record.length !== 4) throw new RangeError('Expected 4 columns.');
    const [block, name, rfc, reachable] = record as [string, string, string, string];
    const row = rows.add({ block, name, rfc, globally_reachable: truth(reachable) });
    builder.addBlock(block, row, line);
  });
  return builder.build('special_purpose', rows.seal(), SPECIAL_PURPOSE_SOURCE, {
    4: path,
    6: path,
  });
}

const numericFiles = (directory: string, name: string): Record<4 | 6, string> => ({
  4: join(directory, `${name}-ipv4-num.csv`),
  6: join(directory, `${name}-ipv6-num.csv`),
});

function asNumber(text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (number > 0xffffffff) throw new RangeError('Expected an AS number in column 3.');
  return number;
}

function countryCode(text: string): string {
  if (!/^[A-Z]{2}$/.test(text)) throw new RangeError('Expected a country code in column 3.');
  return text;
}

function truth(text: string): boolean | null {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new RangeError('Expected true, false or nothing in column 4.');
}
