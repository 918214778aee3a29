/** What of the service is looked at here. */
export interface EnrichmentCode {
  readonly readRows: (
    source: AsyncIterable<Buffer>,
    format: 'csv',
    schema: TableSchema,
    limits: { readonly compressedBytes: number; readonly bytes: number; readonly rows: number },
    use: (values: readonly unknown[], line: number) => void,
  ) => Promise<number>;
  readonly TableBuilder: new (
    identity: object,
    now: () => number,
  ) => { add(values: readonly unknown[], line: number): void; build(): LookupTable };
  readonly ownTable: (name: string, schema: TableSchema) => object;
  readonly parseAddress: (text: string) => { readonly words: readonly number[] } | undefined;
  readonly AskedValue: new (text: string) => object;
  readonly enricher: () => Promise<object>;
  readonly enrichBatch: (
    enricher: object,
    logType: string,
    events: readonly Uint8Array[],
    answerBytesMax: number,
  ) => Promise<({ readonly event: Uint8Array } | { readonly fault: object })[]>;
}

export interface TableSchema {
  readonly columns: readonly object[];
  readonly primaryKey: string;
  readonly ignoreCase: boolean;
}

export interface LookupTable {
  readonly summary: { readonly bytes: number; readonly rows: number };
  ask(value: object): unknown;
}

const at = (file: string): string =>
  new URL(`../../../../services/enrichment/dist/${file}`, import.meta.url).href;

type Loaded = Omit<EnrichmentCode, 'enricher'> & {
  readonly loadDataModels: () => Promise<object>;
  readonly loadBuiltInTables: () => Promise<object>;
  readonly builtInLookups: (tables: object) => readonly object[];
  readonly Plans: new (models: object, tables: readonly object[]) => object;
  readonly Enricher: new (plans: object) => object;
};

const FILES = [
  'address/address.js',
  'lookup-tables/read-rows.js',
  'lookup-tables/versioned-table.js',
  'tables/lookup-table.js',
  'tables/built-in-tables.js',
  'tables/load-built-in-tables.js',
  'data-models/load-data-models.js',
  'enriching/plan.js',
  'enriching/enricher.js',
  'enriching/batch.js',
];

/** The service's own code, as it was built: a service has nothing that can be imported. */
export async function enrichmentCode(): Promise<EnrichmentCode> {
  const parts = await Promise.all(FILES.map((file) => import(at(file)) as Promise<object>));
  const code = Object.assign({}, ...parts) as Loaded;
  return {
    ...code,
    enricher: async () =>
      new code.Enricher(
        new code.Plans(
          await code.loadDataModels(),
          code.builtInLookups(await code.loadBuiltInTables()),
        ),
      ),
  };
}
