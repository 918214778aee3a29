import { z } from 'zod';

export const DisableToken = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).meta({ description: 'Shown with the token.' }),
  })
  .meta({ id: 'DisableAPIToken' });
export type DisableToken = z.output<typeof DisableToken>;
