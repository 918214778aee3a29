import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import type { DataModels } from './data-models/data-models.js';
import { enrichBatch, type Outcome } from './enriching/batch.js';
import { Enricher } from './enriching/enricher.js';
import type { BuiltInTables } from './tables/built-in-tables.js';
import type { TableSummary } from './tables/range-table.js';

/** What one request may hold, as the contract says. */
export const BATCH_MAX = { events: 1_000, bytes: 900_000 } as const;

/** Below the 1 MB that a message on the bus may have, with room for the frame of each event. */
export const ANSWER_BYTES_MAX = 1_000_000;

/** Enriches batches of events from tables in memory. */
@Injectable()
export class EnrichmentService {
  private readonly enricher: Enricher;

  constructor(
    models: DataModels,
    private readonly builtIn: BuiltInTables,
  ) {
    this.enricher = new Enricher(models, builtIn);
  }

  /**
   * @param events JSON objects in UTF-8
   * @returns one outcome for each event, in their order; a bad event is a fault among the others
   * @throws ServiceError `bad_request` without a log type, `too_large` beyond `BATCH_MAX`
   */
  enrich(logType: string, events: readonly Uint8Array[]): Outcome[] {
    if (logType === '')
      throw new ServiceError('bad_request', 'A log type is needed.', {
        fields: [{ path: 'logType', message: 'Must not be empty.' }],
      });
    if (events.length > BATCH_MAX.events)
      throw new ServiceError('too_large', `A batch has at most ${BATCH_MAX.events} events.`);
    if (events.reduce((bytes, { length }) => bytes + length, 0) > BATCH_MAX.bytes)
      throw new ServiceError('too_large', `A batch has at most ${BATCH_MAX.bytes} bytes.`);
    return enrichBatch(this.enricher, logType, events, ANSWER_BYTES_MAX);
  }

  /** What is loaded, how large it is, and what its licence asks to be said. */
  tables(): TableSummary[] {
    return Object.values(this.builtIn).map((table) => table.summary);
  }
}
