import { create, toBinary } from '@bufbuild/protobuf';
import { PulseSchema } from '@margay/contracts';
import type { LogReader } from '@margay/event-store';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Bus } from './connection.js';
import { pulseSubjectOf } from './event-subjects.js';
import { pause } from './pause.js';

const PULSE_MS = 1_000;

/**
 * Says once a second how far the log is, outside the event stream. Whoever keeps a cache of events
 * hears that it has missed nothing; silence means that it can no longer know.
 */
export class Pulse implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('pulse');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly bus: Bus,
    private readonly log: Pick<LogReader, 'head'>,
    private readonly service = bus.service,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    const subject = pulseSubjectOf(this.bus, this.service);
    for (; !signal.aborted; await pause(PULSE_MS, signal)) {
      try {
        const { epoch, position } = await this.log.head();
        const pulse = create(PulseSchema, { epoch, position: BigInt(position) });
        this.bus.current?.publish(subject, toBinary(PulseSchema, pulse));
      } catch (error) {
        this.logger.warn('The head of the log is not known.', { error });
      }
    }
  }
}
