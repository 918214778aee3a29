import { JSON_DIALECT } from '../aws-error.js';
import { assertPermitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';
import { listed } from './listed.js';

const FUNCTIONS_PER_PAGE = 50;

export interface LambdaOperation {
  readonly action: string;
  readonly run: (world: World, caller: Caller, query: URLSearchParams) => object;
}

function getAccountSettings(world: World, caller: Caller): object {
  const { lambda, functions } = world.accountStates.of(caller);
  return {
    AccountLimit: {
      ConcurrentExecutions: lambda.concurrency,
      UnreservedConcurrentExecutions: lambda.unreserved,
    },
    AccountUsage: { FunctionCount: functions.length },
  };
}

function listFunctions(world: World, caller: Caller, query: URLSearchParams): object {
  const { account, region } = caller;
  const functions = world.accountStates.of(caller).functions.map((name) => ({
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:${region}:${account}:function:${name}`,
  }));
  const names = { items: 'Functions', token: 'Marker', next: 'NextMarker' };
  return listed(names, functions, { Marker: query.get('Marker') }, FUNCTIONS_PER_PAGE);
}

const guarded = (action: string, run: LambdaOperation['run']): LambdaOperation => ({
  action,
  run: (world, caller, query) => {
    assertPermitted(world, caller, JSON_DIALECT, { action });
    return run(world, caller, query);
  },
});

/** By path: Lambda is spoken to in REST. */
export const LAMBDA_OPERATIONS: ReadonlyMap<string, LambdaOperation> = new Map([
  ['/2016-08-19/account-settings', guarded('lambda:GetAccountSettings', getAccountSettings)],
  ['/2015-03-31/functions', guarded('lambda:ListFunctions', listFunctions)],
]);
