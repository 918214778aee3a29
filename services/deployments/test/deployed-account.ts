import { type Deployment, DeploymentsApi, ReleasesApi } from '@margay/contracts';
import type { BusClient, Client } from '@margay/messaging';
import { eventually, type TestSandbox } from '@margay/testing';
import { ann, bob, EVERYTHING, InspectedAccount, REGION } from './inspected-account.js';

const BUCKET = 'templates-of-deployments';
const urlOf = (name: string) => `https://${BUCKET}.s3.${REGION}.amazonaws.com/${name}.yml`;
const topic = (version: string) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { DisplayName: version },
});
/** @param tagged what the stack says that it is of */
const nested = (name: string, tagged: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: urlOf(name), Tags: [{ Key: 'PantherVersion', Value: tagged }] },
});

/** Three levels, `Core.Data.Key`, and what is built at the end. */
const templates = (
  version: string,
  more: object = {},
  tagged = version,
): Readonly<Record<string, object>> => ({
  [`root-${version}`]: {
    Mappings: { Constants: { Panther: { Version: version } } },
    Parameters: {
      VpcID: { Type: 'String', Default: '' },
      Secret: { Type: 'String', NoEcho: true },
      FirstUserEmail: { Type: 'String', Default: '' },
    },
    Outputs: { Topic: { Value: { Ref: 'Own' } } },
    Resources: {
      Core: nested(`core-${version}`, version),
      Own: topic(version),
      Build: { Type: 'AWS::CodeBuild::Project', Properties: { Name: 'panther-pulumi' } },
      ...more,
    },
  },
  [`core-${version}`]: {
    Resources: { Data: nested(`data-${version}`, tagged), Topic: topic(version) },
  },
  [`data-${version}`]: { Resources: { Key: topic(version), Ready: topic(version) } },
});

/** Told by a value that no log, event or answer may have. */
export const SECRET = 'canary-of-a-deployment';

/** What is called once, however often it is asked for. */
const CHANGES = [
  'CreateStack',
  'UpdateStack',
  'CreateChangeSet',
  'ExecuteChangeSet',
  'StartBuild',
  'DeleteStack',
  'RollbackStack',
  'ContinueUpdateRollback',
];

export interface CountedCall {
  readonly action: string;
  readonly account: string;
  readonly token: string;
  readonly requests: number;
  readonly begun: number;
}

/** Somebody whose account is deployed into. */
export class DeployedAccount {
  readonly customer: InspectedAccount;
  readonly deployments: Client<typeof DeploymentsApi>;
  private readonly releases: Client<typeof ReleasesApi>;

  constructor(
    readonly aws: TestSandbox,
    client: BusClient,
  ) {
    this.customer = new InspectedAccount(aws, client);
    this.deployments = client.of(DeploymentsApi);
    this.releases = client.of(ReleasesApi);
  }

  async prepare(factor?: number): Promise<void> {
    await this.customer.prepare();
    await this.pace(factor);
  }

  /** @param factor how much faster than in AWS everything goes from now on */
  async pace(factor = 5_000): Promise<void> {
    await this.aws.order('timeCompression', { factor });
  }

  /** @param tagged what the stack at the bottom says that it is of */
  async release(version: string, more: object = {}, tagged = version): Promise<void> {
    const documents = templates(version, more, tagged);
    for (const [name, document] of Object.entries(documents))
      await this.aws.order('object', {
        arn: `arn:aws:s3:::${BUCKET}/${name}.yml`,
        text: JSON.stringify(document),
      });
    await this.releases.registerRelease(
      {
        version,
        channel: 'stable',
        templateUrls: { [REGION]: urlOf(`root-${version}`) },
        template: JSON.stringify(documents[`root-${version}`]),
      },
      ann(),
    );
  }

  /** An approved account with a role to deploy through. */
  async account(): Promise<string> {
    const id = await this.customer.account({ organizationRole: '' });
    const deployerRole = `arn:aws:iam::${this.customer.numberOf(id)}:role/margay-deployer`;
    const { trustPolicy, deployerPermissionPolicy } = await this.customer.preflights.getInspection(
      { accountId: id },
      ann(),
    );
    await this.aws.order('role', {
      arn: deployerRole,
      trustPolicy,
      permissionPolicies: [deployerPermissionPolicy],
    });
    await this.customer.deploymentRole(id, EVERYTHING);
    const facts = {
      deployedBy: 'deployment_role',
      snowflake: 'vendor',
      inspectionRole: `arn:aws:iam::${this.customer.numberOf(id)}:role/margay-inspection`,
      deployerRole,
    };
    await this.customer.accounts.describeAccount({ id, facts }, ann());
    return id;
  }

  async request(accountId: string, more: object = {}): Promise<number> {
    const parameters = { Secret: SECRET };
    const asked = { accountId, stackName: 'panther-prod', target: '3.1.0', parameters, ...more };
    const { deployment } = await this.deployments.requestDeployment(asked, ann());
    return deployment?.run ?? 0;
  }

  async get(accountId: string, run: number): Promise<Deployment> {
    const { deployment } = await this.deployments.getDeployment({ accountId, run }, ann());
    if (!deployment) throw new Error('An answer without its deployment.');
    return deployment;
  }

  until(what: string, accountId: string, run: number, is: (deployment: Deployment) => boolean) {
    return eventually(
      what,
      async () => {
        const deployment = await this.get(accountId, run).catch(() => undefined);
        return deployment && is(deployment) && deployment;
      },
      30_000,
    );
  }

  async approve(accountId: string, run: number, by = bob): Promise<void> {
    const waiting = await this.until('it waits for an approval', accountId, run, (deployment) => {
      if (deployment.status !== 'running') throw new Error(deployment.cause?.message);
      return deployment.waitsFor === 'approval';
    });
    const { hop, changeSet } = waiting;
    const asked = { accountId, run, hop, changeSet: changeSet?.attempt ?? 0 };
    await this.deployments.approveDeployment(asked, by());
  }

  /** Asked for, approved and failed at something, three levels down unless it is said. */
  async failed(accountId: string, asked: object = {}, fault: object = {}): Promise<number> {
    const account = this.customer.numberOf(accountId);
    const resource = 'Core.Data.Key';
    const detail = 'sns:CreateTopic';
    await this.aws.order('stackFault', { account, resource, kind: 'scp_denial', detail, ...fault });
    const run = await this.request(accountId, asked);
    await this.approve(accountId, run);
    const { status } = await this.ended(accountId, run);
    if (status !== 'failed') throw new Error(`It is ${status}.`);
    return run;
  }

  async recover(accountId: string, run: number, action: string, ...resources: string[]) {
    const asked = { accountId, run, action, resources, reason: 'A test.' };
    const { deployment } = await this.deployments.recoverDeployment(asked, ann());
    return deployment;
  }

  ended(accountId: string, run: number): Promise<Deployment> {
    return this.until('it ends', accountId, run, ({ status }) => status !== 'running');
  }

  /** Every call that changed something in an account, with how often it was asked for and how often it began. */
  async calls(accountId: string): Promise<readonly CountedCall[]> {
    const { calls } = (await this.aws.order('stackCalls')) as { calls: readonly CountedCall[] };
    const account = this.customer.numberOf(accountId);
    return calls.filter((call) => call.account === account && CHANGES.includes(call.action));
  }
}
