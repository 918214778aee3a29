import { setTimeout as sleep } from 'node:timers/promises';
import { Health } from '@margay/observability';
import {
  type DynamicModule,
  Inject,
  Injectable,
  type InjectionToken,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
  type Type,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CommandHandler, type CommandHandlerOptions } from './command-handler.js';
import { Database } from './database.js';
import type { Decider, Fact } from './decider.js';
import { PostgresEventStore } from './postgres-event-store.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';
import type { Upcasters } from './upcasters.js';

export interface EventStoreModuleOptions {
  /** Of the service's own login. */
  readonly url: string;
  /** The service's name. */
  readonly schema: string;
  readonly upcasters?: Upcasters;
  /** Modules with what the projections are made of. */
  readonly imports?: readonly Type[];
  readonly projections?: readonly Type<Projection<never>>[];
  /** What the read models' rows are, for TypeORM to read. */
  readonly rows?: readonly Type[];
}

const PROJECTORS = Symbol('projectors');
const RETRY_MS = 1_000;

const projectorToken = (projection: Type<Projection<never>>) => `Projector(${projection.name})`;

/** The projector of a projection, to ask whether what it wrote is fresh. */
export const InjectProjector = (projection: Type<Projection<never>>): ParameterDecorator =>
  Inject(projectorToken(projection));

/** Whether the database answers, with its log migrated. */
async function answers(database: Database): Promise<string | undefined> {
  try {
    await database.sql`SELECT 1 FROM epoch LIMIT 1`;
    return undefined;
  } catch {
    return 'The database does not answer.';
  }
}

/** Waits for the database for as long as it takes; readiness says so meanwhile. */
async function connected(database: Database, health: Health): Promise<Database> {
  health.readyWhen('database', () => answers(database));
  const logger = new Logger('event store');
  for (let attempt = 0; ; attempt++) {
    const trouble = await answers(database);
    if (trouble === undefined) return database;
    if (attempt % 30 === 0) logger.warn(`${trouble} Trying again.`);
    await sleep(RETRY_MS);
  }
}

const readSource = ({ url, schema, rows = [] }: EventStoreModuleOptions): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: [...rows],
    synchronize: false,
    logging: false,
    applicationName: `margay-${schema}-read`,
    extra: { max: 8, connectionTimeoutMillis: 5_000, statement_timeout: 15_000 },
    poolErrorHandler: () => undefined,
  }).initialize();

@Injectable()
class Running implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly store: PostgresEventStore,
    private readonly source: DataSource,
    @Inject(PROJECTORS) private readonly projectors: readonly Projector<never>[],
  ) {}

  onApplicationBootstrap(): void {
    for (const projector of this.projectors) projector.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.projectors.map((projector) => projector.stop()));
    await this.store.close();
    await this.source.destroy();
    await this.database.close();
  }
}

/** A service's log, its projections and what reads them. */
@Module({})
export class EventStoreModule {
  static forRoot(options: EventStoreModuleOptions): DynamicModule {
    const projections = options.projections ?? [];
    const providers: Provider[] = [
      {
        provide: Database,
        inject: [Health],
        useFactory: (health: Health) =>
          connected(new Database(options.url, options.schema), health),
      },
      {
        provide: PostgresEventStore,
        inject: [Database],
        useFactory: (database: Database) => new PostgresEventStore(database, options.upcasters),
      },
      // After the database answered, or TypeORM would give up at once.
      { provide: DataSource, inject: [Database], useFactory: () => readSource(options) },
      ...projections,
      ...projections.map((projection) => ({
        provide: projectorToken(projection),
        inject: [Database, PostgresEventStore, projection],
        useFactory: (
          database: Database,
          store: PostgresEventStore<never>,
          instance: Projection<never>,
        ) => new Projector(database, store, instance),
      })),
      {
        provide: PROJECTORS,
        inject: projections.map(projectorToken),
        useFactory: (...projectors: Projector<never>[]) => projectors,
      },
      Running,
    ];
    return {
      module: EventStoreModule,
      global: true,
      imports: [...(options.imports ?? [])],
      providers,
      exports: [Database, PostgresEventStore, DataSource, ...projections.map(projectorToken)],
    };
  }

  /**
   * A `CommandHandler` over the service's log.
   *
   * @param provide what it is injected by, in a service with several
   */
  static handler<Command, State, Event extends Fact>(
    decider: Decider<Command, State, Event>,
    options: CommandHandlerOptions<Event>,
    provide: InjectionToken = CommandHandler,
  ): Provider {
    return {
      provide,
      inject: [PostgresEventStore],
      useFactory: (store: PostgresEventStore<Event>) => new CommandHandler(store, decider, options),
    };
  }
}
