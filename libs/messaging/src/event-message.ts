import { type Registry, fromJsonString, toJsonString } from '@bufbuild/protobuf';
import type { Cause, Recorded } from '@margay/event-store';
import type { MsgHdrs } from 'nats';
import { decodeActor, decodeOrigin, encodeActor, encodeOrigin } from './call-headers.js';
import type { ReceivedEvent, WireEvent } from './consumed-event.js';
import { HeaderLines, decodeText, fieldsOf } from './header-lines.js';

/**
 * CloudEvents attributes of an event as NATS headers, in binary content mode.
 *
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/nats-protocol-binding.md
 */
const HEADER = {
  messageId: 'Nats-Msg-Id',
  contentType: 'content-type',
  specversion: 'ce-specversion',
  id: 'ce-id',
  source: 'ce-source',
  type: 'ce-type',
  subject: 'ce-subject',
  time: 'ce-time',
  sequence: 'ce-sequence',
  version: 'ce-streamversion',
  actor: 'ce-actor',
  origin: 'ce-origin',
  requestId: 'ce-requestid',
  correlationId: 'ce-correlationid',
  causationId: 'ce-causationid',
  traceparent: 'ce-traceparent',
  /** Present when the data did not fit the bus: read the event from its service. */
  elided: 'ce-elided',
} as const;

/** Asked of JetStream: store this only behind the message with that sequence. */
const EXPECT_LAST_SEQUENCE = 'Nats-Expected-Last-Sequence';

export interface EventMessage {
  readonly headers: MsgHdrs;
  readonly body: Uint8Array;
}

/** Room for the headers within what the server takes as a message. */
const HEADERS_BYTES_MAX = 16_384;

/**
 * @param source `margay/<service>/<epoch>`
 * @param bytesMax what the server takes; a larger event travels without its data
 */
export function toEventMessage(
  source: string,
  recorded: Recorded,
  { schema, message }: WireEvent,
  bytesMax: number,
): EventMessage {
  const { cause } = recorded;
  const lines = new HeaderLines()
    .add(HEADER.messageId, recorded.id)
    .add(EXPECT_LAST_SEQUENCE, recorded.position - 1)
    .add(HEADER.contentType, 'application/json')
    .add(HEADER.specversion, '1.0')
    .add(HEADER.id, recorded.id)
    .add(HEADER.source, source)
    .add(HEADER.type, schema.typeName)
    .addText(HEADER.subject, recorded.stream)
    .add(HEADER.time, recorded.at.toISOString())
    .add(HEADER.sequence, recorded.position)
    .add(HEADER.version, recorded.version)
    .add(HEADER.actor, encodeActor(cause.actor))
    .addText(HEADER.requestId, cause.requestId)
    .addText(HEADER.correlationId, cause.correlationId)
    .addText(HEADER.causationId, cause.causationId)
    .addText(HEADER.traceparent, cause.traceparent);
  if (cause.origin) lines.add(HEADER.origin, encodeOrigin(cause.origin));
  const body = Buffer.from(toJsonString(schema, message));
  const fits = body.length + HEADERS_BYTES_MAX <= bytesMax;
  if (!fits) lines.add(HEADER.elided, 'true');
  return { headers: lines.headers(), body: fits ? body : new Uint8Array() };
}

export const sourceOf = (service: string, epoch: string): string => `margay/${service}/${epoch}`;

function causeOf(get: (name: string) => string): Cause | undefined {
  const actor = decodeActor(get(HEADER.actor));
  if (!actor) return undefined;
  const origin = decodeOrigin(get(HEADER.origin));
  const correlationId = decodeText(get(HEADER.correlationId));
  const causationId = decodeText(get(HEADER.causationId));
  const traceparent = decodeText(get(HEADER.traceparent));
  return {
    actor,
    requestId: decodeText(get(HEADER.requestId)),
    ...(origin ? { origin } : {}),
    ...(correlationId ? { correlationId } : {}),
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
  };
}

export interface EventIdentity {
  readonly id: string;
  readonly source: string;
  readonly at: string;
  readonly type: string;
  readonly stream: string;
}

/** What tells a message of the stream from another, without reading the rest. */
export function identityOf(headers: MsgHdrs | undefined): EventIdentity {
  const fields = headers && fieldsOf(headers);
  const get = (name: string) => fields?.get(name) ?? '';
  return {
    id: get(HEADER.id),
    source: get(HEADER.source),
    at: get(HEADER.time),
    type: get(HEADER.type),
    stream: decodeText(get(HEADER.subject)),
  };
}

const TEXT = new TextDecoder();

/**
 * @returns `undefined` for a message that is no event of ours, or travels without its data: whoever
 * needs it reads it from the log
 */
export function fromEventMessage(
  headers: MsgHdrs | undefined,
  body: Uint8Array,
  types: Registry,
): ReceivedEvent | undefined {
  if (!headers) return undefined;
  const fields = fieldsOf(headers);
  const get = (name: string) => fields.get(name) ?? '';
  const [scheme, service, epoch] = get(HEADER.source).split('/');
  const position = Number(get(HEADER.sequence));
  const cause = causeOf(get);
  if (scheme !== 'margay' || !service || !epoch || !Number.isSafeInteger(position) || !cause)
    return undefined;
  if (fields.has(HEADER.elided)) return undefined;
  const type = get(HEADER.type);
  const envelope = {
    service,
    epoch,
    position,
    id: get(HEADER.id),
    stream: decodeText(get(HEADER.subject)),
    version: Number(get(HEADER.version)),
    type,
    at: new Date(get(HEADER.time)),
    cause,
  };
  const schema = types.getMessage(type);
  if (!schema) return { ...envelope, problem: 'Its type is unknown here.' };
  try {
    const text = TEXT.decode(body);
    return { ...envelope, data: fromJsonString(schema, text, { ignoreUnknownFields: true }) };
  } catch {
    return { ...envelope, problem: 'Its data is not as its type says.' };
  }
}
