import type { IncomingMessage } from 'node:http';
import { AwsError, type Dialect, JSON_DIALECT, QUERY_DIALECT, S3_DIALECT } from './aws-error.js';
import { type Caller, callerOf } from './caller.js';
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

export const TARGET = 'secretsmanager.';

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
]);

const JSON_OPERATIONS = new Map([
  ['GetSecretValue', getSecretValue],
  ['DescribeSecret', describeSecret],
]);

const asAwsError = (thrown: unknown): AwsError =>
  thrown instanceof AwsError
    ? thrown
    : new AwsError('InternalFailure', 'The sandbox itself failed.', 500);

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

  async query(request: IncomingMessage, body: string): Promise<readonly [number, string]> {
    const parameters = parametersOf(body);
    const name = parameters.get('Action') ?? '';
    const operation = QUERY_OPERATIONS.get(name);
    const namespace = operation?.namespace ?? STS;
    try {
      if (!operation) throw new AwsError('InvalidAction', 'There is no such action here.');
      const resource = parameters.get(operation.about) ?? '';
      const caller = await this.enter(request, operation.action, resource, QUERY_DIALECT);
      return [200, answerXml(name, namespace, operation.run(this.world, caller, parameters))];
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

  async json(
    request: IncomingMessage,
    target: string,
    body: string,
  ): Promise<readonly [number, string]> {
    try {
      const run = JSON_OPERATIONS.get(target);
      if (!run) throw new AwsError('UnknownOperationException', 'There is no such action here.');
      const input = inputOf(body);
      const resource = typeof input['SecretId'] === 'string' ? input['SecretId'] : '';
      const caller = await this.enter(
        request,
        `${TARGET.slice(0, -1)}:${target}`,
        resource,
        JSON_DIALECT,
      );
      return [200, JSON.stringify(run(this.world, caller, input))];
    } catch (thrown) {
      const { code, message, status } = asAwsError(thrown);
      return [status, JSON.stringify({ __type: code, message })];
    }
  }
}
