import { z } from 'zod';
import { overrideReason } from './tokens.schema.js';

/** May be left out altogether. */
export const RotateToken = z
  .strictObject({
    gracePeriodSeconds: z.number().int().min(0).max(604_800).optional().meta({
      description:
        'For how long the value before goes on working, never beyond the end of the token. Left out: not at all.',
    }),
    overrideReason,
  })
  .optional()
  .meta({ id: 'RotateAPIToken' });
export type RotateToken = z.output<typeof RotateToken>;

export const GenerationList = z
  .object({
    results: z.array(
      z.object({
        generation: z.number().int().meta({ description: '1 for the first value.' }),
        createdAt: z.string().meta({ format: 'date-time' }),
        worksUntil: z.string().optional().meta({
          format: 'date-time',
          description: 'Of a value that was replaced. Absent: as long as the token.',
        }),
        lastUsedAt: z.string().optional().meta({ format: 'date-time' }),
        lastUsedAddress: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'APITokenGenerationList' });
export type GenerationList = z.output<typeof GenerationList>;
