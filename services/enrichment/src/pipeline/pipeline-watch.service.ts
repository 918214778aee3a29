import { pause } from '@margay/messaging';
import { gauge } from '@margay/observability';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ParkedLogEvents } from './parked-log-events.service.js';
import { PipelineQueues } from './pipeline-queues.service.js';
import { Pipeline } from './pipeline.service.js';

const EVERY_MS = 5_000;

const lag = gauge({
  name: 'margay_pipeline_lag_events',
  help: 'Events in LOGS, those in work included.',
});
const age = gauge({
  name: 'margay_pipeline_lag_seconds',
  help: 'Age of the oldest event in LOGS; 0 when there is none.',
});
const waiting = gauge({
  name: 'margay_pipeline_enriched_events',
  help: 'Events in ENRICHED that nobody has taken and done.',
});
const parkedCount = gauge({
  name: 'margay_pipeline_parked_events',
  help: 'Events that are parked.',
});

/** Makes the queues, again if JetStream has lost them, and measures how far behind they are. */
@Injectable()
export class PipelineWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('pipeline');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly queues: PipelineQueues,
    private readonly pipeline: Pipeline,
    private readonly parked: ParkedLogEvents,
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
    let isWell = true;
    for (; !signal.aborted; await pause(EVERY_MS, signal)) {
      try {
        await this.look();
        isWell = true;
      } catch (error) {
        if (isWell) this.logger.warn('The queues cannot be looked after now.', { error });
        isWell = false;
      }
    }
  }

  private async look(): Promise<void> {
    await this.queues.declare();
    const { logs, enriched } = await this.pipeline.state();
    lag.set(logs.messages);
    age.set(logs.oldestAt ? Math.max(0, (Date.now() - logs.oldestAt.getTime()) / 1_000) : 0);
    waiting.set(enriched.messages);
    parkedCount.set(await this.parked.count());
  }
}
