import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import {
  EVENTS,
  PreflightCheckConcludedSchema,
  PreflightCheckWaivedSchema,
} from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

const of = { accountId: '444455556666-us-east-1', run: 3 };

describe('the audit entry of a preflight', () => {
  it('says what was waived, and why', () => {
    const waived = { check: 'leftovers', reason: 'The other cluster is ours.' };
    expect(auditEntryOf(create(PreflightCheckWaivedSchema, { ...of, ...waived }))).toMatchObject({
      actionName: 'WAIVE_PREFLIGHT_CHECK',
      actionParams: { dynamic: { input: { id: of.accountId, run: 3, ...waived } } },
    });
  });

  it('says what a check found, without all that it looked at', () => {
    const result = {
      id: 'leftovers',
      outcome: 'fail',
      message: '3 resources.',
      evidence: { 'S3 bucket': 'a, b, c' },
    };
    const { actionDetails } = auditEntryOf(
      create(PreflightCheckConcludedSchema, { ...of, result }),
    );
    expect(actionDetails).toEqual({
      check: 'leftovers',
      outcome: 'fail',
      message: '3 resources.',
    });
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => typeName.includes('.Preflight'))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s is about the preflight and its account', (_name, schema) => {
    const entry = auditEntryOf(create(schema, of));
    expect(entry.targets.map(({ type, id }) => [type, id])).toEqual([
      ['preflight', `${of.accountId}/3`],
      ['aws-account', of.accountId],
    ]);
    expect(entry.actionDescription).not.toBe('');
  });
});
