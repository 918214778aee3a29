import { describe, expect, it } from '@jest/globals';
import { permissionPolicyFor } from './permission-policy.js';
import { type Reviewed, reviewPolicies } from './policy-review.js';
import { trustPolicyFor } from './trust-policy.js';

const ENGINE = 'arn:aws:iam::111122223333:role/engine';
const TESTS = 'arn:aws:iam::111122223333:role/unit-test';
const SECRET = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:vt-AbCdEf';
const OTHER = SECRET.replace('vt', 'other');
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const role: Reviewed = {
  partition: 'aws',
  account: '444455556666',
  principals: [ENGINE, TESTS],
  externalId: 'right',
  secrets: [SECRET],
  kmsKeys: [],
};

const codesOf = (review: ReturnType<typeof reviewPolicies>) =>
  review.findings.map(({ code }) => code);
const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const trust = trustPolicyFor(role);
const [assume, name] = trust.Statement as [object, object];
const trusting = (more: object) => policy({ ...assume, ...more }, name);
const when = (operator: string, values: unknown, key = 'sts:ExternalId') =>
  trusting({ Condition: { [operator]: { [key]: values } } });

const permission = permissionPolicyFor(role);
const [read] = permission.Statement as [object];
const permitting = (more: object) => policy({ ...read, ...more });

describe('what the templates say', () => {
  it('has nothing to be found in it', () => {
    const documents = { trust: JSON.stringify(trust), permission: JSON.stringify(permission) };
    const { passed, findings, probes } = reviewPolicies(documents, role);
    expect(findings).toEqual([]);
    expect(passed).toBe(true);
    expect(probes.map((probe) => probe.passed)).not.toContain(false);
    expect(probes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['assume', 'assume_without_external_id', 'read', 'other_read']),
    );
  });

  it('has nothing to be found in it with keys, in any partition', () => {
    const inGov = (arn: string) =>
      arn.replace(':aws:', ':aws-us-gov:').replace('us-east-1', 'us-gov-west-1');
    const gov = {
      ...role,
      partition: 'aws-us-gov',
      principals: [inGov(ENGINE)],
      secrets: [inGov(SECRET), inGov(OTHER)],
      kmsKeys: [inGov(KEY)],
    };
    const documents = {
      trust: JSON.stringify(trustPolicyFor(gov)),
      permission: JSON.stringify(permissionPolicyFor(gov)),
    };
    expect(reviewPolicies(documents, gov)).toMatchObject({ passed: true, findings: [] });
  });
});

