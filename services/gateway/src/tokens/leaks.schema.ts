import { z } from 'zod';

/** What was found is data: whatever is no value of ours is passed over. */
export const LeakReport = z
  .strictObject({
    values: z.array(z.string().max(500)).min(1).max(1_000).meta({
      description: 'What was found, as it was found. What is no token value is passed over.',
    }),
    source: z.string().trim().max(500).optional().meta({
      description: 'Where it was found: an address, a commit. For the owners of the tokens.',
    }),
  })
  .meta({ id: 'LeakReport' });
export type LeakReport = z.output<typeof LeakReport>;
