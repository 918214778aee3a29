import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });
const count = z.int();

const queue = z.object({
  events: count,
  bytes: count,
  bytesMax: count.meta({ description: 'A queue that holds so much takes no more.' }),
  oldestAt: time.optional().meta({ description: 'When its oldest event was put in.' }),
});

export const PipelineState = z
  .object({
    logs: queue.extend({
      inWork: count.meta({ description: 'Handed to workers and not done.' }),
    }),
    enriched: queue,
    parked: count,
    parkedMax: count,
  })
  .meta({ id: 'EnrichmentPipeline' });
export type PipelineState = z.output<typeof PipelineState>;

export const PutEvents = z
  .object({
    accepted: count,
    known: count.meta({ description: 'Put in before under the same Idempotency-Key.' }),
    refused: count.meta({ description: 'No events, and never will be.' }),
    errors: z
      .array(z.object({ line: count, code: z.string(), message: z.string() }))
      .meta({ description: 'Of the first 100 that were refused.' }),
  })
  .meta({ id: 'PutEvents' });
export type PutEvents = z.output<typeof PutEvents>;

const parked = {
  id: z.string(),
  logType: z.string(),
  code: z.string(),
  message: z.string(),
  deliveries: count.meta({ description: 'How often a worker had it.' }),
  bytes: count,
  parkedAt: time,
};

export const ParkedEvents = z
  .object({
    results: z.array(z.object(parked)),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'ParkedEvents' });
export type ParkedEvents = z.output<typeof ParkedEvents>;

export const ParkedEvent = z
  .object({
    ...parked,
    eventBase64: z.string().meta({ description: 'As it was put in; it may be anything.' }),
  })
  .meta({ id: 'ParkedEvent' });
export type ParkedEvent = z.output<typeof ParkedEvent>;
