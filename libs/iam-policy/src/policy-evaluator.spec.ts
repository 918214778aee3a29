import { describe, expect, it } from '@jest/globals';
import { type PolicyDocument, readDocument } from './policy-document.js';
import { type Decision, evaluate, type PolicyRequest } from './policy-evaluator.js';

const ENGINE = 'arn:aws:iam::111122223333:role/engine';
const SECRET = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:vt-AbCdEf';

const refuse = (code: string) => {
  throw new Error(`The case itself is broken: ${code}.`);
};
const documentOf = (statements: object | object[]): PolicyDocument =>
  readDocument(JSON.stringify({ Version: '2012-10-17', Statement: statements }), refuse);

const assume = (context: PolicyRequest['context'] = {}): PolicyRequest => ({
  principal: ENGINE,
  action: 'sts:AssumeRole',
  context,
});
const read = (more: Partial<PolicyRequest> = {}): PolicyRequest => ({
  action: 'secretsmanager:GetSecretValue',
  resource: SECRET,
  ...more,
});
const right = assume({ 'sts:ExternalId': 'right' });
const wrong = assume({ 'sts:ExternalId': 'wrong' });

const trusts = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: ENGINE },
  Action: 'sts:AssumeRole',
  ...more,
});
const when = (operator: string, values: unknown, key = 'sts:ExternalId') =>
  trusts({ Condition: { [operator]: { [key]: values } } });
const lets = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource: SECRET,
  ...more,
});

