import { EC2_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';
import type { AccountState } from './account-states.js';

export const EC2 = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** As many as there are, with ids of their own. */
const numbered = (prefix: string, count: number, idName: string) =>
  Array.from({ length: count }, (_, index) => ({
    [idName]: `${prefix}-${String(index + 1).padStart(17, '0')}`,
  }));

const ANSWERS: Readonly<Record<string, (state: AccountState) => object>> = {
  DescribeVpcs: ({ vpcs }) => ({ vpcSet: numbered('vpc', vpcs, 'vpcId') }),
  DescribeInternetGateways: ({ internetGateways }) => ({
    internetGatewaySet: numbered('igw', internetGateways, 'internetGatewayId'),
  }),
  DescribeAddresses: ({ addresses }) => ({
    addressesSet: numbered('eipalloc', addresses, 'allocationId'),
  }),
};

/** What is there, without pages: there are never many. */
export const EC2_OPERATIONS = Object.entries(ANSWERS).map(([name, answer]) => {
  const action = `ec2:${name}`;
  const run = (world: World, caller: Caller): object => {
    assertPermitted(world, caller, EC2_DIALECT, { action });
    return answer(world.accountStates.of(caller));
  };
  return [name, { action, namespace: EC2, about: '', dialect: EC2_DIALECT, run }] as const;
});
