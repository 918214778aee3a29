import { createRequire } from 'node:module';
import { signingKey } from '@margay/audit-proof';
import { describedEvent } from '@margay/contracts';
import { Database, EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { Egress } from '@margay/egress';
import { Bus, BusClient, DurableReaders, MessagingModule, NumberedStream } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { Anchors } from './anchoring/anchors.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { WaitingAttempts } from './attempts/waiting-attempts.reactor.js';
import type { AuditConfig } from './audit.config.js';
import { AuditController } from './audit.controller.js';
import type { AuditEvent } from './audit-event.js';
import { auditEventToWire } from './audit-events.wire.js';
import { RecordPublishing } from './consumers/record-publishing.reactor.js';
import { RECORD_STREAM } from './consumers/record-stream.js';
import { StartQuery } from './consumers/start.query.js';
import { Checkpointer } from './proof/checkpointer.reactor.js';
import { CheckpointsService, SigningKeys } from './proof/checkpoints.service.js';
import { ProofReader } from './proof/proof-reader.service.js';
import { TreeQuery } from './proof/tree.query.js';
import { readerDecider } from './readers/reader.decider.js';
import { ReaderListProjection } from './readers/reader-list.projection.js';
import { ReaderPlaces } from './readers/reader-place.query.js';
import { ReadersKeeper } from './readers/readers-keeper.reactor.js';
import { ReadersController } from './readers/readers.controller.js';
import { READERS, ReadersService } from './readers/readers.service.js';
import { AnewQuery } from './rebuild/anew.query.js';
import { rebuildDecider } from './rebuild/rebuild.decider.js';
import { Rebuilding, type RebuildHandler } from './rebuild/rebuilding.reactor.js';
import { REBUILD, REBUILDS, RebuildsService } from './rebuild/rebuilds.service.js';
import { OwnLogProjection } from './records/own-log.projection.js';
import { PRODUCT_VERSION } from './records/product-version.js';
import { RecordRow } from './records/record.row.js';
import { SubjectKeyRow } from './records/subject-key.row.js';
import { AUDITED, ServiceEvents } from './records/service-events.reactor.js';
import { Erasing } from './retention/erasing.reactor.js';
import { retentionDecider } from './retention/retention.decider.js';
import { RetentionKeeper } from './retention/retention.reactor.js';
import { RETENTION, RetentionService } from './retention/retention.service.js';
import { CursorSecret } from './search/cursor-secret.js';
import { RecordReader } from './search/record-reader.service.js';
import { RecordSearchQuery } from './search/record-search.query.js';
import type { Patience } from './webhooks/backoff.js';
import { webhookDecider } from './webhooks/webhook.decider.js';
import { type WebhookHandler, WebhookWork } from './webhooks/webhook-deliveries.reactor.js';
import { WebhookDeliveries } from './webhooks/webhook-delivery.query.js';
import { WebhookListProjection } from './webhooks/webhook-list.projection.js';
import { WebhookClient } from './webhooks/webhook.client.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WEBHOOK_SECRET, WEBHOOKS, WebhooksService } from './webhooks/webhooks.service.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

@Module({
  providers: [{ provide: PRODUCT_VERSION, useValue: version }],
  exports: [PRODUCT_VERSION],
})
class ProductModule {}

@Module({})
export class AuditModule {
  static with(
    config: Pick<
      AuditConfig,
      'postgres' | 'cursorSecret' | 'signingSeeds' | 'anchors' | 'webhooks'
    > & { readonly patience?: Patience },
  ): DynamicModule {
    return {
      module: AuditModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'audit',
          imports: [ProductModule],
          projections: [OwnLogProjection, ReaderListProjection, WebhookListProjection],
          rows: [RecordRow, SubjectKeyRow],
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
      controllers: [AuditController, ReadersController, WebhooksController],
      providers: [
        EventStoreModule.handler(retentionDecider, { category: RETENTION.category }),
        EventStoreModule.handler(rebuildDecider, { category: REBUILD.category }, REBUILDS),
        EventStoreModule.handler(readerDecider, { category: 'reader' }, READERS),
        EventStoreModule.handler(webhookDecider, { category: 'webhook' }, WEBHOOKS),
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        {
          provide: SigningKeys,
          useValue: new SigningKeys(config.signingSeeds.map((seed) => signingKey(seed.reveal()))),
        },
        AttemptsService,
        RecordReader,
        RecordSearchQuery,
        CheckpointsService,
        Checkpointer,
        TreeQuery,
        ProofReader,
        Erasing,
        WebhookDeliveries,
        {
          provide: WebhookClient,
          useValue: new WebhookClient(new Egress({ allowPrivate: config.webhooks.allowPrivate })),
        },
        { provide: WEBHOOK_SECRET, useValue: config.webhooks.secret },
        WebhooksService,
        {
          provide: WebhookWork,
          inject: [
            PostgresEventStore,
            WebhookDeliveries,
            RecordSearchQuery,
            WEBHOOKS,
            WebhookClient,
          ],
          useFactory: (
            store: PostgresEventStore,
            webhooks: WebhookDeliveries,
            log: RecordSearchQuery,
            handler: WebhookHandler,
            client: WebhookClient,
          ) =>
            new WebhookWork(
              store,
              webhooks,
              log,
              handler,
              client,
              config.webhooks.secret.reveal(),
              config.patience,
            ),
        },
        StartQuery,
        ReaderPlaces,
        ReadersService,
        {
          provide: DurableReaders,
          inject: [Bus],
          useFactory: (bus: Bus) => new DurableReaders(bus, RECORD_STREAM),
        },
        {
          provide: ReadersKeeper,
          inject: [PostgresEventStore, ReaderPlaces, DurableReaders],
          useFactory: (store: PostgresEventStore, places: ReaderPlaces, readers: DurableReaders) =>
            new ReadersKeeper(store, places, readers),
        },
        AnewQuery,
        RebuildsService,
        {
          provide: Rebuilding,
          inject: [PostgresEventStore, AnewQuery, REBUILDS, BusClient],
          useFactory: (
            store: PostgresEventStore<AuditEvent>,
            anew: AnewQuery,
            handler: RebuildHandler,
            client: BusClient,
          ) => new Rebuilding(store, anew, handler, client),
        },
        RetentionService,
        RetentionKeeper,
        {
          provide: Anchors,
          inject: [Bus, Database, PostgresEventStore],
          useFactory: (bus: Bus, database: Database, store: PostgresEventStore) =>
            new Anchors(bus, database, store, config.anchors),
        },
        {
          provide: RecordPublishing,
          inject: [Bus, Database, PostgresEventStore, RecordSearchQuery],
          useFactory: (
            bus: Bus,
            database: Database,
            store: PostgresEventStore,
            log: RecordSearchQuery,
          ) => new RecordPublishing(database, store, log, new NumberedStream(bus, RECORD_STREAM)),
        },
        {
          provide: ServiceEvents,
          inject: [Bus, BusClient, Database, PRODUCT_VERSION],
          useFactory: (bus: Bus, client: BusClient, database: Database, product: string) =>
            new ServiceEvents(bus, client, database, product),
        },
        {
          provide: WaitingAttempts,
          inject: [Database, PostgresEventStore, BusClient, PRODUCT_VERSION],
          useFactory: (
            database: Database,
            store: PostgresEventStore<AuditEvent>,
            client: BusClient,
            product: string,
          ) => new WaitingAttempts(database, store, client, AUDITED, product),
        },
      ],
    };
  }
}
