import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });
const text = z.string();

export const DiagnosisQuery = z.strictObject({
  stack: z.string().min(1).max(400).meta({
    description: 'Name or ARN of the root stack. One that is deleted is known by its ARN only.',
  }),
  version: z.string().max(40).optional().meta({
    description: 'The release that was to be deployed: whether its role has what is missing.',
  }),
});
export type DiagnosisQuery = z.output<typeof DiagnosisQuery>;

const failure = z.object({
  path: z.array(text).meta({
    description: 'Logical ids from the root stack down to it; empty: the root stack itself.',
  }),
  type: text,
  status: text,
  reason: text.meta({ description: 'As CloudFormation words it.' }),
  at: time,
  stackId: text,
  eventId: text,
  physicalId: text.optional(),
  cause: text.meta({ description: '`scp_explicit_deny`, and so on; `unknown`.' }),
  owner: text.meta({
    description: 'Who can do something: `customer`, `organization`, `vendor`, `aws`, `margay`.',
  }),
  retry: text.meta({ description: 'When trying again makes sense.' }),
  remedy: text,
  named: z.record(text, text).meta({ description: 'What the reason names.' }),
  denial: z
    .object({
      action: text,
      resource: text.optional(),
      by: text.optional().meta({ description: '`service_control`, `boundary`, `identity`, …' }),
      policyArn: text.optional(),
      roleHasItFrom: text.optional().meta({
        description: 'The first release whose deployment role has the action.',
      }),
    })
    .optional(),
});
export type Failure = z.output<typeof failure>;

export const Diagnosis = z
  .object({
    stackId: text,
    status: text.meta({ description: 'As CloudFormation has it now.' }),
    outcome: z.enum(['failed', 'cancelled', 'no_failure', 'unreadable']),
    kind: text.optional().meta({ description: '`create`, `update` or `delete`.' }),
    startedAt: time.optional(),
    cause: failure
      .optional()
      .meta({ description: 'The first failing event of the stack within that failed first.' }),
    also: z.array(failure).meta({ description: 'What failed in the same try by itself.' }),
    secondary: z.array(failure).meta({ description: 'What failed while it was undone.' }),
    unread: z.array(text).meta({ description: 'Stacks that would tell more and were not read.' }),
    nextActions: z
      .array(
        z.object({
          action: text,
          why: text,
          needsApproval: z.boolean(),
          resources: z.array(text).optional(),
        }),
      )
      .meta({ description: 'What CloudFormation allows next, best first.' }),
    text: text.meta({ description: 'All of it for people, in lines.' }),
  })
  .meta({ id: 'StackDiagnosis' });
export type Diagnosis = z.output<typeof Diagnosis>;
