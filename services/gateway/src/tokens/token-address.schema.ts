import { z } from 'zod';

export const CheckAddress = z
  .strictObject({
    address: z.string().min(1).max(60).meta({ description: 'IPv4 or IPv6, without a prefix.' }),
  })
  .meta({ id: 'CheckAddress' });
export type CheckAddress = z.output<typeof CheckAddress>;

export const AddressVerdict = z
  .object({
    address: z.string().meta({ description: 'The address as it is compared.' }),
    allowed: z.boolean(),
    block: z.string().optional().meta({
      description: 'The block that lets it in; absent when the token is for everywhere.',
    }),
  })
  .meta({ id: 'AddressVerdict' });
export type AddressVerdict = z.output<typeof AddressVerdict>;
