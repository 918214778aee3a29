import { z } from 'zod';

export const PermissionList = z
  .object({
    results: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        area: z.string(),
        access: z.enum(['read', 'modify', 'run', 'approve']),
      }),
    ),
  })
  .meta({ id: 'PermissionList' });
export type PermissionList = z.output<typeof PermissionList>;
