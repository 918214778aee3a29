export { Announcements } from './announcements.js';
export { BusClient, type Client, type RequestOptions } from './bus-client.js';
export { BusServer, type BusServerOptions } from './bus-server.js';
export { type Call, type Caller, callFor, systemCaller } from './call.js';
export { Bus, type BusOptions, type NatsOptions } from './connection.js';
export {
  type ConsumedEvent,
  type EventEnvelope,
  type ReceivedEvent,
  type ToWire,
  type UnreadableEvent,
  type WireEvent,
  eventTypes,
  isReadable,
  wireEvent,
} from './consumed-event.js';
export { EVENT_SOURCE, EventLogController } from './event-log.controller.js';
export type { EventSource, RelayLog } from './event-source.js';
export { causeOf } from './cause.js';
export { isRetryable } from './event-applier.js';
export type { EventSink } from './event-sink.js';
export { type ApplierOptions, Fenced } from './event-applier.js';
export { MessagingModule, type PublishingOptions } from './messaging.module.js';
export { NumberedStream, type NumberedStreamOptions } from './numbered-stream.js';
export { ParkedEvents } from './parked-events.js';
export { Backoff, pause } from './pause.js';
export { Pulse } from './pulse.js';
export { Relay } from './relay.js';
export type { QueueConsumer, QueueConsumerOptions, QueueItem } from './queue-consumer.js';
export { DurableReaders, type ReaderOptions, type ReaderState } from './durable-readers.js';
export { RemoteLog } from './remote-log.js';
export { CallContext, Rpc, type Served, calleeOf, subjectOf } from './rpc.js';
export { type ProcessConfig, type Service, runService } from './run-service.js';
export { type Surroundings, createService, withSurroundings } from './service-app.js';
export { ServiceErrorFilter } from './service-error.filter.js';
export { Subscription, type SubscriptionOptions } from './subscription.js';
export { Watch, type WatchOptions } from './watch.js';
export { type QueueState, WorkQueue, type WorkQueueOptions } from './work-queue.js';
export {
  announcementSubjectOf,
  eventStreamOf,
  eventSubjectsOf,
  pulseSubjectOf,
  type Spelling,
  spellingIn,
} from './event-subjects.js';
