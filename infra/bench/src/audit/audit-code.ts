import type { Database } from '@margay/event-store';
import type { Bus, BusClient } from '@margay/messaging';
import type { DataSource } from 'typeorm';

/** What of the service is looked at here. */
export interface AuditCode {
  readonly MIGRATIONS: readonly (new () => object)[];
  readonly ServiceEvents: new (
    bus: Bus,
    client: BusClient,
    database: Database,
    productVersion: string,
  ) => { onApplicationBootstrap(): void; onModuleDestroy(): Promise<void> };
  readonly sampleLog: (sizes: readonly number[]) => {
    readonly records: readonly string[];
    readonly checkpoints: readonly string[];
    readonly manifest: string;
  };
  readonly KEY: object;
  readonly RecordRow: new () => object;
  readonly SubjectKeyRow: new () => object;
  readonly RecordSearchQuery: new (source: DataSource) => {
    page(request: object): Promise<{ readonly records: readonly object[] }>;
  };
  readonly filterOf: (filter: object) => object;
  readonly verifyExport: (of: object, options: object) => Promise<unknown>;
}

const at = (file: string): string =>
  new URL(`../../../../services/audit/dist/${file}`, import.meta.url).href;

/** The service's own code, as it was built: a service has nothing that can be imported. */
export async function auditCode(): Promise<AuditCode> {
  const files = [
    'migrations.js',
    'records/service-events.reactor.js',
    'proof/sample-log.js',
    'proof/export-verifier.js',
    'records/record.row.js',
    'records/subject-key.row.js',
    'search/record-search.query.js',
    'search/record-filter.js',
  ];
  const parts = await Promise.all(files.map((file) => import(at(file)) as Promise<object>));
  return Object.assign({}, ...parts) as AuditCode;
}
