import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from './service-error.js';

/** Enough against guessing, short enough for a URL. */
const MAC_BYTES = 16;

const macOf = (secret: string, list: string, payload: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${list}\n`).update(payload).digest().subarray(0, MAC_BYTES);

/**
 * Where a page ends, in a form that means nothing to its reader and cannot be made up.
 *
 * @param list names the list, so that a cursor of one is no use for another
 * @param after JSON: what the last row of the page is ordered by
 */
export function sealCursor(secret: string, list: string, after: unknown): string {
  const payload = Buffer.from(JSON.stringify(after));
  return Buffer.concat([macOf(secret, list, payload), payload]).toString('base64url');
}

/** @throws ServiceError `bad_request` for anything that `sealCursor` did not make for this list. */
export function openCursor(secret: string, list: string, cursor: string): unknown {
  const bytes = Buffer.from(cursor, 'base64url');
  const payload = bytes.subarray(MAC_BYTES);
  if (
    cursor.length > 1_000 ||
    payload.length === 0 ||
    !timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(secret, list, payload))
  )
    throw new ServiceError('bad_request', 'The cursor is not one of ours.', {
      fields: [{ path: 'cursor', message: 'Not the `next` of a page of this list.' }],
    });
  return JSON.parse(payload.toString());
}
