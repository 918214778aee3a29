import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LookupTablesApi, type LookupImport, ServiceError } from '@margay/contracts';
import type { Caller, Client } from '@margay/messaging';

/** For one part; an upload as a whole takes as long as its bytes do. */
const PART_TIMEOUT_MS = 10_000;
/** How long the answer waits for the import to end; after that it says where to ask. */
const ANSWER_MS = 20_000;
const ASK_EVERY_MS = 200;

/** Cuts a stream of any chunks into parts of one size, the last one shorter. */
async function* partsOf(body: Readable, size: number): AsyncGenerator<Buffer<ArrayBuffer>> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < size) continue;
    const all = Buffer.concat(held);
    let at = 0;
    for (; all.length - at >= size; at += size) yield all.subarray(at, at + size);
    held = [all.subarray(at)];
    bytes = all.length - at;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/**
 * Sends what comes in, part by part, and waits for what becomes of it.
 *
 * @returns the import, still `waiting` if it takes long
 * @throws ServiceError whatever the service refuses with; `bad_request` for an empty body
 */
export async function uploadTo(
  tables: Client<typeof LookupTablesApi>,
  { table, format }: { readonly table: string; readonly format: string },
  body: Readable,
  { deadlineAt: _ofTheRequest, ...caller }: Caller,
): Promise<LookupImport> {
  const each = { timeoutMs: PART_TIMEOUT_MS };
  const { id, partBytesMax } = await tables.beginImport({ table, format }, caller, each);
  let number = 0;
  for await (const data of partsOf(body, partBytesMax))
    await tables.appendImport({ id, number: number++, data }, caller, each);
  if (number === 0) throw new ServiceError('bad_request', 'There is no data.');
  let answer = (await tables.finishImport({ id, parts: number }, caller, each)).import;
  const until = Date.now() + ANSWER_MS;
  while (answer?.state === 'waiting' && Date.now() < until) {
    await sleep(ASK_EVERY_MS);
    answer = (await tables.getImport({ id }, caller, each)).import;
  }
  if (!answer) throw new ServiceError('internal', 'Something went wrong on our side.');
  return answer;
}