describe('a trust policy', () => {
  const findingsIn = (text: string) => codesOf(reviewPolicies({ trust: text }, role));

  it.each<[string, string, string[]]>([
    [
      'no condition',
      trusting({ Condition: undefined }),
      ['no_external_id', 'probe_assume_without_external_id', 'probe_assume_with_wrong_external_id'],
    ],
    [
      'a condition that needs no id',
      when('StringEqualsIfExists', 'right'),
      ['external_id_if_exists', 'probe_assume_without_external_id'],
    ],
    [
      'a condition on all of no ids',
      when('ForAllValues:StringEquals', 'right'),
      ['external_id_if_exists', 'probe_assume_without_external_id'],
    ],
    ['a pattern of ids', when('StringLike', 'ri*'), ['external_id_wildcard']],
    [
      'any id',
      when('StringLike', '*'),
      ['external_id_wildcard', 'probe_assume_with_wrong_external_id'],
    ],
    ['another id', when('StringEquals', 'left'), ['external_id_wrong', 'probe_assume']],
    ['several ids', when('StringEquals', ['right', 'left']), ['external_id_surplus']],
    [
      'an id that is forbidden',
      when('StringNotEquals', 'left'),
      ['external_id_negated', 'probe_assume_without_external_id'],
    ],
    [
      'an id that only must be there',
      when('Null', 'false'),
      ['external_id_negated', 'probe_assume_with_wrong_external_id'],
    ],
    [
      'an operator in the wrong case',
      when('stringequals', 'right'),
      ['unknown_operator', 'probe_assume'],
    ],
    ['a key in the wrong case', when('StringEquals', 'right', 'sts:externalid'), ['key_case']],
    [
      'a misspelt key',
      when('StringEquals', 'right', 'sts:ExternalIdent'),
      ['unknown_key', 'no_external_id', 'probe_assume'],
    ],
    [
      'a misspelt key that needs not exist',
      when('StringEqualsIfExists', 'right', 'sts:ExternalIdent'),
      ['unknown_key', 'probe_assume_without_external_id'],
    ],
    ['everybody', trusting({ Principal: '*' }), ['principal_anyone', 'probe_assume_as_stranger']],
    [
      'everybody, listed',
      trusting({ Principal: { AWS: [ENGINE, TESTS, '*'] } }),
      ['principal_anyone'],
    ],
    [
      'our whole account',
      trusting({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
      ['principal_account_root', 'probe_assume_as_neighbour'],
    ],
    [
      'an account by its number',
      trusting({ Principal: { AWS: [ENGINE, TESTS, '444455556666'] } }),
      ['principal_account_root', 'probe_assume_as_local'],
    ],
    [
      'somebody who was deleted',
      trusting({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }),
      ['principal_deleted', 'probe_assume'],
    ],
    [
      'a principal in another partition',
      trusting({ Principal: { AWS: [ENGINE, TESTS, 'arn:aws-cn:iam::111122223333:role/engine'] } }),
      ['wrong_partition'],
    ],
    [
      'a session',
      trusting({
        Principal: { AWS: [ENGINE, TESTS, 'arn:aws:sts::111122223333:assumed-role/engine/x'] },
      }),
      ['principal_session'],
    ],
    [
      'a pattern of principals',
      trusting({ Principal: { AWS: [ENGINE, TESTS, 'arn:aws:iam::111122223333:role/*'] } }),
      ['principal_pattern'],
    ],
    [
      'somebody else',
      trusting({ Principal: { AWS: [ENGINE, TESTS, `${ENGINE}2`] } }),
      ['principal_surplus'],
    ],
    [
      'a service',
      trusting({ Principal: { AWS: [ENGINE, TESTS], Service: 'ec2.amazonaws.com' } }),
      ['principal_surplus'],
    ],
    ['one principal of two', trusting({ Principal: { AWS: ENGINE } }), ['probe_assume']],
    [
      'everybody but one',
      trusting({ Principal: undefined, NotPrincipal: { AWS: 'x' } }),
      ['not_principal', 'probe_assume_as_stranger'],
    ],
    ['nobody', trusting({ Principal: undefined }), ['no_principal']],
    ['every action', trusting({ Action: 'sts:*' }), ['action_too_wide']],
    ['no named sessions', policy(assume), ['probe_name_the_session']],
    ['a resource', trusting({ Resource: '*' }), ['resource_in_trust']],
    [
      'a second, wider statement',
      policy(assume, name, { ...assume, Sid: 'Wide', Condition: undefined }),
      ['no_external_id', 'probe_assume_without_external_id'],
    ],
    [
      'a deny',
      policy(assume, name, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }),
      ['probe_assume'],
    ],
    [
      'the same Sid twice',
      policy(assume, { ...name, Sid: 'AssumeWithExternalId' }),
      ['duplicate_sid'],
    ],
    ['an impossible Sid', trusting({ Sid: 'a b' }), ['invalid_sid']],
    ['no version', JSON.stringify({ Statement: trust.Statement }), ['no_version']],
    ['an old version', JSON.stringify({ ...trust, Version: '2008-10-17' }), ['old_version']],
    ['no such version', JSON.stringify({ ...trust, Version: '2020-01-01' }), ['unknown_version']],
    ['an element in the wrong case', trusting({ condition: {} }), ['unknown_element']],
    ['an unknown element', JSON.stringify({ ...trust, Comment: 'x' }), ['unknown_element']],
  ])('with %s is found out', (_what, text, codes) => {
    expect(findingsIn(text)).toEqual(expect.arrayContaining(codes));
  });

  it('says which statement it means, and what to do', () => {
    const { findings } = reviewPolicies({ trust: trusting({ Condition: undefined }) }, role);
    expect(findings[0]).toEqual({
      code: 'no_external_id',
      severity: 'error',
      document: 'trust',
      statement: 0,
      sid: 'AssumeWithExternalId',
      cause: expect.stringContaining('without its external id') as unknown,
      fix: expect.stringContaining('Condition') as unknown,
    });
  });

  it('never repeats the id in what it finds', () => {
    for (const text of [when('StringEqualsIfExists', 'right'), trusting({ Principal: '*' })])
      expect(
        JSON.stringify(reviewPolicies({ trust: text }, { ...role, externalId: 'canary-7731' })),
      ).not.toContain('canary-7731');
  });

  it('passes with warnings, and not with errors', () => {
    expect(reviewPolicies({ trust: trusting({ Principal: '*' }) }, role).passed).toBe(false);
    expect(
      reviewPolicies({ trust: when('StringEquals', 'right', 'STS:ExternalId') }, role).passed,
    ).toBe(true);
  });
});

describe('a permission policy', () => {
  const withKey = { ...role, kmsKeys: [KEY] };
  const findingsIn = (text: string, of = role) => codesOf(reviewPolicies({ permission: text }, of));

  it.each<[string, string, string[]]>([
    ['every action', permitting({ Action: '*' }), ['action_wildcard']],
    [
      'every action of the service',
      permitting({ Action: 'secretsmanager:*' }),
      ['action_wildcard'],
    ],
    ['everything but', permitting({ Action: undefined, NotAction: 'iam:*' }), ['not_action']],
    [
      'more actions',
      permitting({
        Action: [
          'secretsmanager:GetSecretValue',
          'secretsmanager:DescribeSecret',
          'secretsmanager:PutSecretValue',
        ],
      }),
      ['action_surplus'],
    ],
    [
      'no DescribeSecret',
      permitting({ Action: 'secretsmanager:GetSecretValue' }),
      ['probe_describe'],
    ],
    ['no GetSecretValue', permitting({ Action: 'secretsmanager:DescribeSecret' }), ['probe_read']],
    [
      'every resource',
      permitting({ Resource: '*' }),
      ['resource_anything', 'probe_other_read', 'probe_other_describe'],
    ],
    [
      'a pattern that holds others',
      permitting({ Resource: SECRET.replace('vt-AbCdEf', '*') }),
      ['resource_wildcard', 'probe_other_read'],
    ],
    [
      'a pattern that misses',
      permitting({ Resource: OTHER.replace('AbCdEf', '*') }),
      ['resource_wildcard', 'probe_read'],
    ],
    [
      'an open suffix',
      permitting({ Resource: SECRET.replace('AbCdEf', '??????') }),
      ['secret_suffix_open'],
    ],
    [
      'a bare name',
      permitting({ Resource: SECRET.slice(0, -7) }),
      ['secret_without_suffix', 'probe_read'],
    ],
    ['another secret', permitting({ Resource: [SECRET, OTHER] }), ['secret_surplus']],
    ['only another secret', permitting({ Resource: OTHER }), ['secret_surplus', 'probe_read']],
    [
      'another account',
      permitting({ Resource: [SECRET, SECRET.replace('444455556666', '1'.repeat(12))] }),
      ['wrong_account'],
    ],
    [
      'another partition',
      permitting({
        Resource: [SECRET, SECRET.replace(':aws:', ':aws-cn:').replace('us-east-1', 'cn-north-1')],
      }),
      ['wrong_partition'],
    ],
    ['no secret', permitting({ Resource: [SECRET, 'arn:aws:s3:::bucket'] }), ['secret_invalid']],
    ['no resource', permitting({ Resource: undefined }), ['no_resource']],
    [
      'every resource but',
      permitting({ Resource: undefined, NotResource: 'x' }),
      ['not_resource', 'probe_other_read'],
    ],
    ['a principal', permitting({ Principal: '*' }), ['principal_in_permission']],
    ['a deny', policy(read, { Effect: 'Deny', Action: '*', Resource: '*' }), ['probe_read']],
  ])('with %s is found out', (_what, text, codes) => {
    expect(findingsIn(text)).toEqual(expect.arrayContaining(codes));
  });

  it.each<[string, string, string[]]>([
    ['no kms:Decrypt', JSON.stringify(permission), ['probe_decrypt']],
    [
      'another key',
      policy(read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: [KEY, `${KEY}0`] }),
      ['key_surplus'],
    ],
    [
      'every key',
      policy(read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }),
      ['resource_anything'],
    ],
    [
      'a pattern of keys',
      policy(read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: `${KEY.slice(0, -4)}*` }),
      ['resource_wildcard'],
    ],
  ])('with %s is found out where a key is registered', (_what, text, codes) => {
    expect(findingsIn(text, withKey)).toEqual(expect.arrayContaining(codes));
  });

  it('may name its key in other ways', () => {
    const via = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KEY,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } },
    };
    expect(findingsIn(policy(read, via), withKey)).toEqual([]);
  });
});

