import { toBinary } from '@bufbuild/protobuf';
import {
  EventLogApi,
  type LoggedEvent,
  LoggedEventSchema,
  type ReadRequest,
  ServiceError,
} from '@margay/contracts';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventSource } from './event-source.js';
import { toLoggedEvent } from './logged-event.js';
import { Rpc, type Served } from './rpc.js';

export const EVENT_SOURCE = Symbol('EVENT_SOURCE');

const LIMIT_MAX = 500;
/** Below what the server takes as a message, with room for the rest of the answer. */
const BYTES_MAX = 900_000;

/** Hands out a service's own log in contract form. */
@Controller()
export class EventLogController implements Served<typeof EventLogApi> {
  constructor(@Inject(EVENT_SOURCE) private readonly source: EventSource) {}

  /** As many events as fit an answer, at least one if there is one. */
  @Rpc(EventLogApi.method.read)
  async read(@Payload() { after, limit }: ReadRequest) {
    if (limit < 1 || limit > LIMIT_MAX || after > BigInt(Number.MAX_SAFE_INTEGER))
      throw new ServiceError('bad_request', `The limit must be between 1 and ${LIMIT_MAX}.`);
    const { log, toWire } = this.source;
    // The epoch first: events of a newer one are then told apart by whoever compares.
    const { epoch } = await log.head();
    const events: LoggedEvent[] = [];
    let bytes = 0;
    for (const recorded of await log.read(Number(after), limit)) {
      const event = toLoggedEvent(recorded, toWire(recorded));
      bytes += toBinary(LoggedEventSchema, event).length + 8;
      if (bytes > BYTES_MAX && events.length > 0) break;
      events.push(event);
    }
    return { epoch, events };
  }

  @Rpc(EventLogApi.method.head)
  async head() {
    const { epoch, position } = await this.source.log.head();
    return { epoch, position: BigInt(position) };
  }
}
