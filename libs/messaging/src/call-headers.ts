import type { Actor, Origin } from '@margay/contracts';
import { ServiceError } from '@margay/contracts';
import type { MsgHdrs } from 'nats';
import type { Caller } from './call.js';
import { HeaderLines, decodeText, encodeText, fieldsOf } from './header-lines.js';

/** Names of the headers a request travels with. */
export const HEADER = {
  /** Milliseconds that the caller will still wait: no two clocks are compared. */
  timeout: 'margay-timeout-ms',
  actor: 'margay-actor',
  origin: 'margay-origin',
  requestId: 'margay-request-id',
  correlationId: 'margay-correlation-id',
  causationId: 'margay-causation-id',
  traceparent: 'traceparent',
  /** On a reply: the code of the error that its body holds. */
  error: 'margay-error',
} as const;

/** What a request without a usable `margay-timeout-ms` is given, and the most that any is. */
export const TIMEOUT_MS_DEFAULT = 5_000;
const TIMEOUT_MS_MAX = 300_000;

const ACTOR_TYPES: readonly string[] = ['user', 'api-token', 'system'] satisfies Actor['type'][];

/** `type;id;name`, id and name percent-encoded. */
export const encodeActor = ({ type, id, name }: Actor): string =>
  `${type};${encodeText(id)};${name === undefined ? '' : encodeText(name)}`;

/** @returns `undefined` for anything that is not an encoded actor. */
export function decodeActor(text: string): Actor | undefined {
  const [type = '', id, name] = text.split(';');
  if (!ACTOR_TYPES.includes(type) || id === undefined) return undefined;
  try {
    return {
      type: type as Actor['type'],
      id: decodeURIComponent(id),
      ...(name ? { name: decodeURIComponent(name) } : {}),
    };
  } catch {
    return undefined;
  }
}

/** `source;user-agent;forwarded,forwarded`, each percent-encoded. */
export const encodeOrigin = ({ sourceIp, userAgent, forwardedFor }: Origin): string =>
  `${encodeText(sourceIp)};${encodeText(userAgent)};${forwardedFor.map(encodeText).join(',')}`;

/** @returns `undefined` for anything that is not an encoded origin. */
export function decodeOrigin(text: string): Origin | undefined {
  const [sourceIp, userAgent, forwarded] = text.split(';');
  if (sourceIp === undefined || userAgent === undefined || forwarded === undefined)
    return undefined;
  try {
    return {
      sourceIp: decodeURIComponent(sourceIp),
      userAgent: decodeURIComponent(userAgent),
      forwardedFor: forwarded === '' ? [] : forwarded.split(',').map(decodeURIComponent),
    };
  } catch {
    return undefined;
  }
}

/** @param timeoutMs what is left of the caller's time as the request leaves. */
export function toHeaders(caller: Caller, timeoutMs: number): MsgHdrs {
  const lines = new HeaderLines()
    .add(HEADER.timeout, Math.max(1, Math.floor(timeoutMs)))
    .add(HEADER.actor, encodeActor(caller.actor))
    .addText(HEADER.requestId, caller.requestId)
    .addText(HEADER.correlationId, caller.correlationId)
    .addText(HEADER.causationId, caller.causationId)
    .addText(HEADER.traceparent, caller.traceparent);
  if (caller.origin) lines.add(HEADER.origin, encodeOrigin(caller.origin));
  return lines.headers();
}

/**
 * @param now this process's `performance.now()` as the request arrived
 * @throws ServiceError `bad_request` if nobody is named as the caller
 */
export function fromHeaders(
  given: MsgHdrs | undefined,
  now: number,
): Caller & { readonly deadlineAt: number } {
  const fields = fieldsOf(given);
  const get = (name: string) => fields.get(name) ?? '';
  const actor = decodeActor(get(HEADER.actor));
  if (!actor) throw new ServiceError('bad_request', 'The request does not say who is calling.');
  const timeoutMs = Number(get(HEADER.timeout) || TIMEOUT_MS_DEFAULT);
  const origin = decodeOrigin(get(HEADER.origin));
  const correlationId = decodeText(get(HEADER.correlationId));
  const causationId = decodeText(get(HEADER.causationId));
  const traceparent = decodeText(get(HEADER.traceparent));
  return {
    actor,
    requestId: decodeText(get(HEADER.requestId)),
    deadlineAt:
      now + (Number.isFinite(timeoutMs) ? Math.min(timeoutMs, TIMEOUT_MS_MAX) : TIMEOUT_MS_DEFAULT),
    ...(origin ? { origin } : {}),
    ...(correlationId ? { correlationId } : {}),
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
  };
}
