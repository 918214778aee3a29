import { describe, expect, it } from '@jest/globals';
import { checkPermissions, type SimulatedAction } from './deployment-permissions.js';

const principal = 'arn:aws:iam::444455556666:role/PantherDeploymentRole';
const allowed: SimulatedAction = {
  action: 's3:CreateBucket',
  resource: '*',
  decision: 'allowed',
  missingContext: [],
};
const refused: SimulatedAction = {
  ...allowed,
  action: 'sqs:CreateQueue',
  decision: 'implicitDeny',
};
const guarded: SimulatedAction = {
  ...allowed,
  action: 'kms:CreateKey',
  decision: 'explicitDeny',
  allowedByOrganization: false,
};
const open: SimulatedAction = {
  ...allowed,
  action: 'ec2:CreateVpc',
  decision: 'implicitDeny',
  missingContext: ['aws:RequestTag/Application'],
};

const check = (...simulated: SimulatedAction[]) => checkPermissions(principal, simulated);

describe('the permissions of whoever deploys', () => {
  it('are enough when everything is allowed', () =>
    expect(check(allowed, { ...allowed, allowedByOrganization: true })).toMatchObject({
      id: 'permissions',
      outcome: 'pass',
      evidence: { principal, simulated: '2' },
    }));

  it('are not enough when the account denies one, and it is named', () => {
    const { outcome, evidence } = check(allowed, refused);
    expect(outcome).toBe('fail');
    expect(evidence['deniedByAccount']).toBe('sqs:CreateQueue on *');
    expect(evidence).not.toHaveProperty('deniedByOrganization');
  });

  it('are told apart from what the organisation denies', () => {
    const alone = check(allowed, guarded);
    expect(alone).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('whatever the account allows'),
      evidence: { deniedByOrganization: 'kms:CreateKey on *' },
    });
    expect(alone.evidence).not.toHaveProperty('deniedByAccount');
    expect(check(refused, guarded)).toMatchObject({
      outcome: 'fail',
      evidence: {
        deniedByAccount: 'sqs:CreateQueue on *',
        deniedByOrganization: 'kms:CreateKey on *',
      },
    });
  });

  it('are the account’s own when the organisation allows what is denied', () =>
    expect(check({ ...refused, allowedByOrganization: true }).evidence).toHaveProperty(
      'deniedByAccount',
    ));

  it('are open, and not refused, when they hang on a context that nobody gave', () => {
    expect(check(allowed, open)).toMatchObject({
      outcome: 'warn',
      evidence: { open: 'ec2:CreateVpc on *', missingContext: 'aws:RequestTag/Application' },
    });
    expect(check(open, refused).outcome).toBe('fail');
  });

  it('are refused by an explicit denial, whatever context is missing', () =>
    expect(check({ ...open, decision: 'explicitDeny' }).outcome).toBe('fail'));

  it('are not judged when nothing was simulated', () => expect(check().outcome).toBe('skipped'));

  it('are named once each, and counted where they are many', () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ ...refused, action: `sqs:A${n}` }));
    const { evidence } = check(...many, ...many);
    expect(evidence['deniedByAccount']).toMatch(/, and 10 more$/);
  });
});
