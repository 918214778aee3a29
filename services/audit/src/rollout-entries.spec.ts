import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { EVENTS, RolloutDeploymentRefusedSchema, RolloutRequestedSchema } from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

describe('the audit entry of a rollout', () => {
  it('says how many accounts each ring has', () => {
    const rings = [{ name: 'canary', accounts: [{ accountId: 'a' }, { accountId: 'b' }] }];
    const asked = create(RolloutRequestedSchema, { rolloutId: 'r1', target: '1.25', rings });
    expect(auditEntryOf(asked).actionParams).toMatchObject({
      dynamic: { input: { id: 'r1', target: '1.25', rings: [{ name: 'canary', accounts: 2 }] } },
    });
  });

  it('has failed where an account could not be begun with', () => {
    const refused = {
      rolloutId: 'r1',
      accountId: 'a',
      message: 'Deployment 3 is under way there.',
    };
    const entry = auditEntryOf(create(RolloutDeploymentRefusedSchema, refused));
    expect([entry.actionResult, entry.errors]).toEqual(['FAILED', [refused.message]]);
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => /\.(Rollout|Freeze)/.test(typeName))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s is about the rollout or freeze', (_name, schema) => {
    const entry = auditEntryOf(create(schema, { rolloutId: 'x1', freezeId: 'x1' }));
    expect(entry.targets).toMatchObject([{ id: 'x1' }]);
    expect(entry.actionDescription).not.toBe('');
  });
});
