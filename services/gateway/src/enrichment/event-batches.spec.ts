import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { type EnrichedEvent, EnrichedEventSchema, ServiceError } from '@margay/contracts';
import { batchesOf, type Enrich, enrichLines, EVENT_BYTES_MAX } from './event-batches.js';

const echo: Enrich = (events) =>
  Promise.resolve(
    events.map((event): EnrichedEvent => {
      const text = Buffer.from(event).toString();
      return create(EnrichedEventSchema, {
        outcome: text.startsWith('{')
          ? { case: 'event', value: event }
          : { case: 'error', value: { code: 'bad_request', message: 'Not valid JSON.' } },
      });
    }),
  );

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

const run = async (body: AsyncIterable<Buffer>, enrich = echo) => {
  const out: Buffer[] = [];
  for await (const chunk of enrichLines(body, enrich)) out.push(chunk);
  return Buffer.concat(out)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
};

describe('a stream of events', () => {
  it('comes back line by line in its order, however it was cut', async () => {
    const lines = Array.from({ length: 1_000 }, (_, n) => JSON.stringify({ n }));
    const text = `${lines.join('\n')}\n`;
    const parts = text.match(/.{1,777}/gs) ?? [];
    expect(await run(chunks(...parts))).toEqual(lines.map((line): unknown => JSON.parse(line)));
  });

  it('names a broken line by its number, and the rest goes on', async () => {
    expect(await run(chunks('{"a":1}\n', 'broken\n', '\n', '{"b":2}'))).toEqual([
      { a: 1 },
      { line: 2, error: { code: 'bad_request', message: 'Not valid JSON.' } },
      { b: 2 },
    ]);
  });

  it('names a line that is too long, and the rest goes on', async () => {
    const long = `{"x":"${'x'.repeat(EVENT_BYTES_MAX)}"}`;
    expect(await run(chunks('{"a":1}\n', long, '\n{"b":2}\n'))).toEqual([
      { a: 1 },
      { line: 2, error: expect.objectContaining({ code: 'too_large' }) },
      { b: 2 },
    ]);
  });

  it('says of every line when nobody could enrich it', async () => {
    let calls = 0;
    const flaky: Enrich = (events) =>
      ++calls === 1
        ? Promise.reject(new ServiceError('unavailable', 'Nobody serves this.'))
        : echo(events);
    const first = Array.from({ length: 200 }, () => '{"a":1}').join('\n');
    const answers = await run(chunks(`${first}\n{"b":2}\n`), flaky);
    expect(answers).toHaveLength(201);
    expect(answers[0]).toEqual({
      line: 1,
      error: { code: 'unavailable', message: 'Nobody serves this.' },
    });
    expect(answers[200]).toEqual({ b: 2 });
  });

  it('is asked for again where the answer did not fit', async () => {
    // Room for three answers of a request; the event that says so never fits.
    const narrow: Enrich = async (events) => {
      let room = 3;
      return (await echo(events)).map((answer, index) => {
        const never = Buffer.from(events[index] ?? []).includes('never');
        return !never && room-- > 0
          ? answer
          : create(EnrichedEventSchema, {
              outcome: { case: 'error', value: { code: 'too_large', message: 'No room.' } },
            });
      });
    };
    const lines = Array.from({ length: 10 }, (_, n) => ({ n }));
    const body = [...lines, { n: 'never' }].map((line) => JSON.stringify(line)).join('\n');
    expect(await run(chunks(body), narrow)).toEqual([
      ...lines,
      { line: 11, error: { code: 'too_large', message: 'No room.' } },
    ]);
  });

  it('is not read further while nobody reads the answers', async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read++;
        yield await Promise.resolve(Buffer.from('{"a":1}\n'));
      }
    };
    const answers = enrichLines(endless(), echo);
    await answers.next();
    const before = read;
    await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBe(before);
    expect(read).toBeLessThan(10);
    await answers.return(undefined);
  });
});

describe('batches', () => {
  it('hold neither too many events nor too many bytes', () => {
    const sizes = (items: readonly number[]) =>
      [...batchesOf(items, (bytes) => bytes)].map(({ length }) => length);
    expect(sizes(Array<number>(450).fill(1))).toEqual([200, 200, 50]);
    expect(sizes([300_000, 300_000, 50_000, 500_000])).toEqual([1, 2, 1]);
    expect(sizes([])).toEqual([]);
  });
});
