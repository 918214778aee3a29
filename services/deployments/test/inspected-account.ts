import type { AccountsApi, Preflight, PreflightsApi, ReleasesApi } from '@margay/contracts';
import type { BusClient, Client } from '@margay/messaging';
import { eventually, type TestSandbox } from '@margay/testing';
import {
  AccountsApi as Accounts,
  PreflightsApi as Preflights,
  ReleasesApi as Releases,
} from '@margay/contracts';
import { callerOf, INSPECTOR } from './serving.js';

export const REGION = 'us-east-1';
export const VERSION = '3.0.0';
const MANAGEMENT = '999900009999';

export const ann = callerOf('ann');
export const bob = callerOf('bob');

export const policy = (...Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
/** What the role template of the release allows. */
const NEEDED = ['s3:*', 'ec2:*', 'kms:*', 'lambda:*', 'dynamodb:*', 'ecs:*', 'sqs:*', 'sns:*'];
const DEPLOYMENT = policy(
  { Effect: 'Allow', Action: NEEDED, Resource: '*' },
  {
    Effect: 'Allow',
    Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
    Resource: 'arn:aws:iam::*:role/panther-*',
  },
);
const roleTemplate = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement: { Effect: Allow, Action: ${JSON.stringify([...NEEDED, 'iam:CreateRole'])}, Resource: '*' }`;
const template = `
Mappings: { Constants: { Panther: { Version: v${VERSION} } } }
Parameters:
  VpcID: { Type: String, Default: '' }
  Secret: { Type: String, NoEcho: true }
  ReplayAPIReservedConcurrency: { Type: Number, Default: 40 }
  MessageForwarderReservedConcurrency: { Type: Number, Default: 90 }
Resources:
  Core: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: core.yml } }`;

export type Results = Readonly<Record<string, string>>;
export const outcomes = ({ results }: Preflight): Results =>
  Object.fromEntries(results.map(({ id, outcome }) => [id, outcome]));

/** Somebody whose account is looked into: what they order of AWS, and what they ask of us. */
export class InspectedAccount {
  private made = 555500000000;
  readonly accounts: Client<typeof AccountsApi>;
  readonly preflights: Client<typeof PreflightsApi>;
  private readonly releases: Client<typeof ReleasesApi>;

  constructor(
    readonly aws: TestSandbox,
    client: BusClient,
  ) {
    this.accounts = client.of(Accounts);
    this.preflights = client.of(Preflights);
    this.releases = client.of(Releases);
  }

  /** A sandbox in which we are the inspector, and a release that was read. */
  async prepare(): Promise<void> {
    await this.aws.order('accessKey', { accessKeyId: 'INSPECTOR', roleArn: INSPECTOR });
    await this.releases.registerRelease(
      { version: VERSION, channel: 'stable', template, roleTemplate },
      ann(),
    );
  }

  /** An approved account with nothing in the way, and its roles as they are proposed to be. */
  async account(facts: object = {}, { approve = true } = {}): Promise<string> {
    const account = String(++this.made);
    const inspectionRole = `arn:aws:iam::${account}:role/margay-inspection`;
    const organizationRole = `arn:aws:iam::${MANAGEMENT}:role/margay-${account}`;
    const given = {
      deployedBy: 'deployment_role',
      snowflake: 'vendor',
      customDomain: '',
      inspectionRole,
      organizationRole,
      ...facts,
    };
    const asked = { account, region: REGION, facts: given, comment: '' };
    const { account: requested } = await this.accounts.requestAccount(asked, ann());
    const id = requested?.id ?? '';
    if (approve) await this.accounts.approveAccount({ id }, bob());
    const { trustPolicy, permissionPolicy, organizationPermissionPolicy } =
      await this.preflights.getInspection({ accountId: id }, ann());
    await this.aws.order('role', {
      arn: inspectionRole,
      trustPolicy,
      permissionPolicies: [permissionPolicy],
    });
    await this.aws.order('role', {
      arn: organizationRole,
      trustPolicy,
      permissionPolicies: [organizationPermissionPolicy],
    });
    await this.deploymentRole(id);
    await this.organization(id);
    return id;
  }

  numberOf = (id: string): string => id.slice(0, 12);

  async deploymentRole(id: string, ...documents: string[]): Promise<void> {
    const account = this.numberOf(id);
    const [first = DEPLOYMENT, ...rest] = documents;
    const closed = policy({
      Effect: 'Allow',
      Principal: { Service: 'cloudformation.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    await this.aws.order('role', {
      arn: `arn:aws:iam::${account}:role/PantherDeploymentRole`,
      trustPolicy: closed,
      permissionPolicies: rest,
      managedPolicies: [{ arn: `arn:aws:iam::${account}:policy/deploy`, document: first }],
    });
  }

  /** @param guard what the unit of the account denies */
  async organization(id: string, ...guard: string[]): Promise<void> {
    const levels = [[EVERYTHING], [EVERYTHING, ...guard], [EVERYTHING]];
    await this.aws.order('organization', {
      account: this.numberOf(id),
      levels,
      management: MANAGEMENT,
    });
  }

  async state(id: string, state: object): Promise<void> {
    await this.aws.order('accountState', { account: this.numberOf(id), region: REGION, ...state });
  }

  async start(accountId: string, more: object = {}): Promise<number> {
    const asked = {
      accountId,
      version: VERSION,
      stackName: 'panther-prod',
      phase: 'first',
      ...more,
    };
    const { preflight } = await this.preflights.startPreflight(asked, ann());
    return preflight?.run ?? 0;
  }

  ended(accountId: string, run: number): Promise<Preflight> {
    return eventually('the preflight ends', async () => {
      const { preflight } = await this.preflights.getPreflight({ accountId, run }, ann());
      return preflight && preflight.status !== 'running' && preflight;
    });
  }

  async run(accountId: string, more: object = {}): Promise<Preflight> {
    return this.ended(accountId, await this.start(accountId, more));
  }
}
