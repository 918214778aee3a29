import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Situation } from './cross-rules.js';
import type { DeclaredParameter, ParameterValues } from './declared-parameter.js';
import { GUIDE_PARAMETERS } from './guide-parameters.js';
import { ParameterCheck } from './parameter-check.js';

const REQUIRED: ParameterValues = {
  FirstUserEmail: 'ann@example.com',
  PulumiSecretArn: 'arn:aws:secretsmanager:us-east-2:111122223333:secret:pulumi-AbCdEf',
  PulumiSecretKeyArn: 'arn:aws:kms:us-east-2:111122223333:key/1',
};
const FIRST: Situation = {
  phase: 'first',
  day: '2026-11-22',
  installed: {},
  accepted: new Set(),
};
const UPDATE: Situation = { ...FIRST, phase: 'update' };

const guide = new ParameterCheck(GUIDE_PARAMETERS);

const rules = (findings: readonly { parameter: string; rule: string }[]) =>
  findings.map(({ parameter, rule }) => `${parameter} ${rule}`);
const errorsOf = (given: ParameterValues, situation = UPDATE, check = guide) =>
  rules(check.verdict({ ...REQUIRED, ...given }, situation).errors);

const declared = (name: string, more: Partial<DeclaredParameter> = {}): DeclaredParameter => ({
  name,
  type: 'String',
  default: '',
  noEcho: false,
  ...more,
});
const errorsWith = (one: DeclaredParameter, value: string) =>
  new ParameterCheck([one]).verdict({ [one.name]: value }, UPDATE).errors.map(({ rule }) => rule);

const ARN = 'arn:aws:secretsmanager:us-east-2:111122223333:secret:rbac-AbCdEf';
const least = (value: number): [string[], [string, string][]] => [
  [`${value}`, `${value + 1}`, `${value}.0`],
  [
    [`${value - 1}`, 'min_value'],
    ['', 'number'],
    ['many', 'number'],
  ],
];
const between = (low: number, high: number): [string[], [string, string][]] => [
  [`${low}`, `${low + 1}`, `${high - 1}`, `${high}`],
  [
    [`${low - 1}`, 'min_value'],
    [`${high + 1}`, 'max_value'],
    [`${high}.5`, 'max_value'],
  ],
];
const switched: [string[], [string, string][]] = [
  ['true', 'false'],
  [
    ['', 'allowed_values'],
    ['True', 'allowed_values'],
    ['yes', 'allowed_values'],
  ],
];
const anything: [string[], [string, string][]] = [
  ['', 'x', 'a'.repeat(4_096)],
  [['a'.repeat(4_097), 'size']],
];

const ROWS: readonly [name: string, ...[string[], [string, string][]]][] = [
  [
    'FirstUserEmail',
    ['a@b.co', 'ann+siem@mail.example.com'],
    ['', 'ann', 'ann@example', 'ann@example.c', 'an n@example.com', 'ann@example.com\n'].map(
      (value) => [value, 'pattern'],
    ),
  ],
  ['PulumiSecretArn', ...anything],
  ['PulumiSecretKeyArn', ...anything],
  ['OnboardSelf', ...switched],
  ['SentryEnvironment', ...anything],
  ['SupportRoleIdentityAccountId', ...anything],
  ['OpsRoleIdentityAccountId', ...anything],
  ['DataLakeForwarderMemory', ...between(256, 2_048)],
  ['MaxLookupTableCompressedSizeMB', ['0', '399', '400'], [['401', 'max_value']]],
  ['CloudSecurityScanSegments', ...least(5)],
  ['ReplayAPIReservedConcurrency', ...least(0)],
  ['EnablePantherAuditLogIngestion', ...switched],
  ['PantherAuditLogsExpirationDays', ...least(30)],
  ['SnapshotScanWindowMinutes', ...least(0)],
  [
    'SnowflakeRBACSecretARN',
    ['', ARN, ARN.replace('us-east-2', 'ap-southeast-1')],
    [
      `${ARN} `,
      ` ${ARN}`,
      `x${ARN}`,
      ARN.replace('us-east-2', 'us-gov-west-1'),
      ARN.replace('us-east-2', 'us-east-0'),
      ARN.replace('111122223333', '11112222333'),
      ARN.replace('111122223333', '1111222233334'),
      ARN.replace('rbac-AbCdEf', ''),
      ARN.replace('arn:aws:', 'arn:gcp:'),
    ].map((value) => [value, 'pattern']),
  ],
  ['MessageForwarderReservedConcurrency', ...least(0)],
  ['EnableReplays', ...switched],
  [
    'PythonRuntime',
    ['python3.7', 'python3.9'],
    [
      ['python3.8', 'allowed_values'],
      ['', 'allowed_values'],
    ],
  ],
  ['ReplayProcessorReservedConcurrency', ...least(0)],
  ['SnapshotPollerLambdaMemorySize', ...between(1_024, 10_240)],
];

