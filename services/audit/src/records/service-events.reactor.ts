import { type AnyEvent, type EventSource, eventFilesOf } from '@margay/contracts';
import { ConsumerCheckpoint, ConsumerParking, type Database, type Sql } from '@margay/event-store';
import {
  type Bus,
  type BusClient,
  type ConsumedEvent,
  type EventSink,
  eventTypes,
  Subscription,
} from '@margay/messaging';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { type Drafted, drafted } from './auditable.js';
import { writeRecords } from './record-writer.projection.js';

/** The services whose events become records. This service's own come by its projection. */
export const AUDITED = [
  'tokens',
  'roles',
  'deployments',
  'enrichment',
] as const satisfies readonly EventSource[];

/** Records of events. Those that wait for the database are worked out as far as they can be by themselves. */
class RecordSink implements EventSink {
  private readonly drafts = new WeakMap<ConsumedEvent, Drafted>();

  constructor(private readonly productVersion: string) {}

  prepare(event: ConsumedEvent): void {
    this.drafts.set(event, draftedOf(event));
  }

  apply(events: readonly ConsumedEvent[], sql: Sql): Promise<void> {
    const drafts = events.map((event) => this.drafts.get(event) ?? draftedOf(event));
    return writeRecords(drafts, sql, this.productVersion);
  }
}

const draftedOf = ({ data, service, ...event }: ConsumedEvent): Drafted =>
  drafted({ ...event, source: service, message: data as AnyEvent });

/** Turns every event of the other services into a record, each once. */
export class ServiceEvents implements OnApplicationBootstrap, OnModuleDestroy {
  readonly subscriptions: readonly Subscription[];

  constructor(bus: Bus, client: BusClient, database: Database, productVersion: string) {
    this.subscriptions = AUDITED.map((owner) => {
      const consumer = `audit-log.${owner}`;
      return new Subscription(bus, client, {
        name: 'audit-log',
        owner,
        types: eventTypes(...eventFilesOf(owner)),
        checkpoint: new ConsumerCheckpoint(database, consumer),
        parking: new ConsumerParking(database, consumer),
        sink: new RecordSink(productVersion),
      });
    });
  }

  onApplicationBootstrap(): void {
    for (const subscription of this.subscriptions) subscription.onApplicationBootstrap();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.onModuleDestroy()));
  }
}
