import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const phase = z.enum(['first', 'update']);
const check = z.string().max(60);

export const StartPreflight = z
  .strictObject({
    version: z.string().max(40).meta({ description: 'Which release is to be deployed.' }),
    stackName: z.string().min(1).max(200).meta({ description: 'Of the root stack.' }),
    phase: phase.optional().meta({
      description: '`first`, if nothing is said: nothing is installed there yet.',
    }),
    principal: z.string().max(700).optional().meta({
      description:
        'ARN of the role or user that creates the stacks. Without it, the deployment role under its usual name, where that deploys.',
    }),
    parameters: z
      .record(z.string().max(255), z.string().max(4_096))
      .refine((values) => Object.keys(values).length <= 200, 'At most 200.')
      .optional()
      .meta({
        description:
          'Of the deployment. Only what it reserves is kept of them, and whether it is given a network.',
      }),
  })
  .meta({ id: 'StartPreflight' });
export type StartPreflight = z.output<typeof StartPreflight>;

export const WaiveCheck = z
  .strictObject({
    check,
    reason: z.string().min(1).max(500).meta({ description: 'For the audit log.' }),
  })
  .meta({ id: 'WaiveCheck' });
export type WaiveCheck = z.output<typeof WaiveCheck>;

export const PreflightQuery = pageQuery(20, 100);
export type PreflightQuery = z.output<typeof PreflightQuery>;

export const Preflight = z
  .object({
    accountId: z.string(),
    run: z.number().int().meta({ description: 'Those of an account are counted from 1.' }),
    status: z.enum(['running', 'passed', 'unsettled', 'failed']).meta({
      description:
        'Of one that is `unsettled`, nothing failed, and not everything is known: see `unsettled`.',
    }),
    version: z.string(),
    stackName: z.string(),
    phase,
    principal: z.string().optional(),
    results: z
      .array(
        z.object({
          check,
          outcome: z.enum(['pass', 'warn', 'fail', 'skipped']),
          message: z.string(),
          evidence: z.record(z.string(), z.string()),
          documentation: z.string(),
          unseen: z.boolean().meta({ description: 'It was skipped because nobody could look.' }),
        }),
      )
      .meta({ description: 'In the order in which they were concluded.' }),
    waivers: z.array(
      z.object({ check, reason: z.string(), waivedAt: time, waivedBy: actor.optional() }),
    ),
    blocking: z.array(check).meta({ description: 'Checks that failed and are not waived.' }),
    unsettled: z.array(check).meta({ description: 'Checks that warn, or could not be made.' }),
    open: z.array(check).meta({ description: 'Checks that have no result yet.' }),
    startedAt: time,
    startedBy: actor.optional(),
    endedAt: time.optional(),
  })
  .meta({ id: 'Preflight' });
export type Preflight = z.output<typeof Preflight>;

export const PreflightList = z
  .object({
    results: z.array(Preflight),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'PreflightList' });
export type PreflightList = z.output<typeof PreflightList>;

export const Inspection = z
  .object({
    externalId: z.string().meta({ description: 'Said whenever one of the roles is assumed.' }),
    principal: z.string().meta({ description: 'ARN of who assumes them.' }),
    trustPolicy: z.string().meta({ description: 'JSON; of both roles.' }),
    permissionPolicy: z.string().meta({ description: 'JSON; of the role in the account.' }),
    organizationPermissionPolicy: z.string().meta({
      description: 'JSON; of the role in the management account of the organisation.',
    }),
    template: z.string().meta({ description: 'CloudFormation, YAML: makes the first.' }),
    organizationTemplate: z
      .string()
      .meta({ description: 'CloudFormation, YAML: makes the second.' }),
    deployerPermissionPolicy: z.string().meta({
      description:
        'JSON; of the role that deployments are made through, where CloudFormation acts as the deployment role.',
    }),
    deployerTemplate: z.string().meta({ description: 'CloudFormation, YAML: makes the third.' }),
  })
  .meta({ id: 'Inspection' });
export type Inspection = z.output<typeof Inspection>;
