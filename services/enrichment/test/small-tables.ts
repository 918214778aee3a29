import { loadDataModels } from '../src/data-models/load-data-models.js';
import { type BuiltIn, CurrentEnricher } from '../src/enriching/current-enricher.service.js';
import { builtInLookups, type BuiltInTables } from '../src/tables/built-in-tables.js';
import { FewRows } from '../src/tables/interned-rows.js';
import { loadSpecialPurposeTable } from '../src/tables/load-built-in-tables.js';
import { RangeTableBuilder } from '../src/tables/range-table-builder.js';
import type { RangeTable, Row } from '../src/tables/range-table.js';
import { ASN_SOURCE } from '../src/tables/sources.js';

/** A table of a few blocks, each with its row. */
export function tableOf(name: string, blocks: Record<string, Row>): RangeTable {
  const builder = new RangeTableBuilder();
  const rows = new FewRows();
  Object.entries(blocks).forEach(([block, row], i) =>
    builder.addBlock(block, rows.add(row), i + 1),
  );
  return builder.build(name, rows.seal(), ASN_SOURCE, { 4: 'given', 6: 'given' });
}

export const GOOGLE = { asn: 15169, organization: 'Google LLC' };
export const CLOUDFLARE = { asn: 13335, organization: 'Cloudflare, Inc.' };

/** The real special-purpose registries, and two networks in two countries. */
export const smallTables = async (): Promise<BuiltInTables> => ({
  asn: tableOf('asn', {
    '8.8.8.0/24': GOOGLE,
    '2001:4860::/32': GOOGLE,
    '1.1.1.0/24': CLOUDFLARE,
  }),
  country: tableOf('country', {
    '8.0.0.0/8': { country_code: 'US' },
    '2001:4860::/32': { country_code: 'US' },
    '1.1.1.0/24': { country_code: 'AU' },
  }),
  specialPurpose: await loadSpecialPurposeTable(),
});

/** What the service has without any settings, over the small tables. */
export const smallBuiltIn = async (): Promise<Omit<BuiltIn, 'counting'>> => ({
  models: await loadDataModels(),
  tables: builtInLookups(await smallTables()),
});

export const smallEnricher = async () =>
  new CurrentEnricher({ ...(await smallBuiltIn()), counting: [] });
