import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type AssumableRoleSchema,
  type PolicyFindingSchema,
  type ProposeRoleRequest,
  type RoleSchema,
  type RoleStepSchema,
  type RoleVerificationSchema,
} from '@margay/contracts';
import type { Finding } from '@margay/iam-policy';
import type { Proposal } from './registration.js';
import type { Documents } from './policies/policy-review.js';
import type { RoleRow, RoleStepRow, VerificationRow } from './role.row.js';

export const proposalFromWire = (request: ProposeRoleRequest): Proposal => ({
  arn: request.arn,
  purpose: request.purpose,
  environment: request.environment,
  secrets: request.secrets,
  objects: request.objects,
  kmsKeys: request.kmsKeys,
  tags: request.tags,
});

export const roleToWire = (row: RoleRow): MessageInitShape<typeof RoleSchema> => ({
  id: row.id,
  arn: row.arn,
  account: row.account,
  partition: row.partition,
  purpose: row.purpose,
  environment: row.environment,
  secrets: row.secrets,
  objects: row.objects,
  kmsKeys: row.kmsKeys,
  principals: row.principals,
  externalId: row.externalId,
  tags: row.tags,
  status: row.status,
  complaints: row.complaints,
  createdAt: timestampFromDate(row.createdAt),
  createdBy: actorToWire(row.createdBy),
  updatedAt: timestampFromDate(row.updatedAt),
  updatedBy: actorToWire(row.updatedBy),
  ...(row.activatedAt ? { activatedAt: timestampFromDate(row.activatedAt) } : {}),
});

export const stepToWire = (row: RoleStepRow): MessageInitShape<typeof RoleStepSchema> => ({
  status: row.status,
  reason: row.reason,
  at: timestampFromDate(row.at),
  by: actorToWire(row.by),
});

export const assumableToWire = (row: RoleRow): MessageInitShape<typeof AssumableRoleSchema> => ({
  id: row.id,
  arn: row.arn,
  externalId: row.externalId,
  secrets: row.secrets,
  objects: row.objects,
});

export const findingToWire = ({
  statement,
  sid = '',
  ...finding
}: Finding): MessageInitShape<typeof PolicyFindingSchema> => ({
  ...finding,
  sid,
  ...(statement === undefined ? {} : { statement }),
});

export const documentsOf = ({
  trustPolicy,
  permissionPolicy,
}: {
  readonly trustPolicy?: string | undefined;
  readonly permissionPolicy?: string | undefined;
}): Documents => ({
  ...(trustPolicy === undefined ? {} : { trust: trustPolicy }),
  ...(permissionPolicy === undefined ? {} : { permission: permissionPolicy }),
});

export const verificationToWire = (
  row: VerificationRow,
): MessageInitShape<typeof RoleVerificationSchema> => ({
  id: row.id,
  outcome: row.outcome,
  steps: row.steps,
  startedAt: timestampFromDate(row.startedAt),
  startedBy: actorToWire(row.startedBy),
  ...(row.endedAt ? { endedAt: timestampFromDate(row.endedAt) } : {}),
});
