import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@margay/event-store';
import fc from 'fast-check';
import { commonOf, isSame } from './cut-events.js';
import type { EventIdentity } from './event-message.js';

const logOf = async (count: number) => {
  const log = new MemoryEventStore();
  await add(log, count);
  return log;
};

const add = async (log: MemoryEventStore, count: number, id: () => string = randomUUID) => {
  for (let n = 0; n < count; n++)
    await log.append({
      stream: `note-${n}`,
      expect: 'any',
      events: [{ id: id(), event: { type: 'Noted' } }],
      cause: { actor: { type: 'system', id: 'spec' }, requestId: 'r' },
    });
};

const streamOf = async (log: MemoryEventStore) => {
  const stored = (await log.read(0, 10_000)).map(({ id, at, stream }): EventIdentity => ({
    id,
    stream,
    at: at.toISOString(),
    source: 's',
    type: 't',
  }));
  return (position: number) => Promise.resolve(stored[position - 1]);
};

describe('what a restored log and its stream have in common', () => {
  it('is everything up to the backup, whatever was added since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 80 }),
        async (kept, cut, since) => {
          const log = await logOf(kept + cut);
          const storedAt = await streamOf(log);
          log.truncate(kept);
          await add(log, since);
          expect(await commonOf(log, storedAt, kept + cut)).toBe(kept);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is no event that was written again under the same id', async () => {
    const log = await logOf(3);
    const storedAt = await streamOf(log);
    const [, , last] = await log.read(0, 3);
    const again = last && { ...last, at: new Date(last.at.getTime() + 1) };
    expect(isSame(last, await storedAt(3))).toBe(true);
    expect(isSame(again, await storedAt(3))).toBe(false);
    expect(isSame(undefined, await storedAt(3))).toBe(false);
  });
});
