import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';
import { change, findings } from './deployment-findings.schema.js';

const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const version = z.string().max(40);
const accountId = z.string().max(60).meta({
  description: 'Account and region, as GET /accounts lists it: `123456789012-us-east-1`.',
});
const reason = z.string().min(1).max(500).meta({ description: 'For the audit log.' });
const hop = z.number().int().min(0).max(1_000).meta({ description: 'Index of the hop.' });
const count = z.number().int();

export const RequestDeployment = z
  .strictObject({
    accountId,
    stackName: z.string().min(1).max(128).meta({ description: 'Of the root stack.' }),
    current: version.optional().meta({
      description: 'What runs there; without it, nothing does, and the target is installed.',
    }),
    target: version.meta({ description: 'A version, or a minor for its recommended patch.' }),
    channel: z.enum(['stable', 'candidate']).optional(),
    roleVersion: version.optional().meta({ description: 'Of the deployment role.' }),
    parameters: z
      .record(z.string().max(255), z.string().max(4_096))
      .refine((values) => Object.keys(values).length <= 200, 'At most 200.')
      .optional()
      .meta({
        description:
          'What the stack is given; of an upgrade, what it has now. They are never shown again, and thrown away once the deployment is over.',
      }),
    overrideId: z.string().max(60).optional(),
  })
  .meta({ id: 'RequestDeployment' });
export type RequestDeployment = z.output<typeof RequestDeployment>;

export const ApproveDeployment = z
  .strictObject({
    hop,
    changeSet: z.number().int().min(1).max(100).optional().meta({
      description: 'Which change set was looked at: its `attempt`. Absent where there is none.',
    }),
  })
  .meta({ id: 'ApproveDeployment' });
export type ApproveDeployment = z.output<typeof ApproveDeployment>;

export const AcknowledgeTask = z
  .strictObject({ hop, task: z.string().min(1).max(200) })
  .meta({ id: 'AcknowledgeTask' });
export type AcknowledgeTask = z.output<typeof AcknowledgeTask>;

export const DeploymentReason = z.strictObject({ reason }).meta({ id: 'DeploymentReason' });
export type DeploymentReason = z.output<typeof DeploymentReason>;

export const RecoverDeployment = z
  .strictObject({
    action: z
      .enum(['delete', 'delete_and_retain', 'roll_back', 'continue_rollback', 'build_again'])
      .meta({
        description:
          'One of the `nextActions` of the stack, as a diagnosis tells them; or `build_again` where the build did not come through: the deployment goes on from there.',
      }),
    resources: z.array(z.string().min(1).max(300)).max(500).optional().meta({
      description: 'To keep or to skip: those of the next action.',
    }),
    reason,
  })
  .meta({ id: 'RecoverDeployment' });
export type RecoverDeployment = z.output<typeof RecoverDeployment>;

export const DeploymentQuery = pageQuery(20, 100).extend({ accountId: accountId.optional() });
export type DeploymentQuery = z.output<typeof DeploymentQuery>;

export const Deployment = z
  .object({
    accountId: z.string(),
    run: count.meta({ description: 'Those of an account are counted from 1.' }),
    status: z.enum(['running', 'completed', 'cancelled', 'failed', 'recovered']),
    stackName: z.string(),
    hops: z
      .array(
        z.object({
          from: z.string().optional().meta({ description: 'Absent: nothing is installed yet.' }),
          to: z.string(),
          templateUrl: z.string(),
          capabilities: z.array(z.string()),
          roleUpdate: z.boolean(),
          tasks: z.array(z.string()).meta({ description: 'What people do by hand.' }),
          pulumiBuild: z.boolean(),
        }),
      )
      .meta({ description: 'As they were planned when it was asked for.' }),
    hop: count.meta({ description: 'Index of the hop that is, or was, under way.' }),
    waitsFor: z.enum(['step', 'approval', 'tasks', 'resume']).optional(),
    step: z.string().optional(),
    openTasks: z.array(z.string()),
    missingApprovals: count,
    changeSet: z
      .object({
        attempt: count,
        changes: count,
        destroys: z.array(z.string()).meta({
          description: 'Resources with a state that it replaces or removes: two people approve.',
        }),
        resources: z.array(change).optional().meta({
          description:
            'What it does, with the change sets within; at most 1,000, what destroys first. Not in lists.',
        }),
      })
      .optional(),
    paused: z.boolean(),
    cancelling: z.boolean(),
    ...findings,
    lastGood: z.string().optional().meta({ description: 'Installed and verified last.' }),
    progress: z
      .object({
        saying: z.string(),
        lookedAt: time,
        changedAt: time,
        stalled: z.boolean().meta({ description: 'Nothing has changed for long. It goes on.' }),
        percent: count.optional().meta({
          description: 'Of the tree of stacks, of what CloudFormation has begun with.',
        }),
        expectedAt: time.optional().meta({
          description: 'When the stacks are through, if they go on as fast as so far.',
        }),
        stacks: z.array(
          z.object({
            path: z.array(z.string()),
            status: z.string(),
            done: count,
            total: count.meta({ description: 'That CloudFormation has begun with so far.' }),
          }),
        ),
      })
      .optional(),
    requestedAt: time,
    requestedBy: actor.optional(),
    endedAt: time.optional(),
  })
  .meta({ id: 'Deployment' });
export type Deployment = z.output<typeof Deployment>;

export const DeploymentList = z
  .object({
    results: z.array(Deployment),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'DeploymentList' });
export type DeploymentList = z.output<typeof DeploymentList>;
