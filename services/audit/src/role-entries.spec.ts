import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import {
  EVENTS,
  RoleDegradedSchema,
  RoleProposedSchema,
  RoleRevokedSchema,
} from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

const of = { roleId: 'r1', arn: 'arn:aws:iam::444455556666:role/reader' };

describe('the audit entry of a role', () => {
  it('says what was registered', () => {
    const event = create(RoleProposedSchema, { ...of, purpose: 'reads', environment: 'detection' });
    expect(auditEntryOf(event)).toMatchObject({
      actionName: 'CREATE_IAM_ROLE',
      actionResult: 'SUCCEEDED',
      actionParams: { dynamic: { input: { arn: of.arn, purpose: 'reads' } } },
      targets: [{ type: 'iam-role', id: 'r1', name: of.arn }],
    });
  });

  it('says why it was revoked', () => {
    const event = create(RoleRevokedSchema, { ...of, reason: 'left' });
    expect(auditEntryOf(event).actionParams).toEqual({
      dynamic: { input: { id: 'r1', reason: 'left' } },
    });
  });

  it('says what a verification found wrong', () => {
    const complaints = [{ step: 'assume', cause: 'Refused.', remedy: 'Trust us.' }];
    const event = create(RoleDegradedSchema, { ...of, verificationId: 'v1', complaints });
    expect(auditEntryOf(event)).toMatchObject({
      actionName: 'VERIFY_IAM_ROLE',
      actionResult: 'FAILED',
      errors: ['assume: Refused.'],
    });
  });

  it.each(EVENTS.roles.map((schema) => [schema.typeName, schema] as const))(
    '%s is about the role',
    (_name, schema) => {
      const entry = auditEntryOf(create(schema, of));
      expect(entry.targets).toEqual([{ type: 'iam-role', id: 'r1', name: of.arn }]);
      expect(entry.actionDescription).not.toBe('');
    },
  );
});
