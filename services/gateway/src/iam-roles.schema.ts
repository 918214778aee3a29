import { z } from 'zod';
import { pageQuery } from './paging.schema.js';

const actor = z.object({
  id: z.string(),
  type: z.enum(['user', 'api-token', 'system']),
});
const time = z.string().meta({ format: 'date-time' });
const environment = z.enum(['detection', 'unit-test']);
const status = z.enum(['proposed', 'verifying', 'active', 'degraded', 'suspended', 'revoked']);

/** Lengths are checked here, meanings (what an ARN is, whose a secret is) by `roles`. */
export const ProposeRole = z
  .strictObject({
    arn: z.string().max(700).meta({
      description: 'Of the role, which need not exist yet: arn:aws:iam::123456789012:role/name.',
    }),
    purpose: z.string().min(1).max(256).meta({ description: 'What the role is for.' }),
    environment: environment.meta({
      description: 'Who uses it: the engine and the tests of detections, or those tests alone.',
    }),
    secrets: z
      .array(z.string().max(700))
      .max(20)
      .default([])
      .meta({ description: 'Full ARNs of the secrets that may be read through it.' }),
    objects: z.array(z.string().max(1_200)).max(20).default([]).meta({
      description:
        'ARNs of the objects of S3 that may be read through it: arn:aws:s3:::bucket/key. At least one secret or object is needed.',
    }),
    kmsKeys: z.array(z.string().max(200)).max(10).optional().meta({
      description:
        'ARNs of the customer-managed keys those secrets and objects are encrypted with.',
    }),
    tags: z.record(z.string().max(128), z.string().max(256)).optional(),
  })
  .meta({ id: 'ProposeIAMRole' });
export type ProposeRole = z.output<typeof ProposeRole>;

export const Reason = z
  .strictObject({
    reason: z.string().min(1).max(500).meta({ description: 'For the history and the audit log.' }),
  })
  .meta({ id: 'IAMRoleReason' });
export type Reason = z.output<typeof Reason>;

const pasted = z.union([z.string().max(150_000), z.record(z.string(), z.unknown())]);

export const PastedPolicies = z
  .strictObject({
    trustPolicy: pasted.optional(),
    permissionPolicy: pasted.optional(),
  })
  .refine((body) => body.trustPolicy !== undefined || body.permissionPolicy !== undefined, {
    error: 'Either trustPolicy or permissionPolicy is needed.',
  })
  .meta({ id: 'IAMRolePolicies' });
export type PastedPolicies = z.output<typeof PastedPolicies>;

export const VerifyRole = z
  .strictObject({ trustPolicy: pasted.optional(), permissionPolicy: pasted.optional() })
  .meta({
    id: 'VerifyIAMRole',
    description: 'Documents to review as the first step; either may be left out.',
  });
export type VerifyRole = z.output<typeof VerifyRole>;

export const RoleVerification = z
  .object({
    id: z.string(),
    outcome: z.enum(['running', 'passed', 'failed', 'inconclusive', 'abandoned']).meta({
      description:
        'Inconclusive: AWS could not be asked. Abandoned: the role was decided about meanwhile.',
    }),
    steps: z
      .array(
        z.object({
          step: z.string(),
          outcome: z.enum(['passed', 'failed', 'inconclusive', 'skipped']),
          cause: z.string(),
          remedy: z.string(),
        }),
      )
      .meta({
        description: 'In the order they were taken; cause and remedy where one did not pass.',
      }),
    startedAt: time,
    startedBy: actor.optional(),
    endedAt: time.optional(),
  })
  .meta({ id: 'IAMRoleVerification' });
export type RoleVerification = z.output<typeof RoleVerification>;

export const RoleVerifications = z
  .object({
    results: z.array(RoleVerification).meta({ description: 'The newest 20, newest first.' }),
  })
  .meta({ id: 'IAMRoleVerifications' });
export type RoleVerifications = z.output<typeof RoleVerifications>;

export const RoleQuery = pageQuery(50, 100).extend({
  status: status.optional(),
  environment: environment.optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'An account id has 12 digits.')
    .optional(),
});
export type RoleQuery = z.output<typeof RoleQuery>;

export const AssumableQuery = z.strictObject({ environment });
export type AssumableQuery = z.output<typeof AssumableQuery>;

const fields = {
  id: z.string(),
  arn: z.string(),
  account: z.string(),
  partition: z.string(),
  purpose: z.string(),
  environment,
  secrets: z.array(z.string()),
  objects: z.array(z.string()),
  kmsKeys: z.array(z.string()),
  principals: z
    .array(z.string())
    .meta({ description: 'Role ARNs that it must trust, and nobody else.' }),
  externalId: z
    .string()
    .meta({ description: 'What its trust policy must ask for. Made by Margay, never changed.' }),
  tags: z.record(z.string(), z.string()),
  status,
  complaints: z
    .array(z.object({ step: z.string(), cause: z.string(), remedy: z.string() }))
    .meta({ description: 'What the newest verification found wrong.' }),
  createdAt: time,
  createdBy: actor.optional(),
  updatedAt: time,
  updatedBy: actor.optional(),
  activatedAt: time.optional(),
};

export const Role = z.object(fields).meta({ id: 'IAMRole' });
export type Role = z.output<typeof Role>;

export const RoleWithSteps = z
  .object({
    ...fields,
    steps: z
      .array(z.object({ status, reason: z.string(), at: time, by: actor.optional() }))
      .meta({ description: 'What became of it, why, when and by whom; oldest first.' }),
  })
  .meta({ id: 'IAMRoleWithSteps' });
export type RoleWithSteps = z.output<typeof RoleWithSteps>;

export const RoleList = z
  .object({
    results: z.array(Role),
    next: z
      .string()
      .optional()
      .meta({ description: 'Cursor of the next page; absent on the last.' }),
  })
  .meta({ id: 'IAMRoleList' });
export type RoleList = z.output<typeof RoleList>;

export const RoleTemplates = z
  .object({
    trustPolicy: z.string(),
    permissionPolicy: z.string(),
    cloudFormationYaml: z.string(),
    cloudFormationJson: z.string(),
    terraform: z.string(),
  })
  .meta({ id: 'IAMRoleTemplates' });
export type RoleTemplates = z.output<typeof RoleTemplates>;

const document = z.enum(['trust', 'permission']);

export const RoleReview = z
  .object({
    passed: z.boolean().meta({ description: 'No finding is an error.' }),
    findings: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'note']),
        document,
        statement: z.number().int().optional().meta({ description: 'From 0.' }),
        sid: z.string().optional(),
        cause: z.string(),
        fix: z.string(),
      }),
    ),
    probes: z
      .array(
        z.object({
          code: z.string(),
          document,
          action: z.string(),
          subject: z.string(),
          expected: z.enum(['allowed', 'denied']),
          decision: z.enum(['allowed', 'explicit_deny', 'implicit_deny']),
          passed: z.boolean(),
          reasons: z.array(z.string()),
        }),
      )
      .meta({ description: 'Questions put to the documents, and what they answer.' }),
  })
  .meta({ id: 'IAMRoleReview' });
export type RoleReview = z.output<typeof RoleReview>;

export const AssumableRoles = z
  .object({
    results: z.array(
      z.object({
        id: z.string(),
        arn: z.string(),
        externalId: z.string(),
        secrets: z.array(z.string()),
        objects: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'AssumableIAMRoles' });
export type AssumableRoles = z.output<typeof AssumableRoles>;
