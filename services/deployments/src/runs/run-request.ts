import { z } from 'zod';
import { TargetText, Values } from '../plans/plan-request.js';
import { VersionText } from '../releases/registration.js';
import { CHANNELS } from '../releases/release.js';

export const RunRequest = z.object({
  accountId: z.string(),
  stackName: z
    .string()
    .regex(
      /^[a-zA-Z][-a-zA-Z\d]{0,127}$/,
      'Must be the name of a stack: letters, digits, hyphens.',
    ),
  /** Absent: nothing is installed there yet. */
  current: z.union([z.literal('').transform(() => undefined), VersionText]),
  target: TargetText,
  channel: z
    .union([z.literal(''), z.enum(CHANNELS)])
    .transform((given) => (given === '' ? 'stable' : given)),
  roleVersion: z.union([z.literal('').transform(() => undefined), VersionText]),
  parameters: Values,
  overrideId: z.string(),
});
export type RunRequest = z.output<typeof RunRequest>;
