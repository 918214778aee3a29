import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import {
  AccountApprovedSchema,
  AccountDeclinedSchema,
  AccountRequestedSchema,
  EVENTS,
} from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

const accountId = '444455556666-us-east-1';
const facts = { deployedBy: 'administrator', snowflake: 'vendor', customDomain: '' };

describe('the audit entry of an account', () => {
  it('says what was asked for', () => {
    const event = create(AccountRequestedSchema, { accountId, facts, comment: 'the pilot' });
    expect(auditEntryOf(event)).toMatchObject({
      actionName: 'REQUEST_ACCOUNT',
      actionParams: { dynamic: { input: { id: accountId, comment: 'the pilot', ...facts } } },
      after: { status: 'requested', ...facts },
    });
  });

  it('says until when it is approved', () => {
    const event = create(AccountApprovedSchema, {
      accountId,
      expiresAt: { seconds: 1_750_000_000n },
    });
    expect(auditEntryOf(event).after).toEqual({
      status: 'approved',
      expiresAt: '2025-06-15T15:06:40.000Z',
    });
    expect(auditEntryOf(create(AccountApprovedSchema, { accountId })).after).toEqual({
      status: 'approved',
      expiresAt: null,
    });
  });

  it('says why it was declined', () => {
    const event = create(AccountDeclinedSchema, { accountId, reason: 'not ours' });
    expect(auditEntryOf(event).actionParams).toEqual({
      dynamic: { input: { id: accountId, reason: 'not ours' } },
    });
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => typeName.includes('.Account'))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s is about the account', (_name, schema) => {
    const entry = auditEntryOf(create(schema, { accountId }));
    expect(entry.targets).toEqual([{ type: 'aws-account', id: accountId, name: accountId }]);
    expect(entry.actionDescription).not.toBe('');
  });
});
