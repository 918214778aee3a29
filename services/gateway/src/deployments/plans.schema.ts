import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const accountId = z
  .string()
  .max(60)
  .meta({ description: 'Account and region: 123456789012-us-east-1.' });
const version = z.string().max(40).meta({ description: 'Such as 1.25.18.' });
const target = z
  .string()
  .max(40)
  .meta({ description: 'A version, or a minor, which means its latest recommended patch.' });
const values = z
  .record(z.string().max(255), z.string().max(4_096))
  .meta({ description: 'By the name of the parameter, exactly as CloudFormation is to get them.' });
const asOf = z
  .string()
  .max(10)
  .optional()
  .meta({ description: 'By what was known at the end of this day, in UTC. Today if not given.' });
const reason = z.string().min(1).max(500).meta({ description: 'For people, and the audit log.' });

export const PlanUpgrade = z
  .strictObject({
    accountId,
    current: version.meta({ description: 'What runs now.' }),
    target,
    channel: z.enum(['stable', 'candidate']).optional(),
    roleVersion: version
      .optional()
      .meta({ description: 'Of the deployment role, where it is known.' }),
    parameters: values.optional().meta({ description: 'What the stack has now.' }),
    overrideId: z.string().max(60).optional().meta({ description: 'Of an approved override.' }),
    asOf,
  })
  .meta({ id: 'PlanUpgrade' });
export type PlanUpgrade = z.output<typeof PlanUpgrade>;

const step = z.object({
  id: z.string(),
  phase: z.enum(['before', 'after']).meta({ description: 'The update of the stack.' }),
  text: z.string(),
  evidence: z.string().meta({ description: 'What shows that it is done.' }),
  document: z.string().optional(),
});

const task = z.object({
  note: z.string(),
  title: z.string(),
  kind: z.enum(['automatic', 'supply', 'manual']),
  edits: z
    .array(z.object({ parameter: z.string(), before: z.string(), after: z.string().optional() }))
    .optional()
    .meta({ description: 'Made by the plan. Without after, it is passed no longer.' }),
  parameters: z.array(z.string()).optional().meta({ description: 'To be supplied by somebody.' }),
  steps: z.array(step).optional().meta({ description: 'To be done by somebody.' }),
});

export const Hop = z
  .object({
    from: z.string(),
    to: z.string(),
    passedOver: z
      .array(z.object({ version: z.string(), reason: z.string() }))
      .meta({ description: 'Better stops, and why they are not taken.' }),
    templateUrl: z.string(),
    capabilities: z.array(z.string()),
    roleUpdate: z
      .object({
        to: z.string(),
        templateUrl: z.string(),
        missingActions: z
          .array(z.string())
          .optional()
          .meta({ description: 'What the role may not do yet. Absent while nobody knows.' }),
      })
      .optional()
      .meta({ description: 'Of the deployment role, before the stack is updated.' }),
    difference: z
      .object({
        added: z.array(z.string()),
        removed: z.array(z.string()),
        renamed: z.record(z.string(), z.string()),
        defaultChanged: z.array(
          z.object({
            name: z.string(),
            before: z.string().optional(),
            after: z.string().optional(),
          }),
        ),
      })
      .optional()
      .meta({ description: 'Of parameters. Absent while a template has not been read.' }),
    tasks: z.array(task),
    parameters: z
      .record(z.string(), z.string())
      .meta({ description: 'What the template is given; what is never shown is masked.' }),
    missing: z.array(z.string()).meta({ description: 'Asked for, and said by nobody yet.' }),
    pulumiBuild: z.boolean().meta({ description: 'Whether Pulumi builds afterwards.' }),
    risks: z.array(z.string()),
  })
  .meta({ id: 'UpgradeHop' });
export type Hop = z.output<typeof Hop>;

export const UpgradePlan = z
  .object({
    outcome: z.enum(['planned', 'current', 'refused']),
    target: z.string().optional(),
    code: z.string().optional().meta({ description: 'Why it is refused, for programs.' }),
    message: z.string().optional().meta({ description: 'Why it is refused, for people.' }),
    hops: z.array(Hop),
    apiAliasTemplate: z
      .string()
      .optional()
      .meta({ description: 'A CloudFormation template, for the steps that name it.' }),
  })
  .meta({ id: 'UpgradePlan' });
export type UpgradePlan = z.output<typeof UpgradePlan>;

export const CheckParameters = z
  .strictObject({
    version,
    phase: z.enum(['first', 'update']).meta({ description: 'Whether the stack is new.' }),
    values,
    installed: values.optional().meta({ description: 'What the stack was last given.' }),
    accepted: z
      .array(z.string().max(255))
      .max(200)
      .optional()
      .meta({ description: 'Parameters whose destruction is meant.' }),
    asOf,
  })
  .meta({ id: 'CheckParameters' });
export type CheckParameters = z.output<typeof CheckParameters>;

const finding = z.object({
  parameter: z.string(),
  rule: z.string(),
  message: z.string(),
  fix: z.string(),
});

export const ParameterVerdict = z
  .object({
    checkedAgainst: z
      .enum(['template', 'guide'])
      .meta({ description: 'The guide, while the template of the release has not been read.' }),
    errors: z.array(finding).meta({ description: 'All that would be refused. Never a value.' }),
    warnings: z.array(finding),
  })
  .meta({ id: 'ParameterVerdict' });
export type ParameterVerdict = z.output<typeof ParameterVerdict>;

export const RequestOverride = z
  .strictObject({ accountId, target, reason })
  .meta({ id: 'RequestOverride' });
export type RequestOverride = z.output<typeof RequestOverride>;

export const ApproveOverride = z
  .strictObject({ comment: z.string().max(500).optional() })
  .meta({ id: 'ApproveOverride' });
export type ApproveOverride = z.output<typeof ApproveOverride>;

export const WithdrawOverride = z.strictObject({ reason }).meta({ id: 'WithdrawOverride' });
export type WithdrawOverride = z.output<typeof WithdrawOverride>;

const status = z.enum(['requested', 'approved', 'withdrawn']);
const person = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });

export const Override = z
  .object({
    id: z.string(),
    accountId: z.string(),
    target: z.string(),
    reason: z.string(),
    status,
    revision: z.number().int().meta({ description: 'Also in the header ETag.' }),
    requestedBy: person.optional(),
    approvedBy: person.optional(),
  })
  .meta({ id: 'UpgradeOverride' });
export type Override = z.output<typeof Override>;

export const OverrideQuery = pageQuery(50, 100).extend({
  status: status.optional(),
  accountId: accountId.optional(),
});
export type OverrideQuery = z.output<typeof OverrideQuery>;

export const OverrideList = z
  .object({
    results: z.array(Override),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'UpgradeOverrideList' });
export type OverrideList = z.output<typeof OverrideList>;
