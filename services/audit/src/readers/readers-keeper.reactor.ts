import { LedWork, type Leads } from '@margay/event-store';
import type { DurableReaders } from '@margay/messaging';
import { gauge } from '@margay/observability';
import { topicOf } from '../consumers/record-stream.js';
import { consumerOf, READER_PREFIX } from './reader-name.js';
import type { ReaderPlaces, ReaderRow } from './reader-place.query.js';

const LOOK_MS = 1_000;

const behind = gauge({
  name: 'margay_audit_reader_behind_records',
  help: 'Records that the slowest reader of the stream has not acknowledged yet.',
});
const behindSeconds = gauge({
  name: 'margay_audit_reader_behind_seconds',
  help: 'How long the oldest record that a reader of the stream has not acknowledged has been there.',
});
const absent = gauge({
  name: 'margay_audit_readers_absent',
  help: 'Readers of the stream whose durable consumer is not on the bus.',
});

/**
 * Keeps the durable consumers of the stream of records as they are registered: makes those that are
 * new or lost, takes away those that were removed, and writes down how far each is.
 */
export class ReadersKeeper extends LedWork {
  constructor(
    leads: Leads,
    private readonly places: ReaderPlaces,
    private readonly readers: DurableReaders,
  ) {
    super(leads, { role: 'stream-readers', everyMs: LOOK_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    for (const reader of await this.places.list()) {
      signal.throwIfAborted();
      await this.keep(reader);
    }
    await this.places.forget();
    const all = await this.places.list();
    behind.set(Math.max(0, ...all.map(({ recordsLeft }) => Number(recordsLeft))));
    behindSeconds.set(Math.max(0, ...all.map(({ lagSeconds }) => lagSeconds)));
    absent.set(all.filter(({ isReady }) => !isReady).length);
    const wanted = new Set(all.map(({ id }) => consumerOf(id)));
    for (const name of await this.readers.names(READER_PREFIX))
      if (!wanted.has(name)) await this.readers.remove(name);
    return false;
  }

  private async keep({ id, actions, acknowledgedThrough }: ReaderRow): Promise<void> {
    const name = consumerOf(id);
    let state = await this.readers.state(name);
    if (!state) {
      await this.places.lost(id);
      const topics = actions.map(topicOf);
      // Some of what it has read since it was last seen is for it once more.
      if (!(await this.readers.make(name, { topics, from: Number(acknowledgedThrough) + 1 })))
        return;
      this.logger.log('A durable consumer is made for a reader.', { id });
      state = await this.readers.state(name);
    }
    if (state) await this.places.seen(id, state);
  }
}
