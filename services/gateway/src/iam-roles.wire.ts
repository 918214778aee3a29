import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import type {
  GetRoleResponse,
  ReviewRolePoliciesResponse,
  Role as WireRole,
  RoleVerification as WireVerification,
} from '@margay/contracts';
import { authorOf } from './author.js';
import type { Role, RoleReview, RoleVerification, RoleWithSteps } from './iam-roles.schema.js';

const dateOf = (time: Timestamp | undefined): string =>
  time ? timestampDate(time).toISOString() : '';

/** A role as it is published. */
export function roleToRest(role: WireRole): Role {
  const createdBy = authorOf(role.createdBy);
  const updatedBy = authorOf(role.updatedBy);
  return {
    id: role.id,
    arn: role.arn,
    account: role.account,
    partition: role.partition,
    purpose: role.purpose,
    environment: role.environment as Role['environment'],
    secrets: role.secrets,
    objects: role.objects,
    kmsKeys: role.kmsKeys,
    principals: role.principals,
    externalId: role.externalId,
    tags: role.tags,
    status: role.status as Role['status'],
    complaints: role.complaints.map(({ step, cause, remedy }) => ({ step, cause, remedy })),
    createdAt: dateOf(role.createdAt),
    ...(createdBy ? { createdBy } : {}),
    updatedAt: dateOf(role.updatedAt),
    ...(updatedBy ? { updatedBy } : {}),
    ...(role.activatedAt ? { activatedAt: dateOf(role.activatedAt) } : {}),
  };
}

export const stepsToRest = (steps: GetRoleResponse['steps']): RoleWithSteps['steps'] =>
  steps.map(({ status, reason, at, by }) => {
    const author = authorOf(by);
    return {
      status: status as Role['status'],
      reason,
      at: dateOf(at),
      ...(author ? { by: author } : {}),
    };
  });

export const reviewToRest = (review: ReviewRolePoliciesResponse): RoleReview => ({
  passed: review.passed,
  findings: review.findings.map(({ code, severity, document, statement, sid, cause, fix }) => ({
    code,
    severity: severity as RoleReview['findings'][number]['severity'],
    document: document as RoleReview['findings'][number]['document'],
    ...(statement === undefined ? {} : { statement }),
    ...(sid ? { sid } : {}),
    cause,
    fix,
  })),
  probes: review.probes.map(
    ({ code, document, action, subject, expected, decision, passed, reasons }) => ({
      code,
      document: document as RoleReview['probes'][number]['document'],
      action,
      subject,
      expected: expected as RoleReview['probes'][number]['expected'],
      decision: decision as RoleReview['probes'][number]['decision'],
      passed,
      reasons,
    }),
  ),
});

/** A policy as it is pasted, in the form in which it is reviewed: JSON text. */
export const policyText = (pasted: string | Record<string, unknown>): string =>
  typeof pasted === 'string' ? pasted : JSON.stringify(pasted);

export const verificationToRest = (made: WireVerification): RoleVerification => {
  const startedBy = authorOf(made.startedBy);
  return {
    id: made.id,
    outcome: made.outcome as RoleVerification['outcome'],
    steps: made.steps.map(({ step, outcome, cause, remedy }) => ({
      step,
      outcome: outcome as RoleVerification['steps'][number]['outcome'],
      cause,
      remedy,
    })),
    startedAt: dateOf(made.startedAt),
    ...(startedBy ? { startedBy } : {}),
    ...(made.endedAt ? { endedAt: dateOf(made.endedAt) } : {}),
  };
};

/** Documents as they were pasted: text, or JSON that became an object on the way. */
export const pastedText = ({
  trustPolicy,
  permissionPolicy,
}: {
  readonly trustPolicy?: Parameters<typeof policyText>[0] | undefined;
  readonly permissionPolicy?: Parameters<typeof policyText>[0] | undefined;
}) => ({
  ...(trustPolicy === undefined ? {} : { trustPolicy: policyText(trustPolicy) }),
  ...(permissionPolicy === undefined ? {} : { permissionPolicy: policyText(permissionPolicy) }),
});
