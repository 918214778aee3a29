import { describe, expect, it } from '@jest/globals';
import { denialIn } from './denial.js';

const USER = 'arn:aws:sts::111122223333:assumed-role/deployer/margay';
const POLICY = 'arn:aws:organizations::999988887777:policy/o-1a2b/service_control_policy/p-3c4d';

describe('a denial', () => {
  it('tells who, what, on what, by which policy', () => {
    const text = `Resource handler returned message: "User: ${USER} is not authorized to perform: kms:CreateKey on resource: arn:aws:kms:us-east-1:111122223333:key/* with an explicit deny in a service control policy: ${POLICY} (Service: Kms, Status Code: 400)"`;
    expect(denialIn(text)).toEqual({
      principal: USER,
      action: 'kms:CreateKey',
      resource: 'arn:aws:kms:us-east-1:111122223333:key/*',
      form: 'explicit',
      by: 'service_control',
      policyArn: POLICY,
    });
  });

  it.each([
    ['because no identity-based policy allows the x action', 'implicit', 'identity'],
    ['because no permissions boundary allows the x action', 'implicit', 'boundary'],
    ['because no session policy allows the x action', 'implicit', 'session'],
    ['because no service control policy allows the x action', 'implicit', 'service_control'],
    ['because no resource-based policy allows the x action', 'implicit', 'resource'],
    ['because no VPC endpoint policy allows the x action', 'implicit', 'endpoint'],
    ['because no role trust policy allows the x action', 'implicit', 'trust'],
    ['with an explicit deny in an identity-based policy', 'explicit', 'identity'],
    ['with an explicit deny in a resource control policy', 'explicit', 'resource_control'],
    ['with an explicit deny in the role trust policy', 'explicit', 'trust'],
  ])('reads "%s"', (context, form, by) => {
    expect(denialIn(`is not authorized to perform: s3:CreateBucket ${context}`)).toMatchObject({
      form,
      by,
    });
  });

  it('leaves out what the message does not say', () => {
    expect(denialIn('User: x is not authorized to perform: sqs:TagQueue')).toEqual({
      principal: 'x',
      action: 'sqs:TagQueue',
    });
  });

  it.each(['Rate exceeded', 'Encoded authorization failure message: 8mQ', ''])(
    'is none: %s',
    (text) => {
      expect(denialIn(text)).toBeUndefined();
    },
  );
});
