import { randomUUID } from 'node:crypto';
import type { Registry } from '@bufbuild/protobuf';
import { EventLogApi } from '@margay/contracts';
import type { Head } from '@margay/event-store';
import type { BusClient, Client } from './bus-client.js';
import { systemCaller } from './call.js';
import type { ReceivedEvent } from './consumed-event.js';
import { fromLoggedEvent } from './logged-event.js';

/** Another service's log, read from that service. For late joiners, holes and rebuilds. */
export class RemoteLog {
  private readonly api: Client<typeof EventLogApi>;

  constructor(
    client: BusClient,
    private readonly reader: string,
    private readonly owner: string,
    private readonly types: Registry,
  ) {
    this.api = client.of(EventLogApi, owner);
  }

  /**
   * Events after a position, in order and without holes; fewer than `limit` also when an answer is full.
   *
   * @throws ServiceError; Error if the answer has a hole, which cannot happen
   */
  async read(
    after: number,
    limit: number,
  ): Promise<{ readonly epoch: string; readonly events: readonly ReceivedEvent[] }> {
    const { epoch, events } = await this.api.read({ after: BigInt(after), limit }, this.caller());
    return {
      epoch,
      events: events.map((logged, index) => {
        if (Number(logged.position) !== after + index + 1)
          throw new Error(`The log of ${this.owner} has a hole after ${after + index}.`);
        return fromLoggedEvent(this.owner, epoch, logged, this.types);
      }),
    };
  }

  /** @throws ServiceError */
  async head(): Promise<Head> {
    const { epoch, position } = await this.api.head({}, this.caller(), { timeoutMs: 2_000 });
    return { epoch, position: Number(position) };
  }

  private caller() {
    return systemCaller(this.reader, randomUUID());
  }
}
