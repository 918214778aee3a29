import type { EnrichedEvent } from '@margay/contracts';
import { ServiceError } from '@margay/contracts';
import { type Line, LineSplitter } from './line-splitter.js';

export const EVENT_BYTES_MAX = 512 * 1024;

/** One request on the bus: enough to be worth the way, and well below what a message may weigh. */
const BATCH = { events: 200, bytes: 400 * 1024 } as const;
/** Requests under way for one stream. */
const IN_FLIGHT = 4;

/** Asks for a batch of events to be enriched; as many answers as events, in order. */
export type Enrich = (events: Uint8Array[]) => Promise<readonly EnrichedEvent[]>;

/** Cuts a list so that each part fits one request on the bus. */
export function* batchesOf<Item>(
  items: Iterable<Item>,
  bytesOf: (item: Item) => number,
): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (batch.length > 0 && (batch.length >= BATCH.events || bytes + size > BATCH.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Enriches events that fit one request. What is added may make an answer too large for the bus: the
 * events that did not fit are asked for again, without those that did.
 */
export async function enrichAll(
  events: Uint8Array[],
  enrich: Enrich,
): Promise<readonly EnrichedEvent[]> {
  const answers = [...(await enrich(events))];
  const left = answers.flatMap(({ outcome }, index) =>
    outcome.case === 'error' && outcome.value.code === 'too_large' ? [index] : [],
  );
  if (left.length === 0 || left.length === events.length) return answers;
  const again = await enrichAll(
    left.flatMap((index) => events[index] ?? []),
    enrich,
  );
  left.forEach((index, n) => {
    const answer = again[n];
    if (answer) answers[index] = answer;
  });
  return answers;
}

const NEWLINE = Buffer.from('\n');

const errorLine = (line: number, code: string, message: string): Buffer =>
  Buffer.from(`${JSON.stringify({ line, error: { code, message } })}\n`);

async function answerBatch(lines: readonly Line[], enrich: Enrich): Promise<Buffer> {
  const readable = lines.filter((line) => line.bytes !== undefined);
  let answers: readonly EnrichedEvent[] = [];
  let failure: ServiceError | undefined;
  try {
    const events = readable.flatMap(({ bytes }) => bytes ?? []);
    if (events.length > 0) answers = await enrichAll(events, enrich);
  } catch (error) {
    failure = ServiceError.from(error);
  }
  let next = 0;
  const out: Uint8Array[] = [];
  for (const { number, bytes } of lines) {
    if (bytes === undefined) {
      out.push(errorLine(number, 'too_large', `The line is longer than ${EVENT_BYTES_MAX} bytes.`));
      continue;
    }
    const outcome = answers[next++]?.outcome;
    if (outcome?.case === 'event') out.push(outcome.value, NEWLINE);
    else if (outcome?.case === 'error')
      out.push(errorLine(number, outcome.value.code, outcome.value.message));
    else out.push(errorLine(number, failure?.code ?? 'internal', failure?.message ?? 'No answer.'));
  }
  return Buffer.concat(out);
}

/** Waits for the lines of a chunk only: what has come is not held back for a full batch. */
export async function* batchesOfLines(body: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(EVENT_BYTES_MAX);
  const bytesOf = ({ bytes }: Line) => bytes?.length ?? 0;
  for await (const chunk of body) yield* batchesOf(splitter.push(chunk), bytesOf);
  yield* batchesOf(splitter.end(), bytesOf);
}

/**
 * Enriches a stream of NDJSON: one line out for each line in, in order, blank ones left out. A line
 * that cannot be enriched becomes `{line, error: {code, message}}`, and the rest goes on.
 *
 * Holds a few batches at a time, whatever the size of the stream: a client that does not read stops
 * us from reading.
 */
export async function* enrichLines(
  body: AsyncIterable<Buffer>,
  enrich: Enrich,
): AsyncGenerator<Buffer> {
  const flights: Promise<Buffer>[] = [];
  for await (const lines of batchesOfLines(body)) {
    flights.push(answerBatch(lines, enrich));
    if (flights.length >= IN_FLIGHT) yield (await flights.shift()) ?? Buffer.alloc(0);
  }
  for (const flight of flights) yield await flight;
}
