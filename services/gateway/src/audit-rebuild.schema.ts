import { z } from 'zod';

export const RebuildFinding = z
  .object({
    kind: z.string().meta({
      description:
        '`altered`, `missing`, `surplus`: put right. `lost`: its event is gone from its log. `unlike`: its event tells of something else than was sealed. Both are left as they are.',
    }),
    records: z.number().int(),
    sequences: z.array(z.number().int()).meta({ description: 'The first hundred of them.' }),
  })
  .meta({ id: 'AuditRebuildFinding' });

export const Rebuild = z
  .object({
    status: z.enum(['none', 'running', 'ended']),
    begunAt: z.string().meta({ format: 'date-time' }).optional(),
    begunBy: z.string().optional(),
    throughSequence: z
      .number()
      .int()
      .meta({ description: 'The newest record that it is about.' })
      .optional(),
    eventsRead: z.number().int().meta({ description: 'While it is running.' }).optional(),
    events: z
      .number()
      .int()
      .meta({ description: 'That are to be read, while it is running.' })
      .optional(),
    endedAt: z.string().meta({ format: 'date-time' }).optional(),
    records: z.number().int().meta({ description: 'That were made anew.' }).optional(),
    findings: z
      .array(RebuildFinding)
      .meta({ description: 'What was not as it had been recorded. Empty is good.' })
      .optional(),
  })
  .meta({ id: 'AuditRebuild' });
export type Rebuild = z.output<typeof Rebuild>;
