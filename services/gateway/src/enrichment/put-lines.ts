import { type PutEvent, PutOutcome, ServiceError } from '@margay/contracts';
import { batchesOfLines, EVENT_BYTES_MAX } from './event-batches.js';
import type { Line } from './line-splitter.js';
import type { PutEvents } from './pipeline.schema.js';

const ERRORS_SHOWN = 100;

/** Puts a batch of lines in, as events; as many answers as lines, in order. */
export type PutBatch = (
  lines: readonly { readonly number: number; readonly bytes: Uint8Array }[],
) => Promise<readonly PutEvent[]>;

/**
 * Puts a stream of NDJSON in, batch by batch: the next is read when the queue has taken the one before.
 *
 * @throws ServiceError `unavailable` when the queue takes no more, with how far it came
 */
export async function putLines(body: AsyncIterable<Buffer>, put: PutBatch): Promise<PutEvents> {
  const counts = new Counts();
  for await (const lines of batchesOfLines(body)) {
    const readable = lines.flatMap(({ number, bytes }) => (bytes ? [{ number, bytes }] : []));
    counts.tooLong(lines.filter(({ bytes }) => bytes === undefined));
    if (readable.length === 0) continue;
    const results = await put(readable).catch((error: unknown) => {
      throw counts.stoppedBy(error);
    });
    readable.forEach(({ number }, index) => counts.add(number, results[index]));
  }
  return counts.all;
}

class Counts {
  readonly all: PutEvents = { accepted: 0, known: 0, refused: 0, errors: [] };

  add(line: number, result: PutEvent | undefined): void {
    switch (result?.outcome) {
      case PutOutcome.ACCEPTED:
        this.all.accepted++;
        break;
      case PutOutcome.KNOWN:
        this.all.known++;
        break;
      case PutOutcome.REFUSED:
        this.refuse(line, result.code, result.message);
        break;
      default:
        throw this.stoppedBy(new ServiceError('unavailable', result?.message ?? 'No answer.'));
    }
  }

  tooLong(lines: readonly Line[]): void {
    for (const { number } of lines)
      this.refuse(number, 'too_large', `The line is longer than ${EVENT_BYTES_MAX} bytes.`);
  }

  stoppedBy(cause: unknown): ServiceError {
    const { code, message, fields } = ServiceError.from(cause);
    if (code !== 'unavailable' && code !== 'timeout')
      return new ServiceError(code, message, { cause, fields });
    const taken = this.all.accepted + this.all.known;
    return new ServiceError(
      'unavailable',
      `${message} ${taken} events were taken for sure. Send all of them again in a while, under the same Idempotency-Key.`,
      { cause },
    );
  }

  private refuse(line: number, code: string, message: string): void {
    this.all.refused++;
    if (this.all.errors.length < ERRORS_SHOWN) this.all.errors.push({ line, code, message });
  }
}
