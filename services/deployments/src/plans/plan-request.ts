import { z } from 'zod';
import { DayText, VersionText } from '../releases/registration.js';
import { CHANNELS } from '../releases/release.js';
import { parseMinor, parseVersion } from '../releases/version.js';

const VALUES_MAX = 200;

/** A version or a minor, without a leading v. */
export const TargetText = z.string().transform((given, context) => {
  const target = parseMinor(given) ?? parseVersion(given);
  if (target !== undefined) return target;
  context.addIssue({ code: 'custom', message: 'Must be a version such as 1.25.18, or 1.25.' });
  return z.NEVER;
});

export const Values = z
  .record(z.string(), z.string())
  .refine((values) => Object.keys(values).length <= VALUES_MAX, `At most ${VALUES_MAX} values.`);
export const PlanRequest = z.object({
  accountId: z.string(),
  current: VersionText,
  target: TargetText,
  channel: z
    .union([z.literal(''), z.enum(CHANNELS)])
    .transform((given) => (given === '' ? 'stable' : given)),
  roleVersion: z.union([z.literal('').transform(() => undefined), VersionText]),
  parameters: Values,
  overrideId: z.string(),
  asOf: DayText,
});

export const ParametersRequest = z.object({
  version: VersionText,
  phase: z.enum(['first', 'update']),
  values: Values,
  installed: Values,
  accepted: z.array(z.string()).max(VALUES_MAX),
  asOf: DayText,
});
