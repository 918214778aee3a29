import { onEach } from '../on-each.js';
import type { PlatformClient } from '../platform-client.js';
import { COMPLETED, type Expected, faultOf } from './injected-faults.js';
import { REGION, RELEASE, TEMPLATES, VERSION } from './stack-templates.js';

const FIRST_ACCOUNT = 700000000000;
/** One of so many reads is throttled. */
const THROTTLED_EVERY = 20;
const READS = [
  'cloudformation:DescribeStacks',
  'cloudformation:DescribeStackEvents',
  'cloudformation:ListStackResources',
  'cloudformation:GetTemplate',
  'codebuild:BatchGetBuilds',
  'codebuild:ListBuildsForProject',
];
const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const BY_CLOUDFORMATION = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'cloudformation.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
});

export interface DeployedAccount {
  readonly id: string;
  readonly account: string;
  readonly expected: Expected;
}

interface Inspection {
  readonly trustPolicy: string;
  readonly permissionPolicy: string;
  readonly deployerPermissionPolicy: string;
}

/** Many accounts to deploy into, by REST, and the world around them. */
export class DeployedAccounts {
  private constructor(
    private readonly platform: PlatformClient,
    private readonly approver: PlatformClient,
  ) {}

  /** @param factor how much faster than in AWS stacks are made */
  static async prepare(platform: PlatformClient, factor: number): Promise<DeployedAccounts> {
    for (const object of TEMPLATES) await platform.order('object', object);
    await platform.order('timeCompression', { factor });
    for (const action of READS)
      await platform.order('fault', { action, kind: 'throttled', every: THROTTLED_EVERY });
    await platform.call('PUT', `/releases/${VERSION}`, RELEASE);
    const { value } = await platform.call<{ value: string }>('POST', '/api-tokens', {
      name: 'approver',
      permissions: ['AccountRead', 'AccountApprove', 'DeploymentRead', 'DeploymentApprove'],
    });
    return new DeployedAccounts(platform, platform.as(value));
  }

  /** Accounts that were approved, with all roles, and what goes wrong in them. */
  async accounts(count: number): Promise<readonly DeployedAccount[]> {
    const made: DeployedAccount[] = [];
    await onEach([...Array(count).keys()], async (index) => {
      const account = String(FIRST_ACCOUNT + index);
      const id = await this.account(account);
      const injected = faultOf(index, account);
      if (injected) await this.platform.order(injected.order, injected.body);
      made.push({ id, account, expected: injected?.expected ?? COMPLETED });
    });
    return made;
  }

  /** Asks for all, and lets somebody else approve all: only then does anything happen. */
  async deploy(accounts: readonly DeployedAccount[]): Promise<void> {
    await onEach(accounts, ({ id: accountId }) =>
      this.platform.call('POST', '/deployments', {
        accountId,
        stackName: 'panther-bench',
        target: VERSION,
        parameters: { Secret: `of ${accountId}` },
      }),
    );
    await onEach(accounts, ({ id }) =>
      this.approver.call('POST', `/deployments/${id}/1/approve`, { hop: 0 }),
    );
  }

  private async account(account: string): Promise<string> {
    const roleOf = (name: string) => `arn:aws:iam::${account}:role/${name}`;
    const inspectionRole = roleOf('margay-inspection');
    const deployerRole = roleOf('margay-deployer');
    const { id } = await this.platform.call<{ id: string }>('POST', '/accounts', {
      account,
      region: REGION,
      deployedBy: 'deployment_role',
      snowflake: 'vendor',
      inspectionRole,
      deployerRole,
    });
    await this.approver.call('POST', `/accounts/${id}/approve`, {});
    const { trustPolicy, ...inspection } = await this.platform.call<Inspection>(
      'GET',
      `/accounts/${id}/inspection`,
    );
    const roles = [
      [inspectionRole, trustPolicy, inspection.permissionPolicy],
      [deployerRole, trustPolicy, inspection.deployerPermissionPolicy],
      [roleOf('PantherDeploymentRole'), BY_CLOUDFORMATION, EVERYTHING],
    ] as const;
    for (const [arn, trust, permissions] of roles)
      await this.platform.order('role', {
        arn,
        trustPolicy: trust,
        permissionPolicies: [permissions],
      });
    return id;
  }
}
