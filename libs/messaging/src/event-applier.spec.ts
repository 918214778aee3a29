import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { ServiceError, TokenCreatedSchema } from '@margay/contracts';
import fc from 'fast-check';
import { LostAnswer, MemoryConsumer } from '../test/memory-consumer.js';
import type { Place } from '@margay/event-store';
import type { ConsumedEvent } from './consumed-event.js';
import { EventApplier, Fenced } from './event-applier.js';

const eventsOf = (count: number, epoch = 'e1'): ConsumedEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    service: 'tokens',
    epoch,
    position: index + 1,
    id: `id-${index + 1}`,
    stream: `token-${index % 4}`,
    version: 1,
    type: TokenCreatedSchema.typeName,
    at: new Date(0),
    cause: { actor: { type: 'system', id: 's' }, requestId: 'r' },
    data: create(TokenCreatedSchema, { name: `n${index + 1}` }),
  }));

const signal = new AbortController().signal;

describe('applying events', () => {
  const applierOf = (consumer: MemoryConsumer, attemptsMax = 1) =>
    new EventApplier({ checkpoint: consumer, parking: consumer, sink: consumer, attemptsMax });

  it('has each effect once and in its stream’s order, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
        fc.infiniteStream(fc.constantFrom('fine', 'fine', 'fine', 'lost', 'fails')),
        async (sizes, poison, luck) => {
          const consumer = new MemoryConsumer();
          consumer.poisoned = ({ position }) => poison.includes(position);
          // At most one failure for each commit, or backing off would take the spec minutes.
          let unlucky = false;
          const trouble = () => {
            unlucky = !unlucky && luck.next().value !== 'fine';
            return unlucky;
          };
          consumer.beforeCommit = () => {
            if (trouble() && luck.next().value === 'fails')
              throw new ServiceError('unavailable', 'Away.');
          };
          consumer.afterCommit = () => {
            if (luck.next().value === 'lost' && trouble()) throw new LostAnswer();
          };
          const applier = applierOf(consumer);
          const events = eventsOf(sizes.reduce((sum, size) => sum + size, 0));
          let place: Place | undefined;
          let from = 0;
          for (const size of sizes) {
            place = await applier.apply(place, events.slice(from, from + size), signal);
            from += size;
          }
          expect(consumer.place).toEqual({ epoch: 'e1', position: events.length });
          const done = consumer.effects.map(({ position }) => position);
          const parked = [...consumer.rows.keys()];
          // Everything is in one place or the other, nothing in both.
          expect([...done, ...parked].sort((a, b) => a - b)).toEqual(
            events.map(({ position }) => position),
          );
          expect(done).toEqual([...done].sort((a, b) => a - b));
          // Parked is a stream from its first poisoned event on, and nothing else.
          for (const { position, stream } of events) {
            const first = events.find((e) => e.stream === stream && poison.includes(e.position));
            expect(parked.includes(position)).toBe(!!first && position >= first.position);
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('ends when somebody else moved the checkpoint', async () => {
    const consumer = new MemoryConsumer();
    consumer.place = { epoch: 'e1', position: 9 };
    await expect(applierOf(consumer).apply(undefined, eventsOf(2), signal)).rejects.toThrow(Fenced);
    expect(consumer.effects).toEqual([]);
  });

  it('forgets what was parked when a new epoch begins', async () => {
    const consumer = new MemoryConsumer();
    consumer.poisoned = ({ epoch, position }) => epoch === 'e1' && position === 1;
    const applier = applierOf(consumer);
    const place = await applier.apply(undefined, eventsOf(5), signal);
    expect(consumer.rows.size).toBe(2);
    await applier.apply(place, eventsOf(3, 'e2'), signal);
    expect(consumer.rows.size).toBe(0);
    expect(consumer.place).toEqual({ epoch: 'e2', position: 3 });
    expect(new Set(consumer.effects.map(({ id }) => id)).size).toBe(consumer.effects.length);
  });

  it('stops waiting for the database when told', async () => {
    const consumer = new MemoryConsumer();
    consumer.away = true;
    const stop = new AbortController();
    const applying = applierOf(consumer).apply(undefined, eventsOf(1), stop.signal);
    stop.abort(new Error('Stop.'));
    await expect(applying).rejects.toThrow('Stop.');
  });
});
