import { matchesPattern } from '@margay/iam-policy';
import { type CheckResult, CHECKS } from './check.js';

/** What may be left of an old installation, in the order in which it is best removed. */
export const LEFTOVER_KINDS = [
  'CloudFormation stack',
  'ECS cluster',
  'load balancer',
  'AppSync API',
  'Lambda function',
  'DynamoDB table',
  'SQS queue',
  'SNS topic',
  'KMS alias',
  'Athena workgroup',
  'Cognito user pool',
  'CloudTrail trail',
  'Glue database',
  'ECR repository',
  'IAM role',
  'log group',
  'S3 bucket',
] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

/** Something that lies in the account. */
export interface FoundResource {
  readonly kind: LeftoverKind;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
}

interface Trace {
  /** With `*` and `{region}`. */
  readonly names: readonly string[];
  readonly hint: string;
}

/** By which names an old installation is known. Not all begin with the prefix. */
const TRACES: Readonly<Record<LeftoverKind, Trace>> = {
  'CloudFormation stack': { names: ['panther-*', 'panther'], hint: 'Delete the stack.' },
  'ECS cluster': {
    names: ['panther-web-cluster'],
    hint: 'Delete its services, then the cluster.',
  },
  'load balancer': {
    names: ['web'],
    hint: 'See that it serves nothing else: its name has no prefix. Then delete it.',
  },
  'AppSync API': { names: ['panther-graphql-api'], hint: 'Delete the API.' },
  'Lambda function': { names: ['panther-*'], hint: 'Delete the function.' },
  'DynamoDB table': { names: ['panther-*'], hint: 'Export what is needed, then delete the table.' },
  'SQS queue': { names: ['panther-*-queue', 'panther-*-queue-dlq'], hint: 'Delete the queue.' },
  'SNS topic': {
    names: [
      'panther-processed-data-notifications',
      // Spelled so.
      'panther-boostrap-input-data-notifications',
      'panther-cw-alarms',
      'panther-auditlog-processing',
    ],
    hint: 'Delete the topic.',
  },
  'KMS alias': {
    names: ['alias/panther-sqs', 'alias/panther-alert-outputs', 'alias/panther-guardduty'],
    hint: 'Delete the alias; its key only once nothing is encrypted with it.',
  },
  'Athena workgroup': { names: ['Panther'], hint: 'Delete the workgroup with its queries.' },
  'Cognito user pool': {
    names: ['panther-users'],
    hint: 'Delete its domain, then the pool: with it, its users are gone.',
  },
  'CloudTrail trail': { names: ['panther-cloudtrail-{region}'], hint: 'Delete the trail.' },
  'Glue database': { names: ['panther_*'], hint: 'Delete the database with its tables.' },
  'ECR repository': { names: ['panther-web'], hint: 'Delete the repository with its images.' },
  'IAM role': {
    names: [
      'panther-data-replication-role-{region}',
      'PantherInputDataLogProcessingRole-{region}',
      'PantherAuditRole-{region}',
      'PantherCloudFormationStackSetExecutionRole-{region}',
      'PantherCloudFormationStackSetAdminRole-{region}',
      'PantherLogProcessingRole-*',
    ],
    hint: 'Delete the stack that made it, or the role itself.',
  },
  'log group': {
    names: ['/aws/lambda/panther-*'],
    hint: 'Delete the log group: it outlives its function.',
  },
  // Their names are generated: they are known by their tags.
  'S3 bucket': { names: [], hint: 'Empty it, with all versions, then delete it.' },
};

/** The tags that an installation puts on what it makes. */
const isTagged = (tags: Readonly<Record<string, string>>): boolean =>
  tags['panther:app'] === 'panther' ||
  (tags['Application'] === 'Panther' && (tags['Stack'] ?? '').startsWith('panther-'));

/** Found by its tags whatever it is named, and by its name whatever became of its tags. */
function isLeftover({ kind, name, tags = {} }: FoundResource, region: string): boolean {
  if (isTagged(tags)) return true;
  return TRACES[kind].names.some((each) => matchesPattern(each.replace('{region}', region), name));
}

const NAMES_MAX = 20;

/**
 * Whether anything is left of an old installation, by kind, with what to do about it.
 *
 * @param unseen what could not be looked at, in sentences
 */
export function checkLeftovers(
  found: readonly FoundResource[],
  region: string,
  unseen: readonly string[] = [],
): CheckResult {
  const left = found.filter((resource) => isLeftover(resource, region));
  const evidence = Object.fromEntries(
    LEFTOVER_KINDS.flatMap((kind) => {
      const names = left.filter((each) => each.kind === kind).map(({ name }) => name);
      if (names.length === 0) return [];
      const more = names.length > NAMES_MAX ? `, and ${names.length - NAMES_MAX} more` : '';
      const { hint } = TRACES[kind];
      return [[kind, `${names.slice(0, NAMES_MAX).join(', ')}${more}. ${hint}`]];
    }),
  );
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'leftovers',
    outcome,
    message,
    evidence: { ...evidence, ...(unseen.length > 0 ? { unseen: unseen.join(' ') } : {}) },
    documentation: CHECKS.leftovers.documentation,
  });
  if (left.length > 0)
    return result(
      'fail',
      `${left.length} resources of an old installation take names that a deployment needs.`,
    );
  return unseen.length === 0
    ? result('pass', 'Nothing is left of an old installation.')
    : result('warn', 'Nothing was found of an old installation, and not all could be looked at.');
}
