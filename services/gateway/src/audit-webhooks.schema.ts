import { z } from 'zod';

const text = z.string().max(500);
const values = z.array(z.string().max(200)).max(50).default([]);
const time = z.string().meta({ format: 'date-time' });

const filter = z
  .strictObject({
    actors: values,
    actions: values,
    targets: values,
    results: values,
    addresses: values.meta({ description: 'Addresses, or networks in CIDR notation.' }),
    text: text.default(''),
  })
  .meta({ description: 'Every condition that is given must hold.' });

const START = {
  fromSequence: z.int().min(1).optional().meta({ description: 'The first record to deliver.' }),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'The first moment, in the place of a sequence.' }),
};

export const RegisterWebhook = z
  .strictObject({
    name: z.string().min(1).max(100),
    url: z.string().max(2_000).meta({ description: 'https, and no private network.' }),
    filter: filter.optional(),
    ...START,
  })
  .meta({ id: 'RegisterAuditWebhook' });
export type RegisterWebhook = z.output<typeof RegisterWebhook>;

export const ResumeWebhook = z.strictObject(START).meta({
  id: 'ResumeAuditWebhook',
  description: 'Without either it goes on where it stopped; with one it delivers again.',
});
export type ResumeWebhook = z.output<typeof ResumeWebhook>;

const fields = {
  id: z.string(),
  name: z.string(),
  url: z.string(),
  filter: z.object({
    actors: z.array(z.string()),
    actions: z.array(z.string()),
    targets: z.array(z.string()),
    results: z.array(z.string()),
    addresses: z.array(z.string()),
    text: z.string(),
  }),
  status: z.enum(['active', 'paused', 'parked']).meta({
    description: '`parked`: it failed for too long, and waits for somebody to resume it.',
  }),
  reason: z.string().meta({ description: 'Why it is paused or parked.' }),
  deliveredThrough: z.int().meta({ description: 'The newest record that was delivered.' }),
  lagRecords: z.int().meta({ description: 'Newer records that were not looked at yet.' }),
  lagSeconds: z.int().meta({ description: 'How long the oldest of them has been there.' }),
  attempts: z.int().meta({ description: 'In a row that failed.' }),
  nextAttemptAt: time.optional(),
  lastAttemptAt: time.optional(),
  lastOutcome: z.string(),
  createdAt: time,
  createdBy: z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) }).optional(),
  revision: z.int().meta({ description: 'Goes up with every change; what `ETag` names.' }),
};

export const Webhook = z.object(fields).meta({ id: 'AuditWebhook' });
export type Webhook = z.output<typeof Webhook>;

export const WebhookWithSecret = z
  .object({
    ...fields,
    secret: z.string().meta({
      description: 'What its receiver checks signatures with. Shown here, and never again.',
    }),
  })
  .meta({ id: 'AuditWebhookWithSecret' });
export type WebhookWithSecret = z.output<typeof WebhookWithSecret>;

export const WebhookList = z
  .object({ results: z.array(Webhook).max(100) })
  .meta({ id: 'AuditWebhookList' });
export type WebhookList = z.output<typeof WebhookList>;
