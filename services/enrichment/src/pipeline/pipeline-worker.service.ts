import { setImmediate as nextTurn } from 'node:timers/promises';
import { ServiceError } from '@margay/contracts';
import { Backoff, pause, type QueueConsumer, type QueueItem } from '@margay/messaging';
import { counter } from '@margay/observability';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { PIPELINE_ASKING } from '../asking/asking-for.js';
import { EventLookups } from '../asking/event-lookups.service.js';
import { BegunEvent } from '../enriching/batch.js';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import type { EventFault } from '../enriching/event-text.js';
import { type AskOutside, OutsideAnswers } from '../enriching/outside.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import { ParkedLogEvents, type ToPark } from './parked-log-events.service.js';
import { type PipelineOptions, PipelineQueues } from './pipeline-queues.service.js';

/** The group of workers, whatever their number. */
export const WORKERS = 'enrichment';

const BATCH = { batch: 256, batchBytes: 4 * 1_048_576, inWorkMax: 8_192 } as const;
const TAKE_MS = 1_000;
/** Events between two looks at what else the process has to do. */
const SLICE = 32;
/** An event that was handed out so often and never done has ended workers, or nearly. */
const DELIVERIES_MAX = 20;
/** Events that wait for third parties at once; those that need none go on. */
const ASKING_MAX = 1_024;
/** When an event that could not be parked comes again. */
const PARK_AGAIN_MS = 5_000;

const events = counter({
  name: 'margay_pipeline_events_total',
  help: 'Events taken from LOGS: enriched, known (put into ENRICHED before), parked, or returned for another try.',
  labels: ['outcome'],
});

/** An event that ENRICHED has not taken yet. */
interface Held {
  readonly item: QueueItem;
  readonly enriched: Uint8Array;
}

/**
 * Takes events from LOGS, enriches them and puts them into ENRICHED under the id that they had. Only then is
 * LOGS told that they are done: whatever dies in between, an event comes again, and ENRICHED knows its id.
 */
@Injectable()
export class PipelineWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('pipeline');
  private readonly stopped = new AbortController();
  private readonly sending = new Set<Promise<void>>();
  private readonly asking = new Set<Promise<void>>();
  private readonly ask: AskOutside;
  private held: Held[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly queues: PipelineQueues,
    private readonly current: CurrentEnricher,
    private readonly parked: ParkedLogEvents,
    lookups: Pick<EventLookups, 'for'>,
    private readonly settings: Pick<SettingsLog, 'onChange'>,
    private readonly options: PipelineOptions,
  ) {
    this.ask = lookups.for(PIPELINE_ASKING);
  }

  onApplicationBootstrap(): void {
    if (this.options.worker) this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    const { ackWaitMs } = this.options;
    const consumer = this.queues.logs.consumer(WORKERS, { ...BATCH, ackWaitMs });
    const backoff = new Backoff(100, ackWaitMs / 3);
    await this.settingsAreRead(signal);
    while (!signal.aborted) {
      if (this.held.length > 0) await this.putHeld(consumer, backoff);
      else await this.work(await consumer.take(TAKE_MS, signal));
    }
    await Promise.all(this.asking);
    await Promise.all(this.sending);
    for (const { item } of this.held) item.retry(0);
    consumer.close();
  }

  /** Before that events would be enriched by what is built in alone. */
  private settingsAreRead(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.settings.onChange(() => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private async work(items: readonly QueueItem[]): Promise<void> {
    const deadline = performance.now() + this.options.ackWaitMs / 2;
    const bad: { item: QueueItem; fault: EventFault }[] = [];
    for (const [index, item] of items.entries()) {
      if (index % SLICE === 0) await nextTurn();
      await this.queues.enriched.room();
      if (performance.now() > deadline || this.stopped.signal.aborted) {
        this.giveBack(item, 0);
        continue;
      }
      const begun = this.begin(item);
      if ('fault' in begun) bad.push({ item, fault: begun.fault });
      else if (begun.wanted.length === 0) this.send(item, begun.enriched());
      else {
        if (this.asking.size >= ASKING_MAX) await Promise.race(this.asking);
        this.sendAnswered(item, begun);
      }
    }
    if (bad.length > 0) await this.park(bad);
  }

  private begin(item: QueueItem): BegunEvent | { readonly fault: EventFault } {
    if (item.deliveries > DELIVERIES_MAX)
      return {
        fault: { code: 'timeout', message: `Handed out ${DELIVERIES_MAX} times and never done.` },
      };
    try {
      return BegunEvent.of(this.current.now, item.topic, item.body);
    } catch (error) {
      this.logger.error('An event made enrichment fail.', { id: item.id }, error);
    }
    return { fault: { code: 'internal', message: 'Enrichment failed on this event.' } };
  }

  /** When others have said what they know, or had their time. */
  private sendAnswered(item: QueueItem, begun: BegunEvent): void {
    const asked = OutsideAnswers.to(begun.wanted, this.ask)
      .then((answers) => {
        begun.answered(answers);
        this.send(item, begun.enriched());
      })
      .catch((error: unknown) => {
        this.logger.error('Third parties made an event fail.', { id: item.id }, error);
        this.giveBack(item, PARK_AGAIN_MS);
      });
    this.asking.add(asked);
    void asked.finally(() => this.asking.delete(asked));
  }

  private send(item: QueueItem, enriched: Uint8Array): void {
    const sent = this.queues.enriched.put(item.topic, item.id, enriched).then(
      (isNew) => {
        item.done();
        events.inc({ outcome: isNew ? 'enriched' : 'known' });
      },
      async (error: unknown) => {
        const { code, message } = ServiceError.from(error);
        if (code === 'too_large') await this.park([{ item, fault: { code, message } }]);
        else this.held.push({ item, enriched });
      },
    );
    this.sending.add(sent);
    void sent.finally(() => this.sending.delete(sent));
  }

  /** ENRICHED is full or away: what is in hand is kept, nothing more is taken, and others may have the rest. */
  private async putHeld(consumer: QueueConsumer, backoff: Backoff): Promise<void> {
    const { signal } = this.stopped;
    await Promise.all(this.sending);
    consumer.release();
    for (const { item } of this.held) item.working();
    await pause(backoff.next(), signal);
    if (signal.aborted) return;
    const again = this.held;
    this.held = [];
    for (const { item, enriched } of again) {
      await this.queues.enriched.room();
      this.send(item, enriched);
    }
    await Promise.all(this.sending);
    if (this.held.length === 0) backoff.reset();
  }

  private async park(bad: readonly { item: QueueItem; fault: EventFault }[]): Promise<void> {
    const rows = bad.map(({ item: { id, topic, body, deliveries }, fault }): ToPark => ({
      id,
      topic,
      event: body,
      fault,
      deliveries,
    }));
    let parked: ReadonlySet<string> = new Set();
    try {
      // The same id twice in a batch is one event that came twice.
      parked = await this.parked.park([...new Map(rows.map((row) => [row.id, row])).values()]);
    } catch (error) {
      this.logger.warn('Events cannot be parked now, and stay in the queue.', { error });
    }
    for (const { item } of bad) {
      if (parked.has(item.id)) {
        item.done();
        events.inc({ outcome: 'parked' });
      } else this.giveBack(item, PARK_AGAIN_MS);
    }
  }

  private giveBack(item: QueueItem, afterMs: number): void {
    item.retry(afterMs);
    events.inc({ outcome: 'returned' });
  }
}
