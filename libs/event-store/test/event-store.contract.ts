import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Append, AppendOutcome, Cause, EventStore, Upcasters } from '../src/index.js';

export type Noted =
  | { readonly type: 'Noted'; readonly text: string }
  | { readonly type: 'Renamed'; readonly name: { readonly first: string } };

export const cause: Cause = {
  actor: { type: 'api-token', id: 't-1', name: 'ci' },
  requestId: 'r-1',
  origin: { sourceIp: '192.0.2.1', forwardedFor: ['192.0.2.1'], userAgent: 'curl/8' },
};

export const note = (text: string, id = randomUUID()) => ({
  id,
  event: { type: 'Noted', text } as const,
});

const newStream = () => `note-${randomUUID()}`;

const written = (outcome: AppendOutcome) => {
  if (outcome.kind !== 'written') throw new Error(`Not written: ${outcome.kind}.`);
  return outcome;
};

/** What every store promises. Run on each implementation. */
export function eventStoreContract(open: (upcasters?: Upcasters) => EventStore<Noted>): void {
  const appendTo = (
    store: EventStore<Noted>,
    stream: string,
    texts: readonly string[],
    more: Partial<Append<Noted>> = {},
  ) =>
    store.append({
      stream,
      expect: 'any',
      events: texts.map((text) => note(text)),
      cause,
      ...more,
    });

  describe('an append', () => {
    it('gives back what was written, in order, with its cause', async () => {
      const store = open();
      const stream = newStream();
      const { position, version } = written(await appendTo(store, stream, ['a', 'b']));
      expect(version).toBe(2);
      const loaded = await store.load(stream);
      expect(loaded.map(({ event }) => event)).toEqual([
        { type: 'Noted', text: 'a' },
        { type: 'Noted', text: 'b' },
      ]);
      expect(loaded.map((one) => one.version)).toEqual([1, 2]);
      expect(loaded.map((one) => one.position)).toEqual([position - 1, position]);
      expect(loaded[0]?.cause).toEqual(cause);
      expect(loaded[0]?.at).toBeInstanceOf(Date);
    });

    it('is refused when the stream is not as expected, and leaves nothing behind', async () => {
      const store = open();
      const stream = newStream();
      await appendTo(store, stream, ['a', 'b']);
      const before = await store.head();
      for (const expected of ['none', 1, 3] as const)
        expect(await appendTo(store, stream, ['x'], { expect: expected })).toEqual({
          kind: 'wrongVersion',
          version: 2,
        });
      expect(await appendTo(store, newStream(), ['x'], { expect: 'exists' })).toEqual({
        kind: 'wrongVersion',
        version: 0,
      });
      expect(await store.head()).toEqual(before);
    });

    it('is accepted when the stream is as expected', async () => {
      const store = open();
      const stream = newStream();
      written(await appendTo(store, stream, ['a'], { expect: 'none' }));
      written(await appendTo(store, stream, ['b'], { expect: 1 }));
      expect(written(await appendTo(store, stream, ['c'], { expect: 'exists' })).version).toBe(3);
    });

    it('made twice has one effect and the first outcome again', async () => {
      const store = open();
      const stream = newStream();
      const events = [note('a'), note('b')];
      const first = written(await store.append({ stream, expect: 'none', events, cause }));
      await appendTo(store, stream, ['c']);
      const second = written(await store.append({ stream, expect: 'none', events, cause }));
      expect(second).toEqual({ ...first, repeated: true });
      expect(await store.load(stream)).toHaveLength(3);
    });

    it('made twice at the same time has one effect', async () => {
      const store = open();
      const stream = newStream();
      const events = [note('a')];
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => store.append({ stream, expect: 'none', events, cause })),
      );
      expect(outcomes.map((outcome) => written(outcome).version)).toEqual([1, 1, 1]);
      expect(await store.load(stream)).toHaveLength(1);
    });

    it('with a taken tag is refused, and the tag is free again after the position asked for', async () => {
      const store = open();
      const tag = `name:${randomUUID()}`;
      const claim = (after: number) => ({
        events: [{ ...note('a'), tags: [tag, 'other'] }],
        unless: { tags: [tag], after },
      });
      const { position } = written(await appendTo(store, newStream(), [], claim(0)));
      expect(await appendTo(store, newStream(), [], claim(0))).toEqual({
        kind: 'tagTaken',
        position,
      });
      written(await appendTo(store, newStream(), [], claim(position)));
    });

    it('claims a tag for one of many that want it at once', async () => {
      const store = open();
      const tag = `name:${randomUUID()}`;
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () =>
          appendTo(store, newStream(), [], {
            events: [{ ...note('a'), tags: [tag] }],
            unless: { tags: [tag], after: 0 },
          }),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'tagTaken')).toHaveLength(9);
    });

    it('of an event that would not fit the bus is a mistake of ours', async () => {
      const store = open();
      await expect(async () => appendTo(store, newStream(), ['x'.repeat(300_000)])).rejects.toThrow(
        RangeError,
      );
    });

    it('of no events, or of too many, is a mistake of ours', async () => {
      const store = open();
      await expect(async () => appendTo(store, newStream(), [])).rejects.toThrow(RangeError);
      await expect(async () => appendTo(store, newStream(), Array(513).fill('a'))).rejects.toThrow(
        RangeError,
      );
    });

    it('keeps any text that JSON can hold', async () => {
      const store = open();
      await fc.assert(
        fc.asyncProperty(
          // PostgreSQL cannot keep U+0000 in jsonb; nor can a name or a reason contain it.
          fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
          async (text) => {
            const stream = newStream();
            await appendTo(store, stream, [text]);
            expect((await store.load(stream))[0]?.event).toEqual({ type: 'Noted', text });
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  describe('the log', () => {
    it('is read in order and without holes, however many write at once', async () => {
      const store = open();
      const before = (await store.head()).position;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ stream: fc.nat(3), count: fc.integer({ min: 1, max: 4 }) }), {
            minLength: 1,
            maxLength: 20,
          }),
          async (writes) => {
            const from = (await store.head()).position;
            const streams = [0, 1, 2, 3].map(newStream);
            const outcomes = await Promise.all(
              writes.map(({ stream, count }) =>
                appendTo(store, streams[stream] ?? '', Array(count).fill('x')),
              ),
            );
            const total = writes.reduce((sum, { count }) => sum + count, 0);
            const events = await store.read(from, 1_000);
            expect(events.map(({ position }) => position)).toEqual(
              Array.from({ length: total }, (_, index) => from + index + 1),
            );
            expect(Math.max(...outcomes.map((outcome) => written(outcome).position))).toBe(
              from + total,
            );
            for (const stream of streams)
              expect(
                events.filter((one) => one.stream === stream).map(({ version }) => version),
              ).toEqual((await store.load(stream)).map(({ version }) => version));
          },
        ),
        { numRuns: 25 },
      );
      expect((await store.head()).position).toBeGreaterThan(before);
    });

    it('is read in pages that neither overlap nor leave anything out', async () => {
      const store = open();
      const from = (await store.head()).position;
      await appendTo(store, newStream(), Array(25).fill('x'));
      const seen: number[] = [];
      for (let after = from; ;) {
        const page = await store.read(after, 10);
        const last = page.at(-1);
        if (!last) break;
        seen.push(...page.map(({ position }) => position));
        after = last.position;
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => from + index + 1));
    });

    it('never lets one of two writers overwrite what the other decided on', async () => {
      const store = open();
      const stream = newStream();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => appendTo(store, stream, ['x'], { expect: 'none' })),
      );
      expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
      expect(await store.load(stream)).toHaveLength(1);
    });

    it('tells who listens the newest position, and stops when asked to', async () => {
      const store = open();
      const heard: number[] = [];
      const off = store.onAppend((position) => heard.push(position));
      const { position } = written(await appendTo(store, newStream(), ['x']));
      off();
      await appendTo(store, newStream(), ['x']);
      expect(heard).toEqual([position]);
    });

    it('has a head with the name of its history', async () => {
      const store = open();
      const { position } = written(await appendTo(store, newStream(), ['x']));
      const head = await store.head();
      expect(head.position).toBe(position);
      expect(head.epoch).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('finds an event by its id', async () => {
      const store = open();
      const one = note('x');
      await store.append({ stream: newStream(), expect: 'none', events: [one], cause });
      expect((await store.find(one.id))?.event).toEqual(one.event);
      expect(await store.find(randomUUID())).toBeUndefined();
    });
  });

  describe('an event of an older schema', () => {
    it('is lifted to the newest when it is read', async () => {
      const stream = newStream();
      const old = open();
      await appendTo(old, stream, ['a']);
      const today = open({
        Noted: [(data) => ({ text: String(data['text']).toUpperCase() })],
      });
      // Over the same log where there is one; a memory store begins anew.
      if ((await today.load(stream)).length === 0) return;
      await appendTo(today, stream, ['b']);
      expect((await today.load(stream)).map(({ event }) => event)).toEqual([
        { type: 'Noted', text: 'A' },
        { type: 'Noted', text: 'b' },
      ]);
    });
  });
}
