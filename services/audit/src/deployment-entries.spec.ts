import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { DeploymentFailedSchema, DeploymentRequestedSchema, EVENTS } from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

const of = { accountId: '444455556666-us-east-1', run: 3 };

describe('the audit entry of a deployment', () => {
  it('says from where to where it was to lead', () => {
    const hops = [
      { from: '1.23.1', to: '1.24.12' },
      { from: '1.24.12', to: '1.25.18' },
    ];
    const asked = create(DeploymentRequestedSchema, { ...of, stackName: 'panther', hops });
    expect(auditEntryOf(asked).actionParams).toEqual({
      dynamic: {
        input: { id: of.accountId, run: 3, stackName: 'panther', from: '1.23.1', to: '1.25.18' },
      },
    });
  });

  it('has failed where the deployment has, with its cause', () => {
    const cause = { failure: 'rolled_back', message: 'A policy denies it.' };
    const { actionResult, errors } = auditEntryOf(create(DeploymentFailedSchema, { ...of, cause }));
    expect([actionResult, errors]).toEqual(['FAILED', ['A policy denies it.']]);
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => typeName.includes('.Deployment'))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s is about the deployment and its account', (_name, schema) => {
    const entry = auditEntryOf(create(schema, of));
    expect(entry.targets.map(({ type, id }) => [type, id])).toEqual([
      ['deployment', `${of.accountId}/3`],
      ['aws-account', of.accountId],
    ]);
    expect(entry.actionDescription).not.toBe('');
  });
});
