import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@margay/config';
import { migrate } from '@margay/event-store';
import { Bus, BusClient, createService, type NatsOptions } from '@margay/messaging';
import { Health } from '@margay/observability';
import { testDatabase, type TestDatabase } from '@margay/testing';
import { EnrichmentModule } from '../src/enrichment.module.js';
import { MIGRATIONS } from '../src/migrations.js';
import {
  PIPELINE_DEFAULTS,
  type PipelineOptions,
} from '../src/pipeline/pipeline-queues.service.js';
import { smallBuiltIn } from './small-tables.js';

export const enrichmentDatabase = (): Promise<TestDatabase> =>
  testDatabase(
    'enrichment',
    (url, login) => migrate({ url, schema: 'enrichment', login, migrations: MIGRATIONS }),
    MIGRATIONS.map(({ name }) => name).join(),
  );

export const caller = () => ({
  actor: { type: 'api-token', id: 'maker', name: 'Maker' } as const,
  requestId: randomUUID(),
});

/** Replicas of the service over small tables, and one who asks them. */
export class Serving {
  readonly bus: Bus;
  readonly client: BusClient;
  /** Where lookup tables may be refreshed from. */
  readonly files = mkdtempSync(join(tmpdir(), 'margay-tables-'));
  private readonly running: { close(): Promise<void> }[] = [];

  constructor(
    private readonly nats: NatsOptions,
    private readonly database: TestDatabase,
  ) {
    this.bus = new Bus({ ...nats, service: 'gateway' }).start();
    this.client = new BusClient(this.bus);
  }

  /** @returns how to stop it */
  async replica(pipeline: Partial<PipelineOptions> = {}): Promise<() => Promise<void>> {
    const bus = new Bus({ ...this.nats, service: 'enrichment' }).start();
    const module = EnrichmentModule.with(
      {
        postgres: { url: this.database.url },
        aws: { region: 'us-east-1', timeoutMs: 5_000 },
        cursorSecret: new Secret('a cursor secret'),
        dataModels: '',
        tables: { asn: '', country: '' },
        prevalenceBytes: 1e6,
        lookupData: { compressedBytes: 2e6, bytes: 1e7, rows: 1e5 },
        lookupFiles: this.files,
        allowPrivateEgress: true,
        pipeline: { ...PIPELINE_DEFAULTS, worker: true, ackWaitMs: 1_500, ...pipeline },
      },
      smallBuiltIn,
    );
    const app = await createService(module, { bus, health: new Health() });
    await app.listen();
    const replica = {
      close: async () => {
        await app.close();
        await bus.close();
      },
    };
    this.running.push(replica);
    return async () => {
      this.running.splice(this.running.indexOf(replica), 1);
      await replica.close();
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((each) => each.close()));
    await this.bus.close();
    rmSync(this.files, { recursive: true });
  }
}
