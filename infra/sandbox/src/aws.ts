import type { IncomingMessage } from 'node:http';
import { EC2, EC2_OPERATIONS } from './account/ec2.js';
import { IAM_READS } from './account/iam-reads.js';
import { LAMBDA_OPERATIONS } from './account/lambda.js';
import { LOGS_OPERATIONS, TAGGING_OPERATIONS } from './account/logs-and-tags.js';
import { ORGANIZATIONS_OPERATIONS } from './account/organizations.js';
import { SERVICE_QUOTAS_OPERATIONS } from './account/service-quotas.js';
import { AwsError, type Dialect, JSON_DIALECT, QUERY_DIALECT, S3_DIALECT } from './aws-error.js';
import { type Caller, callerOf } from './caller.js';
import { CLOUDFORMATION, CLOUDFORMATION_OPERATIONS } from './cloudformation/cloudformation.js';
import { CODEBUILD_OPERATIONS } from './codebuild/codebuild.js';
import { simulatePrincipalPolicy } from './iam.js';
import {
  answerXml,
  bareErrorXml,
  ec2AnswerXml,
  ec2ErrorXml,
  errorXml,
  parametersOf,
  type QueryParameters,
} from './query-protocol.js';
import { getObject, type ObjectAnswer } from './s3.js';
import { describeSecret, getSecretValue } from './secrets-manager.js';
import { assumeRole, getCallerIdentity } from './sts.js';
import type { World } from './world.js';

interface QueryOperation {
  readonly action: string;
  readonly namespace: string;
  readonly about: string;
  /** Undefined: as STS and IAM speak. */
  readonly dialect?: Dialect;
  readonly run: (world: World, caller: Caller, parameters: QueryParameters) => object;
}

const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';

const QUERY_OPERATIONS: ReadonlyMap<string, QueryOperation> = new Map<string, QueryOperation>([
  ['AssumeRole', { action: 'sts:AssumeRole', namespace: STS, about: 'RoleArn', run: assumeRole }],
  [
    'GetCallerIdentity',
    {
      action: 'sts:GetCallerIdentity',
      namespace: STS,
      about: '',
      run: (_world: World, caller: Caller) => getCallerIdentity(caller),
    },
  ],
  [
    'SimulatePrincipalPolicy',
    {
      action: 'iam:SimulatePrincipalPolicy',
      namespace: IAM,
      about: 'PolicySourceArn',
      run: simulatePrincipalPolicy,
    },
  ],
  ...IAM_READS,
  ...EC2_OPERATIONS,
  ...CLOUDFORMATION_OPERATIONS,
]);

type JsonRun = (world: World, caller: Caller, input: Readonly<Record<string, unknown>>) => object;

interface JsonService {
  /** Of its actions. */
  readonly name: string;
  /** What says which resource a call is about. */
  readonly about: string;
  readonly runs: ReadonlyMap<string, JsonRun>;
}

/** By what a target begins with, before the dot. */
const JSON_SERVICES: ReadonlyMap<string, JsonService> = new Map<string, JsonService>([
  [
    'secretsmanager',
    {
      name: 'secretsmanager',
      about: 'SecretId',
      runs: new Map([
        ['GetSecretValue', getSecretValue],
        ['DescribeSecret', describeSecret],
      ]),
    },
  ],
  [
    'AWSOrganizationsV20161128',
    { name: 'organizations', about: 'TargetId', runs: ORGANIZATIONS_OPERATIONS },
  ],
  [
    'ServiceQuotasV20190624',
    { name: 'servicequotas', about: 'QuotaCode', runs: SERVICE_QUOTAS_OPERATIONS },
  ],
  ['Logs_20140328', { name: 'logs', about: 'logGroupNamePrefix', runs: LOGS_OPERATIONS }],
  ['ResourceGroupsTaggingAPI_20170126', { name: 'tag', about: '', runs: TAGGING_OPERATIONS }],
  ['CodeBuild_20161006', { name: 'codebuild', about: 'projectName', runs: CODEBUILD_OPERATIONS }],
]);

