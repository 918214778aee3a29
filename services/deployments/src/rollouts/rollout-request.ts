import { z } from 'zod';
import { TargetText, Values } from '../plans/plan-request.js';
import { VersionText } from '../releases/registration.js';
import { CHANNELS } from '../releases/release.js';
import { MaintenanceWindow } from './maintenance-window.js';

const RINGS_MAX = 20;
const ACCOUNTS_MAX = 500;
const SOAK_MINUTES_MAX = 30 * 24 * 60;

const version = z.union([z.literal('').transform(() => undefined), VersionText]);
const window = MaintenanceWindow.optional();

const Target = z.object({
  accountId: z.string(),
  stackName: z.string(),
  current: version,
  roleVersion: version,
  window,
  parameters: Values,
});

/** Of whom a rollout is asked for. What a target does not say, the rollout says. */
export const RolloutRequest = z
  .object({
    target: TargetText,
    channel: z
      .union([z.literal(''), z.enum(CHANNELS)])
      .transform((given) => (given === '' ? 'stable' : given)),
    rings: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(100),
          accounts: z.array(Target).min(1).max(ACCOUNTS_MAX),
          soakMinutes: z.number().int().min(0).max(SOAK_MINUTES_MAX),
        }),
      )
      .min(1)
      .max(RINGS_MAX),
    maxParallel: z.number().int().min(1).max(100),
    failuresAllowed: z.number().int().min(0).max(ACCOUNTS_MAX),
    stackName: z.string(),
    roleVersion: version,
    window,
    parameters: Values,
  })
  .superRefine(({ rings }, context) => {
    const seen = new Set<string>();
    for (const [ring, { accounts }] of rings.entries())
      for (const [index, { accountId }] of accounts.entries()) {
        if (seen.has(accountId))
          context.addIssue({
            code: 'custom',
            path: ['rings', ring, 'accounts', index, 'accountId'],
            message: 'Is there twice.',
          });
        seen.add(accountId);
      }
    if (seen.size > ACCOUNTS_MAX)
      context.addIssue({
        code: 'custom',
        path: ['rings'],
        message: `At most ${ACCOUNTS_MAX} accounts.`,
      });
  });
export type RolloutRequest = z.output<typeof RolloutRequest>;
export type RequestedTarget = z.output<typeof Target>;
