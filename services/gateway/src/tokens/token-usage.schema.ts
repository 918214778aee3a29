import { z } from 'zod';

export const TokenUsage = z
  .object({
    since: z.string().meta({ format: 'date-time', description: 'From when on it is counted.' }),
    calls: z
      .array(
        z.object({
          route: z.string().meta({ description: 'Method and path of the route.' }),
          verdict: z.enum(['allowed', 'permission', 'address', 'rate']).meta({
            description: '`allowed`, or what the call was refused for.',
          }),
          calls: z.number().int(),
        }),
      )
      .meta({ description: 'The most frequent first; at most half a minute behind.' }),
    unusedPermissions: z.array(z.string()).meta({
      description: 'What the token may do and did not in that time.',
    }),
  })
  .meta({ id: 'APITokenUsage' });
export type TokenUsage = z.output<typeof TokenUsage>;
