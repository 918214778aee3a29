import { Bus, WorkQueue } from '@margay/messaging';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

export interface PipelineOptions {
  /** Whether this process takes events out of `LOGS`. It puts events in, and says how things are, anyway. */
  readonly worker: boolean;
  readonly logsBytesMax: number;
  readonly enrichedBytesMax: number;
  /** What a worker has taken and not been heard of for so long is given to another. */
  readonly ackWaitMs: number;
}

export const PIPELINE_DEFAULTS: Omit<PipelineOptions, 'worker'> = {
  logsBytesMax: 1_073_741_824,
  enrichedBytesMax: 1_073_741_824,
  ackWaitMs: 10_000,
};

const DAY_MS = 86_400_000;
/** What nobody has taken for so long is out of date. */
const AGE_MAX_MS = 7 * DAY_MS;
/** Many times what a worker's death and a redelivery take. */
const DUPLICATE_WINDOW_MS = 120_000;

/** The two queues of the pipeline. */
@Injectable()
export class PipelineQueues implements OnApplicationShutdown {
  readonly logs: WorkQueue;
  readonly enriched: WorkQueue;

  constructor(bus: Bus, { logsBytesMax, enrichedBytesMax }: PipelineOptions) {
    const common = { ageMaxMs: AGE_MAX_MS, duplicateWindowMs: DUPLICATE_WINDOW_MS };
    this.logs = new WorkQueue(bus, {
      name: 'LOGS',
      subject: 'logs',
      bytesMax: logsBytesMax,
      ...common,
    });
    this.enriched = new WorkQueue(bus, {
      name: 'ENRICHED',
      subject: 'enriched',
      bytesMax: enrichedBytesMax,
      ...common,
    });
  }

  /** Makes what is not there; JetStream may have lost it. */
  async declare(): Promise<void> {
    await this.logs.declare();
    await this.enriched.declare();
  }

  /** After the worker has ended. */
  onApplicationShutdown(): void {
    this.logs.close();
    this.enriched.close();
  }
}
