import { describe, expect, it } from '@jest/globals';
import { classify } from '../diagnosis/classify.js';
import type { StackDiagnosis } from '../diagnosis/diagnoses.service.js';
import type { Failure } from '../diagnosis/diagnosis.js';
import { nextActions } from '../diagnosis/next-actions.js';
import { maskedDiagnosis, stackCause } from './stack-cause.js';

const CANARY = 'canary-of-a-value';
const failure = (reason: string): Failure => ({
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Data/1',
  stackName: 'Data',
  path: ['Core', 'Data', 'Key'],
  physicalId: `key-${CANARY}`,
  type: 'AWS::KMS::Key',
  at: 1_750_000_000_000,
  status: 'CREATE_FAILED',
  reason,
  eventId: '1',
  hooks: [{ type: 'Guard', status: 'HOOK_COMPLETE_FAILED', reason, mode: 'FAIL' }],
  cause: classify(reason),
});
const found = (cause: Failure | undefined): StackDiagnosis => ({
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/panther-prod/1',
  status: 'ROLLBACK_COMPLETE',
  diagnosis: {
    outcome: cause ? 'failed' : 'cancelled',
    kind: 'create',
    startedAt: 1_750_000_000_000,
    cause,
    also: cause ? [cause] : [],
    secondary: cause ? [cause] : [],
    unread: [],
  },
  next: nextActions('ROLLBACK_COMPLETE'),
  roleFix: undefined,
  text: `Text: ${cause?.reason ?? ''}`,
});

describe('the cause of a run whose stack failed', () => {
  const denied = failure(
    'User: arn:aws:iam::1:role/x is not authorized to perform: kms:CreateKey with an explicit deny in a service control policy',
  );

  it('says where it began, why, whose that is and what to do', () => {
    const cause = stackCause('rolled_back', found(denied));
    expect(cause).toMatchObject({
      class: 'scp_explicit_deny',
      owner: 'organization',
      retry: 'after_fix',
      place: 'Core > Data > Key',
    });
    expect(cause.message).toContain('Core > Data > Key (AWS::KMS::Key)');
    expect(cause.message).toContain('kms:CreateKey');
    expect(cause.message).toContain(denied.cause.remedy);
  });

  it('invents none where nothing failed', () =>
    expect(stackCause('rolled_back', found(undefined))).toEqual({
      failure: 'rolled_back',
      message: 'The stack is ROLLBACK_COMPLETE.',
    }));

  it('fits into an event, however long a reason is', () =>
    expect(stackCause('stuck', found(failure('x'.repeat(100_000)))).message.length).toBeLessThan(
      2_000,
    ));
});

describe('a diagnosis that is kept with its run', () => {
  it('has no value that the template was given, wherever CloudFormation cites it', () => {
    const cited = failure(
      `User: arn:aws:iam::1:role/x is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::${CANARY} because no identity-based policy allows it; Parameters: [${CANARY}] must have values`,
    );
    const mask = (text: string) => text.replaceAll(CANARY, '****');
    const kept = maskedDiagnosis(found(cited), mask);
    expect(JSON.stringify(found(cited))).toContain(CANARY);
    expect(JSON.stringify(kept)).not.toContain(CANARY);
    expect(kept.diagnosis.cause?.path).toEqual(cited.path);
    expect(kept.diagnosis.cause?.cause.id).toBe(cited.cause.id);
  });
});
