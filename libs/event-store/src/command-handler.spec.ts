import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@margay/contracts';
import { CommandHandler } from './command-handler.js';
import type { Cause, Decider } from './decider.js';
import { MemoryEventStore } from './memory-event-store.js';
import type { Snapshot, Snapshots } from './snapshots.js';

type Command = { type: 'Add'; amount: number } | { type: 'Settle'; at: number };
type Counted = { type: 'Added'; amount: number };

const counter: Decider<Command, number, Counted> = {
  initial: 0,
  decide(command, sum) {
    switch (command.type) {
      case 'Add':
        if (sum + command.amount > 100) throw new ServiceError('conflict', 'Too much.');
        return [{ type: 'Added', amount: command.amount }];
      case 'Settle':
        return sum === command.at ? [] : [{ type: 'Added', amount: command.at - sum }];
    }
  },
  evolve: (sum, { amount }) => sum + amount,
};

const cause: Cause = { actor: { type: 'system', id: 'test' }, requestId: 'r' };
const add = (amount: number): Command => ({ type: 'Add', amount });

class MemorySnapshots implements Snapshots {
  readonly kept = new Map<string, Snapshot & { hash: string }>();
  load(stream: string, _fold: string, hash: string) {
    const snapshot = this.kept.get(stream);
    return Promise.resolve(snapshot?.hash === hash ? snapshot : undefined);
  }
  save(stream: string, _fold: string, hash: string, version: number, state: unknown) {
    this.kept.set(stream, { version, state, hash });
    return Promise.resolve();
  }
}

describe('a command', () => {
  const handlerOver = (store = new MemoryEventStore<Counted>()) =>
    new CommandHandler(store, counter, { category: 'counter' });

  it('is decided on what happened before', async () => {
    const handler = handlerOver();
    await handler.execute('a', add(60), cause);
    await expect(handler.execute('a', add(60), cause)).rejects.toThrow('Too much.');
    expect(await handler.state('a')).toBe(60);
  });

  it('that is already true changes nothing and still succeeds', async () => {
    const handler = handlerOver();
    await handler.execute('a', add(5), cause);
    const done = await handler.execute('a', { type: 'Settle', at: 5 }, cause);
    expect(done).toMatchObject({ changed: false, version: 1, state: 5 });
  });

  it('is decided anew when somebody else was first', async () => {
    const store = new MemoryEventStore<Counted>();
    const handler = handlerOver(store);
    await Promise.all([1, 2, 3].map((amount) => handler.execute('a', add(amount), cause)));
    expect(await handler.state('a')).toBe(6);
  });

  it('gives up with a conflict when others are always first', async () => {
    const store = new MemoryEventStore<Counted>();
    const load = store.load.bind(store);
    store.load = async (stream) => {
      const before = await load(stream);
      await handlerOver(
        Object.assign(new MemoryEventStore<Counted>(), { load, append: store.append.bind(store) }),
      ).execute('a', add(1), cause);
      return before;
    };
    await expect(handlerOver(store).execute('a', add(1), cause)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('given twice with one idempotency key has one effect and the same answer', async () => {
    const handler = handlerOver();
    const first = await handler.execute('a', add(60), cause, { idempotencyKey: 'k' });
    const second = await handler.execute('a', add(60), cause, { idempotencyKey: 'k' });
    expect(first).not.toHaveProperty('before');
    expect(second).toMatchObject(first);
    expect(second.before).toMatchObject({ position: first.position, event: { amount: 60 } });
    await expect(handler.execute('a', add(60), cause, { idempotencyKey: 'other' })).rejects.toThrow(
      'Too much.',
    );
  });

  it('with a tag that another stream has is refused', async () => {
    const handler = new CommandHandler(new MemoryEventStore<Counted>(), counter, {
      category: 'counter',
      tagsOf: ({ amount }) => [`amount:${amount}`],
    });
    const unless = { tags: ['amount:7'], after: 0 };
    await handler.execute('a', add(7), cause, { unless });
    await expect(handler.execute('b', add(7), cause, { unless })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it.each(['', 'a b', 'x'.repeat(200)])('for the unusable id "%s" is refused', async (id) => {
    await expect(handlerOver().execute(id, add(1), cause)).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('a snapshot', () => {
  const handlerWith = (store: MemoryEventStore<Counted>, snapshots: Snapshots, version = 1) =>
    new CommandHandler(store, counter, {
      category: 'counter',
      snapshots: { store: snapshots, version, every: 5 },
    });

  it('changes no answer, and spares reading what is before it', async () => {
    const store = new MemoryEventStore<Counted>();
    const snapshots = new MemorySnapshots();
    const handler = handlerWith(store, snapshots);
    for (let i = 0; i < 12; i++)
      await handler.execute('a', add(1), cause, { idempotencyKey: `${i}` });
    expect(snapshots.kept.get('counter-a')?.version).toBe(10);
    const versions: (number | undefined)[] = [];
    const load = store.load.bind(store);
    store.load = (stream, after) => {
      versions.push(after);
      return load(stream, after);
    };
    expect(await handler.state('a')).toBe(12);
    expect(versions).toEqual([10]);
    // Also of what was done before the snapshot, a repetition is recognised.
    expect(await handler.execute('a', add(1), cause, { idempotencyKey: '0' })).toMatchObject({
      state: 12,
    });
  });

  it('of an older meaning is not used', async () => {
    const store = new MemoryEventStore<Counted>();
    const snapshots = new MemorySnapshots();
    const handler = handlerWith(store, snapshots);
    for (let i = 0; i < 5; i++) await handler.execute('a', add(1), cause);
    snapshots.kept.set('counter-a', { ...snapshots.kept.get('counter-a')!, state: 99 });
    expect(await handler.state('a')).toBe(99);
    expect(await handlerWith(store, snapshots, 2).state('a')).toBe(5);
  });
});