describe.each(ROWS)('%s', (name, legal, illegal) => {
  it.each(legal)('may be %j', (value) => expect(errorsOf({ [name]: value })).toEqual([]));

  it.each(illegal)('may not be %j: %s', (value, rule) =>
    expect(errorsOf({ [name]: value })).toEqual([`${name} ${rule}`]),
  );
});

it('covers every parameter of the guide', () =>
  expect(ROWS.map(([name]) => name)).toEqual(GUIDE_PARAMETERS.map(({ name }) => name)));

describe('the rules of CloudFormation', () => {
  it.each<[string, Partial<DeclaredParameter>, string, string[]]>([
    ['a pattern means the whole value', { allowedPattern: '[a-z]+' }, 'abc1', ['pattern']],
    ['a choice in a pattern too', { allowedPattern: 'a|b' }, 'ab', ['pattern']],
    ['an empty string is a value', {}, '', []],
    ['an empty string has a length', { minLength: 1 }, '', ['min_length']],
    ['a text may be as long as said', { maxLength: 3 }, 'abc', []],
    ['and no longer', { maxLength: 3 }, 'abcd', ['max_length']],
    ['a number has a sign and a fraction', { type: 'Number' }, '-1.5', []],
    ['a number is not in hexadecimal', { type: 'Number' }, '0x10', ['number']],
    ['a number is not infinite', { type: 'Number' }, 'Infinity', ['number']],
    ['a number has no spaces', { type: 'Number' }, ' 1', ['number']],
    [
      'a list is checked item by item',
      { type: 'CommaDelimitedList', allowedPattern: '[a-z]' },
      'a, b',
      [],
    ],
    ['each item', { type: 'CommaDelimitedList', allowedValues: ['a'] }, 'a,b', ['allowed_values']],
    ['each number', { type: 'List<Number>' }, '1,x', ['number']],
    [
      'several rules are broken at once',
      { minLength: 5, allowedValues: ['abcde'], allowedPattern: '[a-z]+' },
      '1',
      ['min_length', 'allowed_values', 'pattern'],
    ],
  ])('%s', (_, constraints, value, broken) =>
    expect(errorsWith(declared('Name', constraints), value)).toEqual(broken),
  );

  it('refuses what the template does not declare, and misses what has no default', () =>
    expect(rules(guide.verdict({ ImageRegistry: 'x' }, UPDATE).errors)).toEqual([
      'ImageRegistry unknown',
      'FirstUserEmail missing',
      'PulumiSecretArn missing',
      'PulumiSecretKeyArn missing',
    ]));

  it('checks a pattern that would keep another engine busy for ever', () =>
    expect(errorsWith(declared('Name', { allowedPattern: '(a+)+b' }), 'a'.repeat(4_000))).toEqual([
      'pattern',
    ]));

  it('says that a pattern of another engine is left to CloudFormation', () => {
    const check = new ParameterCheck([declared('Name', { allowedPattern: '(?!x).*' })]);
    const { errors, warnings } = check.verdict({ Name: 'y' }, UPDATE);
    expect([rules(errors), rules(warnings)]).toEqual([[], ['Name pattern_unread']]);
  });
});

describe('every verdict', () => {
  const bad: Readonly<Record<string, string>> = Object.fromEntries(
    ROWS.flatMap(([name, , illegal]) => illegal.slice(0, 1).map(([value]) => [name, value])),
  );

  it('names each broken parameter of a set, with rule and fix', () =>
    fc.assert(
      fc.property(fc.subarray(Object.keys(bad)), (names) => {
        const given = {
          ...REQUIRED,
          ...Object.fromEntries(names.map((name) => [name, bad[name] ?? ''])),
        };
        const { errors } = guide.verdict(given, UPDATE);
        expect(errors.map(({ parameter }) => parameter).sort()).toEqual([...names].sort());
        for (const { rule, message, fix } of errors) expect([rule, message, fix]).not.toContain('');
      }),
    ));

  it('never repeats a value', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^secret-[a-z0-9]{12}$/), (secret) => {
        const all = GUIDE_PARAMETERS.map(({ name }) => [name, secret]);
        expect(JSON.stringify(guide.verdict(Object.fromEntries(all), FIRST))).not.toContain(secret);
      }),
    ));

  it('accepts a number exactly within its bounds', () =>
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (one, other, value) => {
        const [minValue, maxValue] = [Math.min(one, other), Math.max(one, other)];
        const broken = errorsWith(
          declared('N', { type: 'Number', minValue, maxValue }),
          `${value}`,
        );
        expect(broken.length === 0).toBe(value >= minValue && value <= maxValue);
      }),
    ));
});

