import { describe, expect, it } from '@jest/globals';
import { parseKeyArn, parseObjectArn, parseSecretArn } from './secret-arn.js';

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

describe('the ARN of an object', () => {
  it.each([
    ['arn:aws:s3:::tables/people.csv', 'tables', 'people.csv'],
    ['arn:aws-us-gov:s3:::my.tables-2/a/b c/ä', 'my.tables-2', 'a/b c/ä'],
  ])('%s has its parts', (text, bucket, key) => {
    expect(parseObjectArn(text)).toMatchObject({ text, bucket, key });
  });

  it.each([
    ['s3://tables/people.csv', /Not the ARN/],
    ['arn:aws:s3:::tables', /Not the ARN/],
    ['arn:aws:s3:::tables/', /Not the ARN/],
    ['arn:aws:s3:us-east-1:123456789012:tables/x', /Not the ARN/],
    ['arn:aws-moon:s3:::tables/x', /partition/],
    ['arn:aws:s3:::Tables/x', /bucket/],
    ['arn:aws:s3:::t/x', /bucket/],
    ['arn:aws:s3:::tables/*', /pattern/],
    ['arn:aws:s3:::tables/a?', /pattern/],
    ['arn:aws:s3:::tables/${aws:username}', /pattern/],
  ])('is refused when it is "%s"', (text, problem) => {
    expect(parseObjectArn(text)).toEqual({ problem: expect.stringMatching(problem) as unknown });
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
