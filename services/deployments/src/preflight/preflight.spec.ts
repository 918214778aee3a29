import { describe, expect, it } from '@jest/globals';
import { GUIDE_PARAMETERS } from '../parameters/guide-parameters.js';
import { checkReservedConcurrency } from './reserved-concurrency.js';
import { checkStackName } from './stack-name.js';

describe('the name of the root stack', () => {
  it.each<[string, boolean, string]>([
    ['panther-prod', true, 'pass'],
    ['siem', false, 'pass'],
    ['siem', true, 'fail'],
    ['Panther-prod', true, 'fail'],
    ['panther', true, 'fail'],
    ['panther-prod_1', true, 'fail'],
    ['1panther', false, 'fail'],
    ['panther-prod\n', true, 'fail'],
    ['', false, 'fail'],
    ['panther-'.padEnd(33, 'x'), true, 'pass'],
    ['panther-'.padEnd(34, 'x'), true, 'warn'],
    ['panther-'.padEnd(128, 'x'), true, 'warn'],
    ['panther-'.padEnd(129, 'x'), true, 'fail'],
  ])('%j, by the deployment role: %j, is a %s', (name, byDeploymentRole, outcome) =>
    expect(checkStackName(name, byDeploymentRole)).toMatchObject({
      id: 'stack_name',
      outcome,
      evidence: { stackName: name },
      documentation: expect.stringMatching(/^https:/),
    }),
  );
});

describe('the reserved concurrency', () => {
  const defaults = Object.fromEntries(
    GUIDE_PARAMETERS.map(({ name, default: value = '' }) => [name, value]),
  );
  const account = (unreserved: number) => ({
    concurrency: unreserved,
    unreserved,
    leastUnreserved: 100,
  });

  it.each([
    [1_000, 'pass'],
    [230, 'pass'],
    [229, 'fail'],
    [50, 'fail'],
  ])('of the defaults, 130, in an account with %d left is a %s', (unreserved, outcome) =>
    expect(checkReservedConcurrency(defaults, account(unreserved))).toMatchObject({
      id: 'reserved_concurrency',
      outcome,
      evidence: { sum: '130', MessageForwarderReservedConcurrency: '50' },
    }),
  );

  it('is not looked at where it is switched off, or is no number', () => {
    const off = { ...defaults, EnableLambdaReservedConcurrency: 'false' };
    expect(checkReservedConcurrency(off, account(0)).outcome).toBe('skipped');
    const broken = { ...defaults, ReplayAPIReservedConcurrency: 'many' };
    expect(checkReservedConcurrency(broken, account(1_000)).outcome).toBe('skipped');
  });

  it('counts the switch itself for nothing', () => {
    const on = { ...defaults, EnableLambdaReservedConcurrency: 'true' };
    expect(checkReservedConcurrency(on, account(230)).evidence['sum']).toBe('130');
  });
});
