import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '@margay/contracts';
import { isJsonObject, type JsonObject } from '../json-object.js';

/** What one event may be; CloudTrail's own limit is 256 kB. */
export const EVENT_BYTES_MAX = 512 * 1024;
export const EVENT_DEPTH_MAX = 100;

/** Why one event could not be enriched. It says nothing of what is in it. */
export interface EventFault {
  readonly code: ErrorCode;
  readonly message: string;
}

const badRequest = (message: string): EventFault => ({ code: 'bad_request', message });

const TOO_LARGE: EventFault = {
  code: 'too_large',
  message: `An event has at most ${EVENT_BYTES_MAX} bytes.`,
};
const NOT_UTF8 = badRequest('Not valid UTF-8.');
const NOT_JSON = badRequest('Not valid JSON.');
const NOT_AN_OBJECT = badRequest('Not a JSON object.');
const TOO_DEEP = badRequest(`Nested deeper than ${EVENT_DEPTH_MAX} levels.`);

/** The event that the bytes are, or the fault in them. */
export function parseEvent(bytes: Uint8Array): { event: JsonObject } | { fault: EventFault } {
  if (bytes.length > EVENT_BYTES_MAX) return { fault: TOO_LARGE };
  if (!isUtf8(bytes)) return { fault: NOT_UTF8 };
  if (isTooDeep(bytes)) return { fault: TOO_DEEP };
  let event: unknown;
  try {
    event = JSON.parse(asBuffer(bytes).toString('utf8'));
  } catch {
    return { fault: NOT_JSON };
  }
  return isJsonObject(event) ? { event } : { fault: NOT_AN_OBJECT };
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Before parsing, so that what reads the event after us is spared as well. */
const isTooDeep = (bytes: Uint8Array): boolean =>
  openings(bytes) > EVENT_DEPTH_MAX && depth(bytes) > EVENT_DEPTH_MAX;

/** How many `{` and `[` there are, in texts too: an event with few needs no closer look. */
function openings(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if ((bytes[at]! | 0x20) === 0x7b) count++;
  return count;
}

function depth(bytes: Uint8Array): number {
  let deepest = 0;
  let open = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if ((byte | 0x20) === 0x7b) deepest = Math.max(deepest, ++open);
    else if ((byte | 0x20) === 0x7d) open--;
  }
  return deepest;
}
