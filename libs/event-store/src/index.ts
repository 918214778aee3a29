export type { Checkpointed, Place } from './checkpointed.js';
export { ConsumerCheckpoint } from './consumer-checkpoint.js';
export { ConsumerParking } from './consumer-parking.js';
export {
  CommandHandler,
  type CommandHandlerOptions,
  type Executed,
  type ExecuteOptions,
} from './command-handler.js';
export { Database, isTransient } from './database.js';
export {
  EventStoreModule,
  type EventStoreModuleOptions,
  InjectProjector,
} from './event-store.module.js';
export type { Cause, Decider, Fact, Recorded } from './decider.js';
export type {
  Append,
  AppendOutcome,
  Draft,
  EventStore,
  Expected,
  Head,
  LogReader,
} from './event-store.js';
export { MemoryEventStore } from './memory-event-store.js';
export { migrate, type MigrateOptions, migrateService } from './migrate.js';
export { PostgresEventStore } from './postgres-event-store.js';
export type { Lease } from './leadership.js';
export { LedWork, type LedWorkOptions, type Leads } from './led-work.js';
export type { ParkedEvent, Parking } from './parking.js';
export type { Projection } from './projection.js';
export { partsOf, Projector } from './projector.js';
export { PostgresSnapshots, type Snapshot, type Snapshots } from './snapshots.js';
export { type Cell, columnsOf } from './columns.js';
export { type Fragment, rowsOf, type Sql } from './sql.js';
export { categoryOf, idOf, streamName } from './stream-name.js';
export { type SealReport, verifySeals } from './verify-seals.js';
export { type Upcaster, type Upcasters } from './upcasters.js';
export { Wakeable } from './wakeable.js';
