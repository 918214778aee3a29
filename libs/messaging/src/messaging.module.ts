import type { DescService } from '@bufbuild/protobuf';
import type { Fact } from '@margay/event-store';
import { Health } from '@margay/observability';
import {
  type DynamicModule,
  type FactoryProvider,
  Module,
  type ModuleMetadata,
} from '@nestjs/common';
import { BusClient } from './bus-client.js';
import { Bus } from './connection.js';
import { EVENT_SOURCE, EventLogController } from './event-log.controller.js';
import type { EventSource } from './event-source.js';
import { Pulse } from './pulse.js';
import { Relay } from './relay.js';

export interface PublishingOptions<Event extends Fact>
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider, 'inject'> {
  // Nest calls it with what `inject` names.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly useFactory: (...injected: any[]) => EventSource<Event> | Promise<EventSource<Event>>;
}

/** Gives a service the bus and clients of the contracts that it calls. */
@Module({})
export class MessagingModule {
  /** Once per process, global: `Bus`, `BusClient` and `Health`. `runService` does it. */
  static forRoot(bus: Bus, health: Health): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: Bus, useValue: bus },
        { provide: BusClient, useValue: new BusClient(bus) },
        { provide: Health, useValue: health },
      ],
      exports: [Bus, BusClient, Health],
    };
  }

  /** `@Inject(TokensApi.typeName) tokens: Client<typeof TokensApi>` for each of the contracts. */
  static clients(...apis: readonly DescService[]): DynamicModule {
    return {
      module: MessagingModule,
      providers: apis.map((api) => ({
        provide: api.typeName,
        useFactory: (client: BusClient) => client.of(api),
        inject: [BusClient],
      })),
      exports: apis.map(({ typeName }) => typeName),
    };
  }

  /** Publishes the service's log: relay to its stream, pulse, and `EventLogApi` for whoever missed something. */
  static publishing<Event extends Fact>({
    imports = [],
    inject = [],
    useFactory,
  }: PublishingOptions<Event>): DynamicModule {
    return {
      module: MessagingModule,
      imports,
      controllers: [EventLogController],
      providers: [
        { provide: EVENT_SOURCE, inject, useFactory },
        {
          provide: Relay,
          inject: [Bus, EVENT_SOURCE],
          useFactory: (bus: Bus, source: EventSource<Event>) => new Relay(bus, source),
        },
        {
          provide: Pulse,
          inject: [Bus, EVENT_SOURCE],
          useFactory: (bus: Bus, { log }: EventSource<Event>) => new Pulse(bus, log),
        },
      ],
    };
  }
}
