import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { enrichBatch, type Outcome } from './enriching/batch.js';
import { CurrentEnricher } from './enriching/current-enricher.service.js';
import type { Explained } from './enriching/enricher.js';
import type { AskOutside } from './enriching/outside.js';
import { parseEvent } from './enriching/event-text.js';
import { splice } from './enriching/splice.js';
import type { TableSummary } from './tables/range-table.js';

/** What one request may hold, as the contract says. */
export const BATCH_MAX = { events: 1_000, bytes: 900_000 } as const;

/** Below the 1 MB that a message on the bus may have, with room for the frame of each event. */
export const ANSWER_BYTES_MAX = 1_000_000;

export interface Explanation {
  /** The event as it would come out, JSON in UTF-8. */
  readonly enriched: Uint8Array;
  readonly steps: readonly Explained[];
  /** The values of the unified data model that it has, as JSON. */
  readonly fields: Record<string, string>;
}

/** Enriches batches of events from tables in memory, and by what third parties say. */
@Injectable()
export class EnrichmentService {
  constructor(private readonly current: CurrentEnricher) {}

  /**
   * @param events JSON objects in UTF-8
   * @param ask how third parties are asked that rules name; without it nobody is
   * @returns one outcome for each event, in their order; a bad event is a fault among the others
   * @throws ServiceError `bad_request` without a log type, `too_large` beyond `BATCH_MAX`
   */
  async enrich(
    logType: string,
    events: readonly Uint8Array[],
    ask?: AskOutside,
  ): Promise<Outcome[]> {
    needLogType(logType);
    if (events.length > BATCH_MAX.events)
      throw new ServiceError('too_large', `A batch has at most ${BATCH_MAX.events} events.`);
    if (events.reduce((bytes, { length }) => bytes + length, 0) > BATCH_MAX.bytes)
      throw new ServiceError('too_large', `A batch has at most ${BATCH_MAX.bytes} bytes.`);
    return enrichBatch(this.current.now, logType, events, ANSWER_BYTES_MAX, ask);
  }

  /**
   * What would become of one event, and why.
   *
   * @throws ServiceError with the event's fault
   */
  explain(logType: string, bytes: Uint8Array): Explanation {
    needLogType(logType);
    const parsed = parseEvent(bytes);
    if ('fault' in parsed) throw new ServiceError(parsed.fault.code, parsed.fault.message);
    const { event } = parsed;
    const { now } = this.current;
    const values = now.modelFor(logType)?.fields ?? new Map();
    const { additions, steps } = now.explain(logType, event);
    return {
      enriched: splice(bytes, event, additions),
      steps,
      fields: Object.fromEntries(
        [...values].flatMap(([name, read]) => {
          const value: unknown = read(event);
          return value === undefined ? [] : [[name, JSON.stringify(value)]];
        }),
      ),
    };
  }

  /** What is loaded, how large it is, and what its licence asks to be said. */
  tables(): TableSummary[] {
    const { tables, counting } = this.current.builtIn;
    return [...tables, ...counting].map((table) => table.summary);
  }
}

function needLogType(logType: string): void {
  if (logType === '')
    throw new ServiceError('bad_request', 'A log type is needed.', {
      fields: [{ path: 'logType', message: 'Must not be empty.' }],
    });
}
