import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CheckParametersResponseSchema,
  OverrideSchema,
  PlanUpgradeResponseSchema,
  ServiceError,
} from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const accountId = '444455556666-us-east-1';
const hop = {
  from: '1.23.5',
  to: '1.24.12',
  passedOver: [{ version: '1.24.13', reason: 'Closed.' }],
  templateUrl: 'https://example.com/a.yml',
  capabilities: ['CAPABILITY_NAMED_IAM'],
  roleUpdate: { to: '1.24.12', templateUrl: 'https://example.com/r.yml' },
  difference: {
    added: ['A'],
    removed: [],
    renamed: { Old: 'New' },
    defaultChanged: [{ name: 'B', before: '1' }],
  },
  tasks: [
    { note: 'n1', title: 'Gone', kind: 'automatic', edits: [{ parameter: 'C', before: 'x' }] },
    { note: 'n2', title: 'Say', kind: 'supply', parameters: ['D'] },
    {
      note: 'n3',
      title: 'Do',
      kind: 'manual',
      steps: [
        {
          id: 's',
          phase: 'after',
          text: 'Do it.',
          evidence: 'It.',
          document: 'api_alias_template',
        },
      ],
    },
  ],
  parameters: { A: '1' },
  missing: ['D'],
  pulumiBuild: true,
  risks: ['It is new.'],
};
const planned = create(PlanUpgradeResponseSchema, {
  outcome: 'planned',
  target: '1.24.12',
  hops: [hop, { ...hop, roleUpdate: { ...hop.roleUpdate, known: true, missingActions: ['a:B'] } }],
  apiAliasTemplate: 'Resources: {}',
});
const finding = { parameter: 'A', rule: 'number', message: 'It is no number.', fix: 'Digits.' };
const override = create(OverrideSchema, {
  id: 'o1',
  accountId,
  target: '1.34',
  reason: 'No 1.22.',
  status: 'approved',
  revision: 2,
  requestedBy: { type: 2, id: 'ann' },
  approvedBy: { type: 2, id: 'bob' },
});
const question = { accountId, current: '1.23.5', target: '1.24' };
const asking = { accountId, target: '1.34', reason: 'No 1.22.' };
const values = { version: '1.24.12', phase: 'first', values: { A: 'hush' } };

