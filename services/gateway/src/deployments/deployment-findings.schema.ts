import { z } from 'zod';
import { Diagnosis } from './diagnosis.schema.js';

export const change = z.object({
  path: z.array(z.string()).meta({ description: 'Logical ids from the root down.' }),
  type: z.string(),
  action: z.string().meta({ description: '`Add`, `Modify`, `Remove`, `Import` or `Dynamic`.' }),
  replacement: z.string().optional().meta({ description: '`True`, `False` or `Conditional`.' }),
  destroys: z.boolean().meta({
    description: 'Something with a state is replaced or removed, or may be.',
  }),
});

/** What is told of a deployment beside how far it is. */
export const findings = {
  cause: z
    .object({
      failure: z.string(),
      message: z.string(),
      class: z.string().optional().meta({
        description: 'Of the table of causes: `scp_explicit_deny`, `pulumi_failed`; `unknown`.',
      }),
      owner: z.string().optional().meta({ description: 'Who can do something about it.' }),
      retry: z.string().optional().meta({ description: 'When trying again makes sense.' }),
      place: z.string().optional().meta({
        description: 'Logical ids from the root stack down, or the phase of a build.',
      }),
    })
    .optional()
    .meta({ description: 'Why it failed.' }),
  diagnosis: Diagnosis.optional().meta({
    description: 'All that the account told of it then, kept for good. Not in lists.',
  }),
  recovery: z
    .object({
      action: z.string(),
      stackId: z.string(),
      status: z.string().meta({ description: 'That the stack had when this was proposed.' }),
      resources: z.array(z.string()),
    })
    .optional()
    .meta({ description: 'What is, or was, to be done with the stack that it left.' }),
  drift: z
    .array(
      z.object({
        path: z.array(z.string()).meta({ description: 'Of the stack; empty: the root.' }),
        status: z.enum(['CHECKING', 'IN_SYNC', 'DRIFTED', 'UNKNOWN']),
        message: z.string().optional().meta({ description: 'Why it is not known.' }),
        resources: z.array(
          z.object({
            logicalId: z.string(),
            type: z.string(),
            status: z.string(),
            properties: z.array(z.string()).meta({ description: 'Which differ.' }),
          }),
        ),
      }),
    )
    .optional()
    .meta({ description: 'What was changed past CloudFormation before the hop. Not in lists.' }),
  verification: z
    .object({
      version: z.string().optional().meta({ description: 'That the template of the root says.' }),
      stacks: z.array(z.object({ path: z.array(z.string()), version: z.string().optional() })),
      missingOutputs: z.array(z.string()),
      firstUserInvited: z.boolean().meta({
        description: 'The platform invites the first user, by mail to `FirstUserEmail`.',
      }),
    })
    .optional()
    .meta({ description: 'What was found once the hop was through. Not in lists.' }),
};
