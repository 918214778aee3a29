import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { StackDiagnosedSchema } from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

describe('the audit entry of a diagnosis', () => {
  it('names what failed and what proves it, and nothing of what was seen', () => {
    const entry = auditEntryOf(
      create(StackDiagnosedSchema, {
        accountId: '444455556666-us-east-1',
        number: 3,
        stackId: 'arn:root',
        outcome: 'failed',
        cause: { class: 'scp_explicit_deny', owner: 'organization', path: ['Core', 'Key'] },
        evidence: { sha256: 'ab'.repeat(32), bytes: 12 },
      }),
    );
    expect(entry).toMatchObject({
      actionName: 'KEEP_DIAGNOSIS',
      actionDetails: {
        outcome: 'failed',
        cause: 'scp_explicit_deny',
        owner: 'organization',
        resource: 'Core.Key',
        evidence: 'ab'.repeat(32),
      },
      targets: [
        { type: 'diagnosis', id: '444455556666-us-east-1/3' },
        { type: 'aws-account', id: '444455556666-us-east-1' },
      ],
    });
  });
});
