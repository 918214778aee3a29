import { describe } from '@jest/globals';
import { eventStoreContract } from '../test/event-store.contract.js';
import { MemoryEventStore } from './memory-event-store.js';

describe('the event store in memory', () => {
  eventStoreContract((upcasters) => new MemoryEventStore(upcasters));
});