/** The call was obeyed, and whoever made it never hears of it. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

const asAwsError = (thrown: unknown): AwsError => {
  if (thrown instanceof AnswerLost) throw thrown;
  return thrown instanceof AwsError
    ? thrown
    : new AwsError('InternalFailure', 'The sandbox itself failed.', 500);
};

function inputOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new AwsError('SerializationException', 'The request is not readable.');
}

/** One AWS over HTTP: every service at one address, told apart by how it is spoken to. */
export class Aws {
  constructor(private readonly world: World) {}

  /** Counts a call, lets befall it what was planned, and says who makes it. */
  private async enter(
    request: IncomingMessage,
    action: string,
    resource: string,
    dialect: Dialect,
  ): Promise<Caller> {
    this.world.calls.set(action, (this.world.calls.get(action) ?? 0) + 1);
    await this.world.faults.befall(action, resource, dialect);
    return callerOf(request.headers, this.world, dialect);
  }

  /** @throws AnswerLost if that was planned */
  private arrive(action: string, resource: string): void {
    if (this.world.faults.losesAnswer(action, resource)) throw new AnswerLost();
  }

  async query(request: IncomingMessage, body: string): Promise<readonly [number, string]> {
    const parameters = parametersOf(body);
    const name = parameters.get('Action') ?? '';
    const operation = QUERY_OPERATIONS.get(name);
    const isOfStacks = parameters.get('Version') === '2010-05-15';
    const namespace = operation?.namespace ?? (isOfStacks ? CLOUDFORMATION : STS);
    try {
      if (!operation) throw new AwsError('InvalidAction', 'There is no such action here.');
      const resource = parameters.get(operation.about) ?? '';
      const { action, dialect = QUERY_DIALECT } = operation;
      const caller = await this.enter(request, action, resource, dialect);
      const answer = operation.run(this.world, caller, parameters);
      this.arrive(action, resource);
      const asXml = namespace === EC2 ? ec2AnswerXml : answerXml;
      return [200, asXml(name, namespace, answer)];
    } catch (thrown) {
      const error = asAwsError(thrown);
      return [error.status, namespace === EC2 ? ec2ErrorXml(error) : errorXml(error, namespace)];
    }
  }

  /** @returns an object, or status and text of a refusal */
  async object(
    request: IncomingMessage,
    arn: string,
  ): Promise<ObjectAnswer | readonly [number, string]> {
    try {
      const caller = await this.enter(request, 's3:GetObject', arn, S3_DIALECT);
      return getObject(this.world, caller, arn, request.headers['if-none-match']);
    } catch (thrown) {
      const error = asAwsError(thrown);
      return [error.status, bareErrorXml(error)];
    }
  }

  /** Lambda, which has paths for actions. */
  async rest(request: IncomingMessage): Promise<readonly [number, string, string?]> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
    try {
      const operation = LAMBDA_OPERATIONS.get(pathname.replace(/\/$/, ''));
      if (!operation || request.method !== 'GET')
        throw new AwsError('UnknownOperationException', 'There is no such action here.', 404);
      const { action, run } = operation;
      const caller = await this.enter(request, action, '', JSON_DIALECT);
      const answer = run(this.world, caller, searchParams);
      this.arrive(action, '');
      return [200, JSON.stringify(answer)];
    } catch (thrown) {
      const { code, message, status } = asAwsError(thrown);
      return [status, JSON.stringify({ Message: message }), code];
    }
  }

  /** @param target `secretsmanager.GetSecretValue` */
  async json(
    request: IncomingMessage,
    target: string,
    body: string,
  ): Promise<readonly [number, string]> {
    try {
      const [prefix = '', name = ''] = target.split('.');
      const service = JSON_SERVICES.get(prefix);
      const run = service?.runs.get(name);
      if (!run) throw new AwsError('UnknownOperationException', 'There is no such action here.');
      const input = inputOf(body);
      const about = input[service?.about ?? ''];
      const resource = typeof about === 'string' ? about : '';
      const action = `${service?.name}:${name}`;
      const caller = await this.enter(request, action, resource, JSON_DIALECT);
      const answer = run(this.world, caller, input);
      this.arrive(action, resource);
      return [200, JSON.stringify(answer)];
    } catch (thrown) {
      const { code, message, status } = asAwsError(thrown);
      return [status, JSON.stringify({ __type: code, message })];
    }
  }
}
