import type { ParameterValues } from './declared-parameter.js';
import type { Broken } from './parameter-value.js';

export type Finding = Broken & { readonly parameter: string };

export interface Situation {
  readonly phase: 'first' | 'update';
  /** Of today, `2026-11-22`: a runtime ends on a day. */
  readonly day: string;
  /** What the stack was last given. */
  readonly installed: ParameterValues;
  /** Parameters whose destruction somebody means. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * From which day on AWS creates no function with a runtime, by its table of runtimes. A day in the future is
 * what was announced, and may move: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const RUNTIME_ENDS: Readonly<Record<string, string>> = {
  'python3.7': '2024-01-09',
  'python3.9': '2027-02-01',
};

const finding = (parameter: string, rule: string, message: string, fix: string): Finding => ({
  parameter,
  rule,
  message,
  fix,
});

/** What no parameter alone can break; `values` holds the defaults as well. */
export function brokenTogether(
  declared: ReadonlySet<string>,
  values: ParameterValues,
  situation: Situation,
): readonly Finding[] {
  return [
    ...network(declared, values),
    ...runtime(values, situation),
    ...destructive(values, situation),
  ];
}

/**
 * What the parameters of a network of the customer's own are called. That they belong together is known;
 * the names of those about subnets are our assumption, so a template without one of them is left in peace.
 */
const NETWORK = [
  'VpcID',
  'SecurityGroupID',
  'SubnetOneID',
  'SubnetTwoID',
  'SubnetOneIPRange',
  'SubnetTwoIPRange',
];

function network(declared: ReadonlySet<string>, values: ParameterValues): readonly Finding[] {
  if (!values['VpcID'] || !NETWORK.every((name) => declared.has(name))) return [];
  const given = (...names: string[]) => names.every((name) => values[name]);
  return [
    ...(given('SecurityGroupID')
      ? []
      : [finding('SecurityGroupID', 'vpc', 'It is needed with VpcID.', 'Name a security group.')]),
    ...(given('SubnetOneID', 'SubnetTwoID') || given('SubnetOneIPRange', 'SubnetTwoIPRange')
      ? []
      : [
          finding(
            'VpcID',
            'vpc',
            'It needs two subnets.',
            'Set both SubnetOneID and SubnetTwoID, or both SubnetOneIPRange and SubnetTwoIPRange.',
          ),
        ]),
  ];
}

function runtime(values: ParameterValues, { phase, day }: Situation): readonly Finding[] {
  const runtime = values['PythonRuntime'] ?? '';
  const end = Object.hasOwn(RUNTIME_ENDS, runtime) ? RUNTIME_ENDS[runtime] : undefined;
  if (phase !== 'first' || end === undefined || day < end) return [];
  const later = Object.keys(RUNTIME_ENDS).find((other) => (RUNTIME_ENDS[other] ?? '') > day);
  return [
    finding(
      'PythonRuntime',
      'runtime',
      `AWS has created no function with ${runtime} since ${end}.`,
      later ? `Set it to ${later}.` : 'Deploy a release with a later runtime.',
    ),
  ];
}

function destructive(values: ParameterValues, { phase, accepted }: Situation): readonly Finding[] {
  if (phase === 'first' || values['BootstrapStackOnly'] !== 'true') return [];
  if (accepted.has('BootstrapStackOnly')) return [];
  return [
    finding(
      'BootstrapStackOnly',
      'destructive',
      'It deletes everything but the bootstrap stacks.',
      'Set it to false, or accept by name that everything is deleted.',
    ),
  ];
}

/** A parameter that another one makes useless. */
const VOID_WITHOUT: readonly (readonly [parameter: string, needs: string])[] = [
  ['AccessLogsBucketName', 'EnableS3AccessLogs'],
  ['EnableCloudTrail', 'OnboardSelf'],
  ['EnableGuardDuty', 'OnboardSelf'],
  ['MessageForwarderReservedConcurrency', 'EnableLambdaReservedConcurrency'],
];

/** What is allowed and yet probably not meant. `given` holds no defaults. */
export function doubtful(
  given: ParameterValues,
  values: ParameterValues,
  minimal: ReadonlySet<string>,
  defaults: ParameterValues,
  { phase, installed }: Situation,
): readonly Finding[] {
  const isVoid = VOID_WITHOUT.filter(
    ([name, needs]) => given[name] && given[name] !== 'false' && values[needs] === 'false',
  );
  const email = installed['FirstUserEmail'];
  const changed = Object.keys(given).filter(
    (name) => phase === 'first' && !minimal.has(name) && given[name] !== defaults[name],
  );
  return [
    ...isVoid.map(([name, needs]) =>
      finding(name, 'no_effect', `It has no effect while ${needs} is false.`, 'Leave it out.'),
    ),
    ...(phase === 'update' && email !== undefined && (given['FirstUserEmail'] ?? email) !== email
      ? [
          finding(
            'FirstUserEmail',
            'ignored_later',
            'It is ignored after the first deployment that succeeded.',
            'Invite the person in the platform itself.',
          ),
        ]
      : []),
    ...changed.map((name) =>
      finding(
        name,
        'first_deployment',
        'If it makes any step fail, the whole first deployment is rolled back and deleted.',
        'Leave it at its default now, and set it by an update afterwards.',
      ),
    ),
  ];
}
