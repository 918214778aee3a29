import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });

export const RegisterReader = z
  .strictObject({
    name: z.string().min(1).max(100),
    actions: z
      .array(z.string().min(1).max(200))
      .max(50)
      .default([])
      .meta({ description: 'Of these actions; several need a NATS server of 2.10. Empty: all.' }),
    fromSequence: z.int().min(1).optional().meta({ description: 'The first record to be read.' }),
    since: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'The first moment, in the place of a sequence.' }),
  })
  .meta({ id: 'RegisterAuditReader' });
export type RegisterReader = z.output<typeof RegisterReader>;

export const Reader = z
  .object({
    id: z.string(),
    name: z.string(),
    actions: z.array(z.string()),
    stream: z.string().meta({ description: 'The JetStream stream that it reads.' }),
    consumer: z.string().meta({ description: 'Its durable pull consumer there.' }),
    isReady: z.boolean().meta({ description: 'Whether that is on the bus by now.' }),
    acknowledgedThrough: z.int().meta({
      description: 'It has acknowledged everything that is for it up to this sequence.',
    }),
    lagRecords: z.int().meta({ description: 'What is for it and not acknowledged yet.' }),
    lagSeconds: z.int().meta({ description: 'How long the oldest of that has been there.' }),
    lastAcknowledgedAt: time.optional(),
    createdAt: time,
    createdBy: z
      .object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) })
      .optional(),
    revision: z.int().meta({ description: 'What `ETag` names.' }),
  })
  .meta({ id: 'AuditReader' });
export type Reader = z.output<typeof Reader>;

export const ReaderList = z
  .object({ results: z.array(Reader).max(100) })
  .meta({ id: 'AuditReaderList' });
export type ReaderList = z.output<typeof ReaderList>;
