import { describe, expect, it } from '@jest/globals';
import { identityOf, parseRoleArn, type RoleArn } from './role-arn.js';

const role = (text: string) => parseRoleArn(text) as RoleArn;

describe('the ARN of a role', () => {
  it.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-eusc'])(
    'is read in partition %s',
    (partition) => {
      expect(parseRoleArn(`arn:${partition}:iam::123456789012:role/reader`)).toEqual({
        text: `arn:${partition}:iam::123456789012:role/reader`,
        partition,
        account: '123456789012',
        path: '/',
        name: 'reader',
      });
    },
  );

  it('may have a path', () => {
    expect(role('arn:aws:iam::123456789012:role/team/siem/reader')).toMatchObject({
      path: '/team/siem/',
      name: 'reader',
    });
  });

  it('may be as long as IAM allows', () => {
    const path = `/${'p'.repeat(510)}/`;
    expect(role(`arn:aws:iam::123456789012:role${path}${'n'.repeat(64)}`)).toMatchObject({ path });
  });

  it.each([
    ['', /missing/],
    ['reader', /Not an ARN/],
    ['arn:aws:iam::123456789012', /Not an ARN/],
    [' arn:aws:iam::123456789012:role/reader', /blanks/],
    ['arn:aws:iam::123456789012:role/rea der', /blanks/],
    ['arn:aws-moon:iam::123456789012:role/reader', /partition/],
    ['arn:constructor:iam::123456789012:role/reader', /partition/],
    ['arn:aws:sts::123456789012:assumed-role/reader/session', /session/],
    ['arn:aws:s3:::bucket', /service iam/],
    ['arn:aws:iam:us-east-1:123456789012:role/reader', /region/],
    ['arn:aws:iam::12345678901:role/reader', /12 digits/],
    ['arn:aws:iam::*:role/reader', /12 digits/],
    ['arn:aws:iam::123456789012:user/reader', /user/],
    ['arn:aws:iam::123456789012:root', /account/],
    ['arn:aws:iam::123456789012:policy/reader', /policy/],
    ['arn:aws:iam::123456789012:instance-profile/reader', /instance profile/],
    ['arn:aws:iam::123456789012:constructor/reader', /Not the ARN/],
    ['arn:aws:iam::123456789012:role/', /1 to 64/],
    ['arn:aws:iam::123456789012:role', /1 to 64/],
    ['arn:aws:iam::123456789012:role/*', /1 to 64/],
    [`arn:aws:iam::123456789012:role/${'n'.repeat(65)}`, /1 to 64/],
    [`arn:aws:iam::123456789012:role/${'p'.repeat(520)}/reader`, /path/],
    ['arn:aws:iam::123456789012:role//reader', /path/],
    ['arn:aws:iam::123456789012:role/te*m/reader', /pattern/],
    ['arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/reader', /keeps/],
    ['arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/reader', /keeps/],
  ])('is refused when it is "%s"', (text, problem) => {
    expect(parseRoleArn(text)).toEqual({ problem: expect.stringMatching(problem) as unknown });
  });

  it('names the same role in whichever path and case it is written', () => {
    expect(identityOf(role('arn:aws:iam::123456789012:role/team/Reader'))).toBe(
      identityOf(role('arn:aws:iam::123456789012:role/reader')),
    );
    expect(identityOf(role('arn:aws:iam::123456789013:role/reader'))).not.toBe(
      identityOf(role('arn:aws:iam::123456789012:role/reader')),
    );
  });
});
