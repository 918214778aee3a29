import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smallTables } from '../../test/small-tables.js';
import { loadDataModels } from '../data-models/load-data-models.js';
import { builtInLookups } from '../tables/built-in-tables.js';
import { enrichBatch, type Outcome } from './batch.js';
import { Enricher } from './enricher.js';
import { EVENT_BYTES_MAX, EVENT_DEPTH_MAX } from './event-text.js';
import { Plans } from './plan.js';

let enricher: Enricher;
beforeAll(async () => {
  enricher = new Enricher(new Plans(await loadDataModels(), builtInLookups(await smallTables())));
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const batch = (events: readonly Uint8Array[], room = 1_000_000) =>
  enrichBatch(enricher, 'GitHub.Audit', events, room);
const fault = (outcome: Outcome | undefined) =>
  outcome && 'fault' in outcome ? outcome.fault : undefined;
const text = (outcome: Outcome | undefined) =>
  outcome && 'event' in outcome ? new TextDecoder().decode(outcome.event) : undefined;
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('a batch', () => {
  it('answers every event in its place, good or bad', async () => {
    const [first, second, third] = await batch([
      bytes('{"actor_ip":"8.8.8.8","id":12345678901234567890}'),
      bytes('{"actor_ip":'),
      bytes('{}'),
    ]);
    expect(text(first)).toMatch(
      /^\{"actor_ip":"8.8.8.8","id":12345678901234567890,"p_enrichment":/,
    );
    expect(fault(second)).toEqual({ code: 'bad_request', message: 'Not valid JSON.' });
    expect(text(third)).toMatch(/^\{"p_enrichment_status":/);
  });

  it('of nothing answers nothing', async () => expect(await batch([])).toEqual([]));

  it.each([
    ['nothing', '', 'Not valid JSON.'],
    ['a byte order mark', '\ufeff{}', 'Not valid JSON.'],
    ['two values', '{}{}', 'Not valid JSON.'],
    ['a comma too many', '{"a":1,}', 'Not valid JSON.'],
    ['NaN', '{"a":NaN}', 'Not valid JSON.'],
    ['a list', '[{}]', 'Not a JSON object.'],
    ['a text', '"x"', 'Not a JSON object.'],
    ['null', 'null', 'Not a JSON object.'],
    ['a number', '1', 'Not a JSON object.'],
    ['too many levels', deep(EVENT_DEPTH_MAX + 1), 'Nested deeper than 100 levels.'],
    ['levels that never end', '['.repeat(100_000), 'Nested deeper than 100 levels.'],
  ])('refuses %s', async (_what, event, message) =>
    expect(await batch([bytes(event)])).toEqual([{ fault: { code: 'bad_request', message } }]),
  );

  it('takes as many levels as are allowed, and braces in texts are none', async () => {
    const braces = JSON.stringify({ a: `\\"${'{['.repeat(200)}` });
    const outcomes = await batch([bytes(deep(EVENT_DEPTH_MAX)), bytes(braces)]);
    expect(outcomes.map(fault)).toEqual([undefined, undefined]);
  });

  it('refuses what is not UTF-8', async () =>
    expect(await batch([Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)])).toEqual([
      { fault: { code: 'bad_request', message: 'Not valid UTF-8.' } },
    ]));

  it('refuses an event beyond the limit and takes one at the limit', async () => {
    const sized = (size: number) => bytes(`{"a":"${'x'.repeat(size - 8)}"}`);
    expect((await batch([sized(EVENT_BYTES_MAX), sized(EVENT_BYTES_MAX + 1)])).map(fault)).toEqual([
      undefined,
      { code: 'too_large', message: `An event has at most ${EVENT_BYTES_MAX} bytes.` },
    ]);
  });

  it('refuses what its answer has no room for, and goes on with what fits', async () => {
    const list = JSON.stringify({ actor_ip: Array(50).fill('8.8.8.8') });
    expect(
      (await batch([bytes(list), bytes('{}')], 1_000)).map((outcome) => fault(outcome)?.code),
    ).toEqual(['too_large', undefined]);
  });

  it('says of each event what enriching the object says', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), async (events) => {
        const texts = events.map((event) => JSON.stringify(event));
        const outcomes = await batch(texts.map(bytes));
        expect(outcomes.map((outcome) => JSON.parse(text(outcome)!))).toEqual(
          texts.map((each) => enricher.enrich('GitHub.Audit', JSON.parse(each))),
        );
      }),
    ));

  it('never throws, whatever the bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), async (events) => void (await batch(events))),
    ));
});