describe('parameters together', () => {
  const NAMES = [
    'VpcID',
    'SecurityGroupID',
    'SubnetOneID',
    'SubnetTwoID',
    'SubnetOneIPRange',
    'SubnetTwoIPRange',
    'EnableS3AccessLogs',
    'AccessLogsBucketName',
    'EnableCloudTrail',
    'EnableGuardDuty',
    'EnableLambdaReservedConcurrency',
    'BootstrapStackOnly',
  ].map((name) => declared(name));
  const whole = new ParameterCheck([...GUIDE_PARAMETERS, ...NAMES]);
  const warningsOf = (given: ParameterValues, situation = UPDATE) =>
    rules(whole.verdict({ ...REQUIRED, ...given }, situation).warnings);

  it.each<[ParameterValues, string[]]>([
    [{ VpcID: 'v' }, ['SecurityGroupID vpc', 'VpcID vpc']],
    [{ VpcID: 'v', SecurityGroupID: 's', SubnetOneID: 'a' }, ['VpcID vpc']],
    [{ VpcID: 'v', SecurityGroupID: 's', SubnetOneID: 'a', SubnetTwoIPRange: 'b' }, ['VpcID vpc']],
    [{ VpcID: 'v', SecurityGroupID: 's', SubnetOneID: 'a', SubnetTwoID: 'b' }, []],
    [{ VpcID: 'v', SecurityGroupID: 's', SubnetOneIPRange: 'a', SubnetTwoIPRange: 'b' }, []],
    [{ VpcID: '' }, []],
  ])('%j breaks %j', (given, broken) => expect(errorsOf(given, UPDATE, whole)).toEqual(broken));

  it('are not taken for a network in a template that calls subnets something else', () => {
    const others = NAMES.filter(({ name }) => name !== 'SubnetTwoIPRange');
    const check = new ParameterCheck([...GUIDE_PARAMETERS, ...others]);
    expect(errorsOf({ VpcID: 'v' }, UPDATE, check)).toEqual([]);
  });

  it.each<[ParameterValues, string[]]>([
    [
      { EnableS3AccessLogs: 'false', AccessLogsBucketName: 'b' },
      ['AccessLogsBucketName no_effect'],
    ],
    [{ EnableS3AccessLogs: 'true', AccessLogsBucketName: 'b' }, []],
    [
      { OnboardSelf: 'false', EnableCloudTrail: 'true', EnableGuardDuty: 'true' },
      ['EnableCloudTrail no_effect', 'EnableGuardDuty no_effect'],
    ],
    [{ OnboardSelf: 'false', EnableCloudTrail: 'false' }, []],
    [
      { EnableLambdaReservedConcurrency: 'false', MessageForwarderReservedConcurrency: '9' },
      ['MessageForwarderReservedConcurrency no_effect'],
    ],
  ])('%j is warned of %j', (given, warned) => expect(warningsOf(given)).toEqual(warned));

  it('delete everything only where somebody means it', () => {
    const given = { BootstrapStackOnly: 'true' };
    expect(errorsOf(given, UPDATE, whole)).toEqual(['BootstrapStackOnly destructive']);
    const accepted = { ...UPDATE, accepted: new Set(['BootstrapStackOnly']) };
    expect(errorsOf(given, accepted, whole)).toEqual([]);
  });

  it('are few in a first deployment, and as many as wanted afterwards', () => {
    const given = { AccessLogsBucketName: 'b', VpcID: '', PythonRuntime: 'python3.9' };
    expect(warningsOf(given, FIRST)).toEqual(['AccessLogsBucketName first_deployment']);
    expect(warningsOf(given)).toEqual([]);
  });

  it('do not change the first user later', () => {
    const installed = { ...UPDATE, installed: { FirstUserEmail: 'ben@example.com' } };
    expect(warningsOf({}, installed)).toEqual(['FirstUserEmail ignored_later']);
    expect(warningsOf({ FirstUserEmail: 'ben@example.com' }, installed)).toEqual([]);
  });
});

describe('the runtime of a first deployment', () => {
  const on = (day: string, given: ParameterValues) => errorsOf(given, { ...FIRST, day });

  it('is none that AWS no longer creates, the default included', () => {
    expect(on('2026-11-22', {})).toEqual(['PythonRuntime runtime']);
    expect(on('2026-11-22', { PythonRuntime: 'python3.9' })).toEqual([]);
    expect(on('2027-02-01', { PythonRuntime: 'python3.9' })).toEqual(['PythonRuntime runtime']);
  });

  it('does not matter to an update', () => expect(errorsOf({})).toEqual([]));
});
