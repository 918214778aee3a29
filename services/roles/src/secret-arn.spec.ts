import { describe, expect, it } from '@jest/globals';
import { parseKeyArn, parseSecretArn } from './secret-arn.js';

const uuid = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('the ARN of a secret', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws', 'ap-southeast-4'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-us-gov', 'us-gov-east-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-iso', 'us-iso-east-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('is read in %s, %s', (partition, region) => {
    const text = `arn:${partition}:secretsmanager:${region}:123456789012:secret:siem/virus-total-AbCdEf`;
    expect(parseSecretArn(text)).toMatchObject({ text, partition, region });
  });

  it.each([
    ['siem/virus-total', /Not the ARN/],
    ['arn:aws:ssm:us-east-1:123456789012:parameter/x', /Not the ARN/],
    ['arn:aws-moon:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf', /partition/],
    ['arn:aws:secretsmanager::123456789012:secret:x-AbCdEf', /region/],
    ['arn:aws:secretsmanager:*:123456789012:secret:x-AbCdEf', /region/],
    ['arn:aws:secretsmanager:us-gov-west-1:123456789012:secret:x-AbCdEf', /not one of/],
    ['arn:aws-us-gov:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf', /not one of/],
    ['arn:aws:secretsmanager:us-east-1:1:secret:x-AbCdEf', /12 digits/],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:*', /pattern/],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:x-??????', /pattern/],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:x y-AbCdEf', /not possible/],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:siem/key', /six characters/],
  ])('is refused when it is "%s"', (text, problem) => {
    expect(parseSecretArn(text)).toEqual({ problem: expect.stringMatching(problem) as unknown });
  });
});

describe('the ARN of a key', () => {
  it.each([uuid, `mrk-${'0a'.repeat(16)}`])('may end in %s', (id) => {
    expect(parseKeyArn(`arn:aws:kms:us-east-1:123456789012:key/${id}`)).toMatchObject({
      resource: `key/${id}`,
    });
  });

  it.each([
    ['arn:aws:kms:us-east-1:123456789012:alias/siem', /aliases/],
    ['arn:aws:kms:us-east-1:123456789012:key/*', /id of the key/],
    [uuid, /Not the ARN/],
  ])('is refused when it is "%s"', (text, problem) => {
    expect(parseKeyArn(text)).toEqual({ problem: expect.stringMatching(problem) as unknown });
  });
});
