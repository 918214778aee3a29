import { createRequire } from 'node:module';
import { describedEvent } from '@margay/contracts';
import { Database, EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { Bus, BusClient, MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import type { AuditEvent } from './attempt.js';
import { AttemptLogProjection } from './attempt-log.projection.js';
import { AttemptsService } from './attempts.service.js';
import { AuditController } from './audit.controller.js';
import type { AuditConfig } from './audit.config.js';
import { auditEventToWire } from './audit-events.wire.js';
import { AuditLogQuery } from './audit-log.query.js';
import { AuditReader, CursorSecret } from './audit-reader.service.js';
import { AuditRecordRow } from './audit-record.row.js';
import { PRODUCT_VERSION } from './product-version.js';
import { ServiceEvents } from './service-events.reactor.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

@Module({
  providers: [{ provide: PRODUCT_VERSION, useValue: version }],
  exports: [PRODUCT_VERSION],
})
class ProductModule {}

@Module({})
export class AuditModule {
  static with(config: Pick<AuditConfig, 'postgres' | 'cursorSecret'>): DynamicModule {
    return {
      module: AuditModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'audit',
          imports: [ProductModule],
          projections: [AttemptLogProjection],
          rows: [AuditRecordRow],
        }),
        MessagingModule.publishing<AuditEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<AuditEvent>) => ({
            log,
            toWire: (recorded: Recorded<AuditEvent>) => describedEvent(auditEventToWire(recorded)),
          }),
        }),
        ProductModule,
      ],
      controllers: [AuditController],
      providers: [
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        AttemptsService,
        AuditReader,
        AuditLogQuery,
        {
          provide: ServiceEvents,
          inject: [Bus, BusClient, Database, PRODUCT_VERSION],
          useFactory: (bus: Bus, client: BusClient, database: Database, product: string) =>
            new ServiceEvents(bus, client, database, product),
        },
      ],
    };
  }
}