describe('the doors of plans', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  let plan = planned;
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: () => unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer());
  };

  beforeAll(async () => {
    doors = await openDoors({
      plans: {
        planUpgrade: answering(() => plan),
        checkParameters: answering(() =>
          create(CheckParametersResponseSchema, { checkedAgainst: 'guide', errors: [finding] }),
        ),
        requestOverride: answering(() => ({ override })),
        listOverrides: answering(() => ({ overrides: [override], next: 'abc' })),
        getOverride: answering(() => ({ override })),
        approveOverride: answering(() => ({ override })),
        withdrawOverride: answering(() => ({ override })),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    plan = planned;
    asked.length = 0;
  });

  const call = async (
    method: string,
    path: string,
    permissions: string[],
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${url}/deployments${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      json: (await response.json()) as Record<string, unknown>,
    };
  };

  it.each([
    ['POST', '/plan', READ, question],
    ['POST', '/check-parameters', READ, values],
    ['POST', '/overrides', MODIFY, asking],
    ['GET', '/overrides', READ, undefined],
    ['GET', '/overrides/o1', READ, undefined],
    ['POST', '/overrides/o1/approve', APPROVE, {}],
    ['POST', '/overrides/o1/withdraw', MODIFY, { reason: 'over' }],
  ])('%s /deployments%s needs %s', async (method, path, permission, body) => {
    const others = [READ, MODIFY, APPROVE].filter((each) => each !== permission);
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, [permission], body)).status).toBe(200);
  });

  it('answer a plan hop by hop, and tell what is not known from what is nothing', async () => {
    const { json } = await call('POST', '/plan', [READ], question);
    expect(json).toEqual({
      outcome: 'planned',
      target: '1.24.12',
      hops: [hop, { ...hop, roleUpdate: { ...hop.roleUpdate, missingActions: ['a:B'] } }],
      apiAliasTemplate: 'Resources: {}',
    });
  });

  it('answer why there is no plan', async () => {
    plan = create(PlanUpgradeResponseSchema, {
      outcome: 'refused',
      code: 'downgrade',
      message: 'Nothing leads back.',
    });
    expect((await call('POST', '/plan', [READ], question)).json).toEqual({
      outcome: 'refused',
      code: 'downgrade',
      message: 'Nothing leads back.',
      hops: [],
    });
  });

  it('hand on the whole question', async () => {
    const whole = {
      ...question,
      channel: 'candidate',
      roleVersion: '1.23.5',
      parameters: { A: '1' },
      overrideId: 'o1',
      asOf: '2022-05-02',
    };
    await call('POST', '/plan', [READ], whole);
    expect(asked).toEqual([whole]);
  });

  it('answer everything that is wrong with parameters', async () => {
    expect((await call('POST', '/check-parameters', [READ], values)).json).toEqual({
      checkedAgainst: 'guide',
      errors: [finding],
      warnings: [],
    });
    expect(asked).toEqual([{ ...values, installed: {}, accepted: [], asOf: '' }]);
  });

  it('tell the audit log of dry runs that failed, and never a value', async () => {
    const before = doors.attempts.length;
    await call('POST', '/plan', [READ], question);
    expect(doors.attempts.slice(before)).toEqual([]);
    failure = new ServiceError('not_found', 'There is no such account.');
    await call('POST', '/plan', [READ], { ...question, parameters: { A: 'hush' } });
    await call('POST', '/check-parameters', [READ], values);
    const told = doors.attempts.slice(before);
    expect(told).toMatchObject([
      { action: 'PLAN_UPGRADE', succeeded: false, params: question },
      { action: 'CHECK_PARAMETERS', succeeded: false },
    ]);
    expect(JSON.stringify(told)).not.toContain('hush');
  });

  it('answer an override with its ETag, and hand on the one that was looked at', async () => {
    const { etag, json } = await call(
      'POST',
      '/overrides/o1/approve',
      [APPROVE],
      {},
      {
        'If-Match': '"1"',
      },
    );
    expect(etag).toBe('"2"');
    expect(json).toEqual({
      id: 'o1',
      ...asking,
      status: 'approved',
      revision: 2,
      requestedBy: { id: 'ann', type: 'api-token' },
      approvedBy: { id: 'bob', type: 'api-token' },
    });
    expect(asked).toEqual([{ id: 'o1', comment: '', expectedRevisions: [1] }]);
  });

  it('list overrides by status and account, in pages', async () => {
    const { json } = await call('GET', `/overrides?status=approved&accountId=${accountId}`, [READ]);
    expect(json).toMatchObject({ results: [{ id: 'o1', status: 'approved' }], next: 'abc' });
    expect(asked).toEqual([{ limit: 50, cursor: '', status: 'approved', accountId }]);
    expect((await call('GET', '/overrides?status=gone', [READ])).status).toBe(400);
  });

  it.each([
    ['/plan', { accountId, target: '1.24' }, 'current'],
    ['/plan', { ...question, channel: 'beta' }, 'channel'],
    ['/plan', { ...question, parameters: { A: 1 } }, 'parameters.A'],
    ['/check-parameters', { ...values, phase: 'last' }, 'phase'],
    ['/overrides', { accountId, target: '1.34' }, 'reason'],
    ['/overrides/o1/withdraw', {}, 'reason'],
  ])('answer 400 to %s %j', async (path, body, field) => {
    const { status, json } = await call('POST', path, [READ, MODIFY], body);
    expect(status).toBe(400);
    expect(json['errors']).toMatchObject([{ path: field }]);
  });

  it.each([
    ['forbidden', 403],
    ['conflict', 409],
    ['precondition_failed', 412],
  ] as const)('answer %s as %s', async (code, status) => {
    failure = new ServiceError(code, 'No.');
    expect((await call('POST', '/overrides/o1/approve', [APPROVE], {})).status).toBe(status);
  });
});
