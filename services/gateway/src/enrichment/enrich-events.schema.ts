import { z } from 'zod';

const LogType = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Must be a log type, for example AWS.CloudTrail.')
  .meta({
    description: 'For example `AWS.CloudTrail`. An unknown one is enriched by what is found.',
  });

export const LogTypeQuery = z.strictObject({ logType: LogType });

/** How third parties are asked that rules name. */
const alert = z.boolean().meta({ description: 'May use what quotas reserve for alerts.' });
const waitMs = z
  .int()
  .min(0)
  .max(5_000)
  .meta({ description: 'How long an event may wait for units of a quota, in milliseconds.' });

export const LinesQuery = z.strictObject({
  logType: LogType,
  alert: z.stringbool().optional(),
  waitMs: z.coerce.number().pipe(waitMs).optional(),
});
export type LinesQuery = z.output<typeof LinesQuery>;

export const NoQuery = z.strictObject({});

export const EventBatch = z
  .strictObject({
    logType: LogType,
    events: z.array(z.record(z.string(), z.unknown())).min(1).max(1_000),
    alert: alert.optional(),
    waitMs: waitMs.optional(),
  })
  .meta({ id: 'EventBatch' });
export type EventBatch = z.output<typeof EventBatch>;

export const EnrichedBatch = z
  .object({
    results: z.array(z.record(z.string(), z.unknown())).meta({
      description:
        'The events in their order, each with `p_enrichment` and `p_enrichment_status`; one that cannot be enriched is `{error: {code, message}}`.',
    }),
  })
  .meta({ id: 'EnrichedBatch' });
