import { randomInt } from 'node:crypto';
import { orderSandbox } from '../sandbox.js';
import type { People } from './deployments.js';

const REGION = 'us-east-1';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
const BY_CLOUDFORMATION = policy({
  Effect: 'Allow',
  Principal: { Service: 'cloudformation.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

interface Inspection {
  readonly trustPolicy: string;
  readonly permissionPolicy: string;
  readonly deployerPermissionPolicy: string;
}

export interface DemoAccount {
  readonly id: string;
  readonly number: string;
  readonly region: string;
}

/** An account of the sandbox with the roles that its templates make, asked for by one and approved by another. */
export async function openAccount(
  { asking, approving }: People,
  sandboxUrl: string,
): Promise<DemoAccount> {
  const number = `4444${randomInt(10_000_000, 99_999_999)}`;
  const arnOf = (role: string) => `arn:aws:iam::${number}:role/${role}`;
  const { id } = await asking.call<{ id: string }>('POST', '/accounts', {
    account: number,
    region: REGION,
    deployedBy: 'deployment_role',
    snowflake: 'vendor',
    inspectionRole: arnOf('margay-inspection'),
    deployerRole: arnOf('margay-deployer'),
  });
  await approving[0].call('POST', `/accounts/${id}/approve`, {});
  const { trustPolicy, permissionPolicy, deployerPermissionPolicy } = await asking.call<Inspection>(
    'GET',
    `/accounts/${id}/inspection`,
  );
  const make = (role: string, trust: string, permissions: string) =>
    orderSandbox(sandboxUrl, 'role', {
      arn: arnOf(role),
      trustPolicy: trust,
      permissionPolicies: [permissions],
    });
  await make('margay-inspection', trustPolicy, permissionPolicy);
  await make('margay-deployer', trustPolicy, deployerPermissionPolicy);
  await make('PantherDeploymentRole', BY_CLOUDFORMATION, EVERYTHING);
  await orderSandbox(sandboxUrl, 'organization', { account: number, levels: [[EVERYTHING]] });
  return { id, number, region: REGION };
}
