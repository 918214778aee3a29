import { type AnyEvent, type EventSource, eventFilesOf } from '@margay/contracts';
import { ConsumerCheckpoint, ConsumerParking, type Database } from '@margay/event-store';
import { type Bus, type BusClient, eventTypes, Subscription } from '@margay/messaging';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { writeRecords } from './record-writer.projection.js';

/** The services whose events become records. This service's own come by its projection. */
export const AUDITED = [
  'tokens',
  'roles',
  'deployments',
  'enrichment',
] as const satisfies readonly EventSource[];

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
        sink: {
          apply: (events, sql) =>
            writeRecords(
              events.map(({ data, service, ...event }) => ({
                ...event,
                source: service,
                message: data as AnyEvent,
              })),
              sql,
              productVersion,
            ),
        },
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