const CASES: readonly [string, object | object[], PolicyRequest, Decision, RegExp][] = [
  ['a principal that is named', trusts(), assume(), 'allowed', /unconditionally/],
  [
    'another principal',
    trusts({ Principal: { AWS: `${ENGINE}2` } }),
    assume(),
    'implicit_deny',
    /other principals/,
  ],
  [
    'a list of principals',
    trusts({ Principal: { AWS: ['x', ENGINE] } }),
    assume(),
    'allowed',
    /allows/,
  ],
  ['everybody', trusts({ Principal: '*' }), assume(), 'allowed', /allows/],
  ['everybody in a map', trusts({ Principal: { AWS: '*' } }), assume(), 'allowed', /allows/],
  [
    'the account by its root',
    trusts({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    assume(),
    'allowed',
    /allows/,
  ],
  [
    'the account by its number',
    trusts({ Principal: { AWS: '111122223333' } }),
    assume(),
    'allowed',
    /allows/,
  ],
  [
    'another account',
    trusts({ Principal: { AWS: '999988887777' } }),
    assume(),
    'implicit_deny',
    /other principals/,
  ],
  [
    'a pattern of principals, which IAM does not take',
    trusts({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
    assume(),
    'implicit_deny',
    /other principals/,
  ],
  [
    'a service',
    trusts({ Principal: { Service: 'lambda.amazonaws.com' } }),
    assume(),
    'implicit_deny',
    /other principals/,
  ],
  [
    'everybody but this one',
    { Effect: 'Allow', NotPrincipal: { AWS: ENGINE }, Action: 'sts:AssumeRole' },
    assume(),
    'implicit_deny',
    /leaves this principal out/,
  ],
  [
    'everybody but another',
    { Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 'sts:AssumeRole' },
    assume(),
    'allowed',
    /allows/,
  ],
  ['the right id', when('StringEquals', 'right'), right, 'allowed', /all its conditions hold/],
  [
    'a wrong id',
    when('StringEquals', 'right'),
    wrong,
    'implicit_deny',
    /does not satisfy StringEquals/,
  ],
  ['no id', when('StringEquals', 'right'), assume(), 'implicit_deny', /absent/],
  ['one of several ids', when('StringEquals', ['left', 'right']), right, 'allowed', /hold/],
  ['no id, if it exists', when('StringEqualsIfExists', 'right'), assume(), 'allowed', /hold/],
  [
    'a wrong id, if it exists',
    when('StringEqualsIfExists', 'right'),
    wrong,
    'implicit_deny',
    /does not satisfy/,
  ],
  ['no id where one is forbidden', when('StringNotEquals', 'left'), assume(), 'allowed', /hold/],
  ['any id', when('StringLike', '*'), wrong, 'allowed', /hold/],
  ['no id where any would do', when('StringLike', '*'), assume(), 'implicit_deny', /absent/],
  [
    'an id in another case',
    when('StringEquals', 'RIGHT'),
    right,
    'implicit_deny',
    /does not satisfy/,
  ],
  [
    'an id where case does not count',
    when('StringEqualsIgnoreCase', 'RIGHT'),
    right,
    'allowed',
    /hold/,
  ],
  [
    'a key in another case, which IAM does not mind',
    when('StringEquals', 'right', 'STS:externalid'),
    right,
    'allowed',
    /hold/,
  ],
  [
    'a misspelt key',
    when('StringEquals', 'right', 'sts:ExternalID2'),
    right,
    'implicit_deny',
    /absent/,
  ],
  [
    'a misspelt key, if it exists',
    when('StringEqualsIfExists', 'right', 'sts:External'),
    wrong,
    'allowed',
    /hold/,
  ],
  [
    'an operator that does not exist',
    when('stringEquals', 'right'),
    right,
    'implicit_deny',
    /no operator/,
  ],
  ['an id that must be there', when('Null', 'false'), wrong, 'allowed', /hold/],
  ['an id that must not be there', when('Null', 'true'), wrong, 'implicit_deny', /present/],
  ['all values of none', when('ForAllValues:StringEquals', 'right'), assume(), 'allowed', /hold/],
  [
    'any value of none',
    when('ForAnyValue:StringEquals', 'right'),
    assume(),
    'implicit_deny',
    /absent/,
  ],
  [
    'all values of two',
    when('ForAllValues:StringEquals', ['a', 'b'], 'aws:TagKeys'),
    assume({ 'aws:TagKeys': ['a', 'c'] }),
    'implicit_deny',
    /does not satisfy/,
  ],
  [
    'any value of two',
    when('ForAnyValue:StringEquals', ['a', 'b'], 'aws:TagKeys'),
    assume({ 'aws:TagKeys': ['a', 'c'] }),
    'allowed',
    /hold/,
  ],
  [
    'a boolean',
    when('Bool', true, 'aws:SecureTransport'),
    assume({ 'aws:SecureTransport': 'true' }),
    'allowed',
    /hold/,
  ],
  [
    'an address inside',
    when('IpAddress', '10.0.0.0/8', 'aws:SourceIp'),
    assume({ 'aws:SourceIp': '10.9.8.7' }),
    'allowed',
    /hold/,
  ],
  [
    'an address outside',
    when('IpAddress', '10.0.0.0/8', 'aws:SourceIp'),
    assume({ 'aws:SourceIp': '11.0.0.1' }),
    'implicit_deny',
    /does not satisfy/,
  ],
  ['a number', when('NumericLessThan', '5', 'x:n'), assume({ 'x:n': '4' }), 'allowed', /hold/],
  [
    'a date',
    when('DateGreaterThan', '2026-01-01T00:00:00Z', 'x:t'),
    assume({ 'x:t': '2025-12-31T23:59:59Z' }),
    'implicit_deny',
    /does not satisfy/,
  ],
  [
    'an ARN by its parts',
    when('ArnLike', 'arn:aws:iam::*:role/eng*', 'aws:PrincipalArn'),
    assume({ 'aws:PrincipalArn': ENGINE }),
    'allowed',
    /hold/,
  ],
  [
    'two conditions of which one fails',
    trusts({ Condition: { StringEquals: { 'sts:ExternalId': 'right' }, Bool: { 'x:y': 'true' } } }),
    right,
    'implicit_deny',
    /x:y is absent/,
  ],
  [
    'the widest of several statements',
    [when('StringEquals', 'right'), trusts()],
    assume(),
    'allowed',
    /Statement 1 allows/,
  ],
  [
    'a deny beside an allow',
    [trusts(), { ...trusts(), Effect: 'Deny' }],
    assume(),
    'explicit_deny',
    /Statement 1 denies/,
  ],
  [
    'a deny before an allow',
    [{ ...trusts(), Effect: 'Deny' }, trusts()],
    assume(),
    'explicit_deny',
    /Statement 0 denies/,
  ],
  [
    'a deny whose condition fails',
    [trusts(), { ...when('StringEquals', 'wrong'), Effect: 'Deny' }],
    right,
    'allowed',
    /Statement 0 allows/,
  ],
  [
    'a deny that nobody can read',
    [trusts(), { ...when('Odd', 'x'), Effect: 'Deny' }],
    right,
    'explicit_deny',
    /denies/,
  ],
  [
    'an action in another case',
    lets({ Action: 'SecretsManager:getsecretvalue' }),
    read(),
    'allowed',
    /allows/,
  ],
  ['an action by pattern', lets({ Action: 'secretsmanager:Get*' }), read(), 'allowed', /allows/],
  [
    'another action',
    lets({ Action: 'secretsmanager:DescribeSecret' }),
    read(),
    'implicit_deny',
    /other actions/,
  ],
  [
    'all actions but others',
    lets({ Action: undefined, NotAction: 's3:*' }),
    read(),
    'allowed',
    /allows/,
  ],
  [
    'all actions but this',
    lets({ Action: undefined, NotAction: 'secretsmanager:*' }),
    read(),
    'implicit_deny',
    /leaves this action out/,
  ],
  [
    'the bare name of a secret',
    lets({ Resource: SECRET.slice(0, -7) }),
    read(),
    'implicit_deny',
    /other resources/,
  ],
  [
    'a secret with any suffix',
    lets({ Resource: `${SECRET.slice(0, -6)}??????` }),
    read(),
    'allowed',
    /allows/,
  ],
  [
    'a resource in another case',
    lets({ Resource: SECRET.toUpperCase() }),
    read(),
    'implicit_deny',
    /other resources/,
  ],
  [
    'all resources but this',
    lets({ Resource: undefined, NotResource: SECRET }),
    read(),
    'implicit_deny',
    /leaves this resource out/,
  ],
  [
    'a variable that is known',
    lets({ Resource: SECRET.replace('vt', '${aws:PrincipalTag/x}') }),
    read({ context: { 'aws:PrincipalTag/x': 'vt' } }),
    'allowed',
    /allows/,
  ],
  [
    'a variable that is not',
    lets({ Resource: '${aws:username}*' }),
    read(),
    'implicit_deny',
    /other resources/,
  ],
];

describe('the evaluator', () => {
  it.each(CASES)('decides %s', (_what, statements, request, decision, reason) => {
    const verdict = evaluate(documentOf(statements), request);
    expect(verdict.decision).toBe(decision);
    expect(verdict.reasons[0]).toMatch(reason);
  });

  it('denies when there is nothing to go by, and says so', () => {
    expect(evaluate({ statements: [] }, assume())).toEqual({
      decision: 'implicit_deny',
      reasons: ['The document has no statement.'],
    });
  });
});
