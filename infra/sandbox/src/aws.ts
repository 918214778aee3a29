import type { IncomingMessage } from 'node:http';
import { AwsError, type Dialect, JSON_DIALECT, QUERY_DIALECT, S3_DIALECT } from './aws-error.js';
import { type Caller, callerOf } from './caller.js';
import { CLOUDFORMATION, CLOUDFORMATION_OPERATIONS } from './cloudformation/cloudformation.js';
import { CODEBUILD_OPERATIONS } from './codebuild/codebuild.js';
import { simulatePrincipalPolicy } from './iam.js';
import {
  answerXml,
  bareErrorXml,
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
  readonly run: (world: World, caller: Caller, parameters: QueryParameters) => object;
}

const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';

const QUERY_OPERATIONS: ReadonlyMap<string, QueryOperation> = new Map([
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
      const caller = await this.enter(request, operation.action, resource, QUERY_DIALECT);
      const answer = operation.run(this.world, caller, parameters);
      this.arrive(operation.action, resource);
      return [200, answerXml(name, namespace, answer)];
    } catch (thrown) {
      const error = asAwsError(thrown);
      return [error.status, errorXml(error, namespace)];
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
