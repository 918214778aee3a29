import {
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  create,
  toBinary,
} from '@bufbuild/protobuf';
import { Logger } from '@nestjs/common';
import type { Subscription as NatsSubscription } from 'nats';
import type { Bus } from './connection.js';
import { announcementSubjectOf } from './event-subjects.js';

/**
 * What a service says aloud to whoever listens just now, its own replicas among them. It is nowhere kept, may
 * be lost, and is for what can be had otherwise too.
 */
export class Announcements<Desc extends DescMessage> {
  private readonly logger: Logger;
  private subscription: NatsSubscription | undefined;
  private isClosed = false;

  /** @param owner the service that announces */
  constructor(
    private readonly bus: Bus,
    private readonly schema: Desc,
    private readonly owner = bus.service,
  ) {
    this.logger = new Logger(`announcements ${schema.name}`);
  }

  /** Says it if the bus is there. Never throws, never waits. */
  announce(message: MessageInitShape<Desc>): void {
    this.bus.current?.publish(this.subject, toBinary(this.schema, create(this.schema, message)));
  }

  /** From now on, or as soon as the bus is there. What cannot be read is left out. */
  listen(heard: (message: MessageShape<Desc>) => void): void {
    void this.bus.ready().then(
      (nats) => {
        if (this.isClosed) return;
        this.subscription = nats.subscribe(this.subject, {
          callback: (error, { data }) => {
            if (error) return this.logger.error('Not allowed to listen.', { error });
            try {
              heard(fromBinary(this.schema, data));
            } catch (thrown) {
              this.logger.warn('An announcement was not understood.', { error: thrown });
            }
          },
        });
      },
      () => undefined,
    );
  }

  close(): void {
    this.isClosed = true;
    if (this.subscription && !this.subscription.isClosed()) this.subscription.unsubscribe();
  }

  private get subject(): string {
    return announcementSubjectOf(this.bus, this.owner, this.schema.name);
  }
}
