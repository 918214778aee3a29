import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';
import { Diagnosis } from './diagnosis.schema.js';

const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const text = z.string();

export const KeepDiagnosis = z
  .strictObject({
    stack: z.string().min(1).max(400).meta({
      description: 'Name or ARN of the root stack. One that is deleted is known by its ARN only.',
    }),
    version: z.string().max(40).optional().meta({
      description: 'The release that was to be deployed: whether its role has what is missing.',
    }),
  })
  .meta({ id: 'KeepDiagnosis' });
export type KeepDiagnosis = z.output<typeof KeepDiagnosis>;

export const DiagnosesQuery = pageQuery(20, 100);
export type DiagnosesQuery = z.output<typeof DiagnosesQuery>;

const summary = z.object({
  accountId: text,
  number: z.number().int().meta({ description: 'Those of an account are counted from 1.' }),
  stackId: text,
  version: text.optional(),
  status: text.meta({ description: 'Of the stack, as CloudFormation had it then.' }),
  outcome: Diagnosis.shape.outcome,
  kind: text.optional().meta({ description: '`create`, `update` or `delete`.' }),
  cause: z
    .object({
      class: text.meta({ description: '`scp_explicit_deny`, and so on; `unknown`.' }),
      owner: text.meta({ description: 'Who can do something.' }),
      retry: text.meta({ description: 'When trying again makes sense.' }),
      stackId: text.meta({ description: 'Of the stack within which it failed.' }),
      path: z.array(text).meta({ description: 'Logical ids from the root stack down to it.' }),
      resourceType: text,
      action: text.optional().meta({ description: 'What was denied.' }),
      remedy: text,
    })
    .optional(),
  evidence: z
    .object({ sha256: text, bytes: z.number().int() })
    .meta({ description: 'What it was made from, as the event of the diagnosis names it.' }),
  diagnosedAt: text.meta({ format: 'date-time' }),
  diagnosedBy: actor.optional(),
});

export const DiagnosisSummary = summary.meta({ id: 'DiagnosisSummary' });
export type DiagnosisSummary = z.output<typeof DiagnosisSummary>;

export const KeptDiagnosis = summary
  .extend({
    diagnosis: Diagnosis.meta({ description: 'As it was kept: without secrets, long texts cut.' }),
  })
  .meta({ id: 'KeptDiagnosis' });
export type KeptDiagnosis = z.output<typeof KeptDiagnosis>;

export const DiagnosisList = z
  .object({ results: z.array(DiagnosisSummary), next: text.optional() })
  .meta({ id: 'DiagnosisList' });
export type DiagnosisList = z.output<typeof DiagnosisList>;
