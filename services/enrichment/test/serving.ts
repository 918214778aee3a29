import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@margay/config';
import { Database, migrate } from '@margay/event-store';
import { Bus, BusClient, createService } from '@margay/messaging';
import { Health } from '@margay/observability';
import { testDatabase, type TestDatabase, testNats } from '@margay/testing';
import { EnrichmentModule } from '../src/enrichment.module.js';
import type { DataLimits } from '../src/lookup-tables/read-rows.js';
import { MIGRATIONS } from '../src/migrations.js';
import { smallBuiltIn } from './small-tables.js';

const LIMITS: DataLimits = { compressedBytes: 2e6, bytes: 1e7, rows: 1e5 };

/** The service over small tables, in as many replicas as a suite starts. */
export class Serving {
  private readonly nats = testNats();
  private readonly running: { close(): Promise<void> }[] = [];
  private suite: TestDatabase | undefined;
  /** Where tables are refreshed from. */
  readonly files = mkdtempSync(join(tmpdir(), 'margay-tables-'));
  database!: Database;
  client!: BusClient;

  async open(): Promise<void> {
    this.suite = await testDatabase('enrichment', (url, login) =>
      migrate({ url, schema: 'enrichment', login, migrations: MIGRATIONS }),
    );
    this.database = new Database(this.suite.url, 'enrichment');
    const bus = new Bus({ ...this.nats, service: 'gateway' }).start();
    this.running.push(bus);
    this.client = new BusClient(bus);
  }

  /** Another replica. They share queue group, database and stream. @returns how to stop it */
  async serve(): Promise<() => Promise<void>> {
    const bus = new Bus({ ...this.nats, service: 'enrichment' }).start();
    const module = EnrichmentModule.with(
      {
        postgres: { url: this.suite!.url },
        cursorSecret: new Secret('a cursor secret'),
        dataModels: '',
        tables: { asn: '', country: '' },
        lookupData: LIMITS,
        lookupFiles: this.files,
        allowPrivateEgress: true,
      },
      smallBuiltIn,
    );
    const app = await createService(module, { bus, health: new Health() });
    await app.listen();
    let closing: Promise<void> | undefined;
    const close = () =>
      (closing ??= (async () => {
        await app.close();
        await bus.close();
      })());
    this.running.push({ close });
    return close;
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((one) => one.close()));
    await this.database.close();
    await this.suite?.drop();
    rmSync(this.files, { recursive: true });
  }

  readonly caller = () => ({
    actor: { type: 'api-token', id: 'maker', name: 'Maker' } as const,
    requestId: randomUUID(),
  });
}
