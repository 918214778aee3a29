import { z } from 'zod';

export const AuditRecord = z
  .object({
    actionName: z.string(),
    actionDescription: z.string(),
    actionResult: z.enum(['SUCCEEDED', 'FAILED', 'PARTIALLY_FAILED']),
    actionParams: z.record(z.string(), z.unknown()),
    actionDetails: z.record(z.string(), z.unknown()),
    actor: z.object({ id: z.string(), type: z.enum(['USER', 'TOKEN']), name: z.string() }),
    errors: z.array(z.object({ message: z.string() })).nullable(),
    sourceIP: z.string(),
    XForwardedFor: z.array(z.string()),
    userAgent: z.string(),
    timestamp: z.string().meta({ description: 'UTC, `2026-01-31 23:59:59.123`.' }),
    pantherVersion: z.string().meta({ description: "Margay's version." }),
    eventId: z.string(),
    sequence: z.number().int().meta({ description: '1, 2, 3, … without gaps.' }),
    requestId: z.string(),
    correlationId: z.string().optional(),
    causationId: z.string().optional(),
    targets: z.array(z.object({ type: z.string(), id: z.string(), name: z.string() })),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.output<typeof AuditRecord>;

export const AuditRecordList = z
  .object({ results: z.array(AuditRecord), next: z.string().optional() })
  .meta({ id: 'AuditRecordList' });
export type AuditRecordList = z.output<typeof AuditRecordList>;
