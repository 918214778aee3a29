import { z } from 'zod';

const reason = z.string().min(1).max(500).meta({ description: 'For the audit log.' });

export const AuditReason = z.strictObject({ reason }).meta({ id: 'AuditReason' });
export type AuditReason = z.output<typeof AuditReason>;

export const SetRetention = z
  .strictObject({ days: z.number().int().min(30).max(36_500) })
  .meta({ id: 'SetAuditRetention' });
export type SetRetention = z.output<typeof SetRetention>;

export const Retention = z
  .object({
    days: z.number().int(),
    droppedThrough: z.number().int().meta({ description: 'The last sequence that was dropped.' }),
    holds: z.array(
      z.object({
        id: z.string(),
        reason: z.string(),
        placedAt: z.string().meta({ format: 'date-time' }),
        placedBy: z.string(),
      }),
    ),
  })
  .meta({ id: 'AuditRetention' });
export type Retention = z.output<typeof Retention>;

export const Hold = z.object({ id: z.string() }).meta({ id: 'AuditHold' });
export type Hold = z.output<typeof Hold>;

export const Erased = z
  .object({ records: z.number().int().meta({ description: 'Whose personal fields are gone.' }) })
  .meta({ id: 'AuditErased' });
export type Erased = z.output<typeof Erased>;
