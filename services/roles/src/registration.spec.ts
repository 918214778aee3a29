import { describe, expect, it } from '@jest/globals';
import type { ServiceError } from '@margay/contracts';
import { type Principals, type Proposal, registrationOf } from './registration.js';

const engine = 'arn:aws:iam::111122223333:role/engine';
const unitTest = 'arn:aws:iam::111122223333:role/unit-test';
const both = { engine, unitTest };
const secret = (name: string, account = '444455556666') =>
  `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`;

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  arn: 'arn:aws:iam::444455556666:role/siem/reader',
  purpose: ' reads the key of VirusTotal ',
  environment: 'detection',
  secrets: [secret('vt')],
  objects: [],
  kmsKeys: [],
  tags: { team: 'detection' },
  ...more,
});

const problemsOf = (more: Partial<Proposal>, principals: Principals = both) => {
  try {
    registrationOf(proposal(more), principals, 'id');
    return [];
  } catch (error) {
    return (error as ServiceError).fields.map(({ path }) => path);
  }
};

describe('a registration', () => {
  it('is kept in one form, with whom it must trust', () => {
    expect(
      registrationOf(proposal({ secrets: [secret('vt'), secret('vt')] }), both, 'made-by-us'),
    ).toEqual({
      arn: 'arn:aws:iam::444455556666:role/siem/reader',
      partition: 'aws',
      account: '444455556666',
      purpose: 'reads the key of VirusTotal',
      environment: 'detection',
      secrets: [secret('vt')],
      kmsKeys: [],
      principals: [engine, unitTest],
      externalId: 'made-by-us',
      tags: { team: 'detection' },
    });
  });

  it('may be for objects alone', () => {
    const objects = ['arn:aws:s3:::tables/people.csv'];
    expect(registrationOf(proposal({ secrets: [], objects }), both, 'id')).toMatchObject({
      secrets: [],
      objects,
    });
  });

  it('trusts the engine alone where there is no role for tests', () => {
    expect(registrationOf(proposal(), { engine }, 'id').principals).toEqual([engine]);
    expect(problemsOf({ environment: 'unit-test' }, { engine })).toEqual(['environment']);
  });

  it('for unit tests does not trust the engine', () => {
    expect(registrationOf(proposal({ environment: 'unit-test' }), both, 'id').principals).toEqual([
      unitTest,
    ]);
  });

  it.each<[string, Partial<Proposal>, string[]]>([
    ['no ARN', { arn: '' }, ['arn']],
    ['the engine itself', { arn: engine, secrets: [secret('vt', '111122223333')] }, ['arn']],
    [
      'a role in another partition than the engine',
      { arn: 'arn:aws-cn:iam::444455556666:role/reader' },
      ['arn', 'secrets[0]'],
    ],
    ['no purpose', { purpose: '  ' }, ['purpose']],
    ['a purpose that is too long', { purpose: 'x'.repeat(257) }, ['purpose']],
    ['a purpose with control characters', { purpose: 'a\nb' }, ['purpose']],
    ['no such environment', { environment: 'production' }, ['environment']],
    ['neither secrets nor objects', { secrets: [] }, ['secrets']],
    ['an object by a pattern', { objects: ['arn:aws:s3:::tables/*'] }, ['objects[0]']],
    ['an object of another partition', { objects: ['arn:aws-cn:s3:::tables/a'] }, ['objects[0]']],
    [
      'too many objects',
      { objects: Array(21).fill('arn:aws:s3:::tables/a') as string[] },
      ['objects'],
    ],
    ['too many secrets', { secrets: Array(21).fill(secret('vt')) as string[] }, ['secrets']],
    [
      'a secret of another account',
      { secrets: [secret('vt'), secret('vt', '777788889999')] },
      ['secrets[1]'],
    ],
    ['a secret by its name', { secrets: ['siem/vt'] }, ['secrets[0]']],
    ['a key by its alias', { kmsKeys: ['alias/siem'] }, ['kmsKeys[0]']],
    ['a tag of AWS', { tags: { 'aws:x': 'y' } }, ['tags.aws:x']],
    ['a tag without a key', { tags: { '': 'y' } }, ['tags.']],
    ['a tag with odd characters', { tags: { a: '<' } }, ['tags.a']],
  ])('is refused with %s, and it says where', (_what, more, paths) => {
    expect(problemsOf(more)).toEqual(paths);
  });

  it('names everything that is wrong at once', () => {
    expect(problemsOf({ arn: 'x', purpose: '', environment: '', secrets: ['x'] }).sort()).toEqual([
      'arn',
      'environment',
      'purpose',
      'secrets[0]',
    ]);
  });
});
