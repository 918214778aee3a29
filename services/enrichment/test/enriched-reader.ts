import type { Bus, WorkQueue } from '@margay/messaging';
import { PIPELINE_DEFAULTS, PipelineQueues } from '../src/pipeline/pipeline-queues.service.js';

export interface Read {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
}

/** Reads ENRICHED as whoever runs detections would, and keeps all that it read. */
export class EnrichedReader {
  readonly read: Read[] = [];
  readonly logs: WorkQueue;
  readonly enriched: WorkQueue;
  private readonly stopped = new AbortController();
  private readonly queues: PipelineQueues;
  private running: Promise<void> = Promise.resolve();

  constructor(bus: Bus) {
    this.queues = new PipelineQueues(bus, { ...PIPELINE_DEFAULTS, worker: false });
    this.logs = this.queues.logs;
    this.enriched = this.queues.enriched;
  }

  start(): this {
    this.running = this.run();
    return this;
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
    this.queues.onApplicationShutdown();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    const consumer = this.queues.enriched.consumer('detections', {
      batch: 500,
      batchBytes: 4_194_304,
      ackWaitMs: 30_000,
      inWorkMax: 5_000,
    });
    while (!signal.aborted)
      for (const item of await consumer.take(500, signal)) {
        const { id, topic, body } = item;
        this.read.push({ id, topic, text: Buffer.from(body).toString() });
        item.done();
      }
    consumer.close();
  }
}
