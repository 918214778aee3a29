import { type Registry, create } from '@bufbuild/protobuf';
import { anyPack, anyUnpack, timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type LoggedEvent,
  LoggedEventSchema,
  actorFromWire,
  actorToWire,
  originFromWire,
  originToWire,
} from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import type { ReceivedEvent, WireEvent } from './consumed-event.js';

/** An event as its own service hands it out. */
export const toLoggedEvent = (
  { position, id, stream, version, at, cause }: Recorded,
  { schema, message }: WireEvent,
): LoggedEvent =>
  create(LoggedEventSchema, {
    position: BigInt(position),
    id,
    stream,
    version,
    time: timestampFromDate(at),
    actor: actorToWire(cause.actor),
    ...(cause.origin ? { origin: originToWire(cause.origin) } : {}),
    requestId: cause.requestId,
    correlationId: cause.correlationId ?? '',
    causationId: cause.causationId ?? '',
    traceparent: cause.traceparent ?? '',
    data: anyPack(schema, message),
  });

/** @throws Error for an event without what every event has. */
export function fromLoggedEvent(
  service: string,
  epoch: string,
  logged: LoggedEvent,
  types: Registry,
): ReceivedEvent {
  const { time, data } = logged;
  const actor = actorFromWire(logged.actor);
  const origin = originFromWire(logged.origin);
  if (!actor || !time || !data)
    throw new Error(`Event ${logged.position} has no actor, time or data.`);
  const envelope = {
    service,
    epoch,
    position: Number(logged.position),
    id: logged.id,
    stream: logged.stream,
    version: logged.version,
    type: data.typeUrl.slice(data.typeUrl.lastIndexOf('/') + 1),
    at: timestampDate(time),
    cause: {
      actor,
      requestId: logged.requestId,
      ...(origin ? { origin } : {}),
      ...(logged.correlationId ? { correlationId: logged.correlationId } : {}),
      ...(logged.causationId ? { causationId: logged.causationId } : {}),
      ...(logged.traceparent ? { traceparent: logged.traceparent } : {}),
    },
  };
  if (!types.getMessage(envelope.type))
    return { ...envelope, problem: 'Its type is unknown here.' };
  try {
    const message = anyUnpack(data, types);
    if (message) return { ...envelope, data: message };
  } catch {
    // Told below: what is wrong with the bytes helps nobody.
  }
  return { ...envelope, problem: 'Its data is not as its type says.' };
}