describe('a document', () => {
  const codes = (text: string) => codesOf(reviewPolicies({ trust: text, permission: text }, role));

  it.each([
    ['', 'not_json'],
    ['{', 'not_json'],
    ['Version: 2012-10-17', 'not_json'],
    ['null', 'malformed'],
    ['[]', 'malformed'],
    ['{"Statement": []}', 'malformed'],
    ['{"Statement": [7]}', 'malformed'],
    ['{"Statement": {"Effect": "allow", "Action": "x"}}', 'malformed'],
    ['{"Statement": {"Effect": "Allow", "Action": {}}}', 'malformed'],
    ['{"Statement": {"Effect": "Allow"}}', 'malformed'],
    ['{"Statement": {"Effect": "Allow", "Action": "x", "NotAction": "y"}}', 'malformed'],
    ['{"Statement": {"Effect": "Allow", "Action": "x", "Principal": 7}}', 'malformed'],
    ['{"Statement": {"Effect": "Allow", "Action": "x", "Condition": []}}', 'malformed'],
    [
      '{"Statement": {"Effect": "Allow", "Action": "x", "Condition": {"a": {"b": {}}}}}',
      'malformed',
    ],
  ])('"%s" is no policy', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it('of more than 100 kB is not read', () => {
    expect(codes(`{"Statement":"${'x'.repeat(100_000)}"}`)).toEqual(['too_large', 'too_large']);
  });

  it.each(['[', '{"a":'])('that opens with %s again and again is not parsed', (open) => {
    expect(codes(open.repeat(15_000))).toEqual(['too_deep', 'too_deep']);
  });

  it('may have brackets in its strings', () => {
    expect(codes(trusting({ Sid: '['.repeat(30) }))).toContain('invalid_sid');
  });

  it('full of mistakes is told of a hundred', () => {
    const many = policy(...Array.from({ length: 200 }, () => ({ Effect: 'x' })));
    expect(reviewPolicies({ trust: many }, role).findings).toHaveLength(100);
  });

  it('that is not there is not passed', () => {
    expect(reviewPolicies({}, role)).toEqual({ passed: false, findings: [], probes: [] });
  });
});

describe('a role for objects', () => {
  const OBJECT = 'arn:aws:s3:::tables/people.csv';
  const reader: Reviewed = { ...role, secrets: [], objects: [OBJECT], kmsKeys: [KEY] };
  const { Statement } = permissionPolicyFor(reader);
  const [readObject, decrypt] = Statement as [object, object];
  const review = (more: object) =>
    codesOf(reviewPolicies({ permission: policy({ ...readObject, ...more }, decrypt) }, reader));

  it('has nothing to be found in what the template says, with keys and beside secrets', () => {
    for (const one of [reader, { ...reader, secrets: [SECRET] }]) {
      const permission = JSON.stringify(permissionPolicyFor(one));
      const { passed, findings, probes } = reviewPolicies({ permission }, one);
      expect(findings).toEqual([]);
      expect(passed).toBe(true);
      expect(probes.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['read_object', 'other_read_object', 'decrypt']),
      );
    }
  });

  it.each<[string, object, string[]]>([
    ['every object', { Resource: 'arn:aws:s3:::tables/*' }, ['resource_wildcard']],
    ['another object', { Resource: [OBJECT, `${OBJECT}.old`] }, ['object_surplus']],
    ['nothing', { Resource: `${OBJECT}.old` }, ['object_surplus', 'probe_read_object']],
    ['to write', { Action: ['s3:GetObject', 's3:PutObject'] }, ['action_surplus']],
    ['any action', { Action: 's3:*' }, ['action_wildcard']],
    [
      'to read secrets that it is not for',
      { Action: ['s3:GetObject', 'secretsmanager:GetSecretValue'] },
      ['action_surplus'],
    ],
  ])('is told what is wrong where it may reach %s', (_what, more, codes) => {
    expect(review(more)).toEqual(expect.arrayContaining(codes));
  });

  it('does not let a key be used for anything else', () => {
    const open = policy(readObject, { ...decrypt, Condition: undefined });
    const codes = codesOf(reviewPolicies({ permission: open.replace(KEY, '*') }, reader));
    expect(codes).toContain('resource_anything');
  });
});
