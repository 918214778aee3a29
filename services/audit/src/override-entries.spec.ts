import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { EVENTS, OverrideRequestedSchema } from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

const overrideId = 'o1';

describe('the audit entry of an override', () => {
  it('says for what it was asked, and why', () => {
    const asked = { accountId: '444455556666-us-east-1', target: '1.34', reason: 'No 1.22.' };
    const event = create(OverrideRequestedSchema, { overrideId, ...asked });
    expect(auditEntryOf(event)).toMatchObject({
      actionName: 'REQUEST_UPGRADE_OVERRIDE',
      actionParams: { dynamic: { input: { id: 'o1', ...asked } } },
      after: { status: 'requested', ...asked },
    });
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => typeName.includes('.Override'))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s is about the override', (_name, schema) => {
    const entry = auditEntryOf(create(schema, { overrideId }));
    expect(entry.targets).toEqual([{ type: 'upgrade-override', id: 'o1', name: 'o1' }]);
    expect(entry.actionDescription).not.toBe('');
  });
});
