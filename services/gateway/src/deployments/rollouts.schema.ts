import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const version = z.string().max(40);
const reason = z.string().min(1).max(500).meta({ description: 'For the audit log.' });
const accountId = z.string().max(60).meta({
  description: 'Account and region, as GET /accounts lists it: `123456789012-us-east-1`.',
});
const stackName = z.string().min(1).max(128).meta({ description: 'Of the root stack.' });
const roleVersion = version.optional().meta({ description: 'Of the deployment role.' });
const parameters = z
  .record(z.string().max(255), z.string().max(4_096))
  .refine((values) => Object.keys(values).length <= 200, 'At most 200.')
  .optional()
  .meta({
    description: 'What the stacks are given. Never shown again, thrown away when it is over.',
  });
const window = z
  .strictObject({
    days: z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .min(1)
      .max(7),
    from: z.string().max(5).meta({ description: '`22:30`, by the clocks of the time zone.' }),
    minutes: z.number().int().min(15).max(1_440),
    timeZone: z.string().max(60).meta({ description: '`Europe/Vienna`.' }),
  })
  .meta({ id: 'MaintenanceWindow', description: 'When a deployment may begin.' });
const soakMinutes = z.number().int().min(0).max(43_200).meta({
  description: 'How long a ring is watched before the next begins.',
});

export const RequestRollout = z
  .strictObject({
    target: version.meta({ description: 'A version, or a minor for its recommended patch.' }),
    channel: z.enum(['stable', 'candidate']).optional(),
    rings: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(100),
          soakMinutes: soakMinutes.optional(),
          accounts: z
            .array(
              z.strictObject({
                accountId,
                stackName: stackName.optional(),
                current: version.optional().meta({
                  description:
                    'What runs there; without it, what was installed and verified there last.',
                }),
                roleVersion,
                window: window.optional(),
                parameters,
              }),
            )
            .min(1)
            .max(500),
        }),
      )
      .min(1)
      .max(20)
      .meta({ description: 'One after the other. At most 500 accounts in all.' }),
    maxParallel: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: '5 unless said.' }),
    failuresAllowed: z.number().int().min(0).max(500).optional().meta({
      description: 'Of one ring, 0 unless said. One more, and nothing else begins.',
    }),
    stackName: stackName.meta({ description: 'Of accounts that name no other.' }),
    roleVersion,
    window: window.optional(),
    parameters,
  })
  .meta({ id: 'RequestRollout' });
export type RequestRollout = z.output<typeof RequestRollout>;

export const RolloutReason = z.strictObject({ reason }).meta({ id: 'RolloutReason' });
export type RolloutReason = z.output<typeof RolloutReason>;

export const RolloutQuery = pageQuery(20, 100);
export type RolloutQuery = z.output<typeof RolloutQuery>;

export const RolloutSummary = z
  .object({
    id: z.string(),
    target: z.string(),
    channel: z.string(),
    status: z.enum(['requested', 'running', 'paused', 'halted', 'completed', 'cancelled']),
    maxParallel: z.number().int(),
    failuresAllowed: z.number().int(),
    requestedAt: time,
    requestedBy: actor.optional(),
  })
  .meta({ id: 'RolloutSummary' });
export type RolloutSummary = z.output<typeof RolloutSummary>;

export const Rollout = RolloutSummary.extend({
  heldBy: z.enum(['frozen', 'soaking']).optional().meta({
    description: 'Why nothing begins just now.',
  }),
  ring: z.number().int().meta({ description: 'Index of the ring that is, or was, under way.' }),
  soaksUntil: time.optional(),
  rings: z.array(
    z.object({
      name: z.string(),
      soakMinutes: z.number().int(),
      accounts: z.array(
        z.object({
          accountId: z.string(),
          stackName: z.string(),
          current: z.string().optional(),
          roleVersion: z.string().optional(),
          window: window.optional(),
          status: z.enum(['waiting', 'running', 'completed', 'cancelled', 'failed', 'refused']),
          run: z.number().int().optional().meta({ description: 'Its deployment.' }),
          message: z.string().optional().meta({ description: 'Why it was refused.' }),
        }),
      ),
    }),
  ),
  approvedBy: actor.optional(),
}).meta({ id: 'Rollout' });
export type Rollout = z.output<typeof Rollout>;

export const RolloutList = z
  .object({ results: z.array(RolloutSummary), next: z.string().optional() })
  .meta({ id: 'RolloutList' });
export type RolloutList = z.output<typeof RolloutList>;

const moment = z.iso.datetime({ offset: true });

export const DeclareFreeze = z
  .strictObject({
    from: moment.optional().meta({ description: 'At once unless said.' }),
    until: moment,
    reason,
  })
  .meta({ id: 'DeclareFreeze' });
export type DeclareFreeze = z.output<typeof DeclareFreeze>;

export const Freeze = z
  .object({ id: z.string(), from: time, until: time, reason: z.string() })
  .meta({ id: 'Freeze' });
export type Freeze = z.output<typeof Freeze>;

export const FreezeList = z.object({ results: z.array(Freeze) }).meta({ id: 'FreezeList' });
export type FreezeList = z.output<typeof FreezeList>;

export const NoticeQuery = pageQuery(20, 50);
export type NoticeQuery = z.output<typeof NoticeQuery>;

export const ReleaseNotice = z
  .object({
    accountId: z.string(),
    current: z.string().meta({ description: 'Installed and verified there last.' }),
    outcome: z.enum(['planned', 'current', 'refused']),
    hops: z.array(z.string()).meta({ description: 'Versions on the way, the target last.' }),
    tasks: z.array(z.string()).meta({ description: 'What people do by hand on the way.' }),
    roleUpdates: z.array(z.string()).meta({
      description: 'Hops before which the deployment role has to be updated.',
    }),
    message: z.string().optional().meta({ description: 'Why there is no way.' }),
  })
  .meta({ id: 'ReleaseNotice' });
export type ReleaseNotice = z.output<typeof ReleaseNotice>;

export const NoticeList = z
  .object({ results: z.array(ReleaseNotice), next: z.string().optional() })
  .meta({ id: 'ReleaseNoticeList' });
export type NoticeList = z.output<typeof NoticeList>;
