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

const at = (file: string): string => new URL(`../../../../${file}`, import.meta.url).href;

/** The service's own code, as it was built: a service has nothing that can be imported. */
export async function auditCode(): Promise<AuditCode> {
  const files = [
    'services/audit/dist/migrations.js',
    'services/audit/dist/records/service-events.reactor.js',
    'libs/audit-proof/dist/sample-log.js',
    'libs/audit-proof/dist/export-verifier.js',
    'services/audit/dist/records/record.row.js',
    'services/audit/dist/records/subject-key.row.js',
    'services/audit/dist/search/record-search.query.js',
    'services/audit/dist/search/record-filter.js',
  ];
  const parts = await Promise.all(files.map((file) => import(at(file)) as Promise<object>));
  return Object.assign({}, ...parts) as AuditCode;
}
