import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const ID = '444455556666-us-east-1';
const facts = {
  deployedBy: 'administrator',
  snowflake: 'vendor',
  customDomain: '',
  inspectionRole: 'arn:aws:iam::444455556666:role/margay-inspection',
  organizationRole: '',
  deployerRole: 'arn:aws:iam::444455556666:role/margay-deployer',
} as const;
const account = create(AccountSchema, {
  id: ID,
  account: '444455556666',
  region: 'us-east-1',
  status: 'requested',
  facts,
  comment: 'the pilot',
  revision: 3,
  requestedAt: { seconds: 1_750_000_000n },
  requestedBy: { type: 2, id: 'maker' },
  updatedAt: { seconds: 1_750_000_000n },
});
const published = {
  id: ID,
  account: '444455556666',
  region: 'us-east-1',
  status: 'requested',
  ...facts,
  comment: 'the pilot',
  revision: 3,
  requestedAt: '2025-06-15T15:06:40.000Z',
  requestedBy: { id: 'maker', type: 'api-token' },
  updatedAt: '2025-06-15T15:06:40.000Z',
};
const READ = 'AccountRead';
const MODIFY = 'AccountModify';
const APPROVE = 'AccountApprove';
const write = { account: '444455556666', region: 'us-east-1', ...facts };
const why = { reason: 'because' };

describe('the doors of accounts', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer);
  };

  beforeAll(async () => {
    doors = await openDoors({
      accounts: {
        requestAccount: answering({ account }),
        getAccount: answering({ account }),
        listAccounts: answering({ accounts: [account], next: 'abc' }),
        listRegions: answering({ regions: ['us-east-1'] }),
        describeAccount: answering({ account }),
        approveAccount: answering({ account }),
        declineAccount: answering({ account }),
        withdrawAccount: answering({ account }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    asked.length = 0;
  });

  const call = async (
    method: string,
    path: string,
    permissions: string[],
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${url}/accounts${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const etag = response.headers.get('etag');
    return {
      status: response.status,
      etag,
      json: (await response.json()) as Record<string, unknown>,
    };
  };

  it.each([
    ['GET', '', READ, undefined],
    ['GET', '/regions', READ, undefined],
    ['GET', `/${ID}`, READ, undefined],
    ['POST', '', MODIFY, write],
    ['PUT', `/${ID}`, MODIFY, facts],
    ['POST', `/${ID}/approve`, APPROVE, {}],
    ['POST', `/${ID}/decline`, APPROVE, why],
    ['POST', `/${ID}/withdraw`, MODIFY, why],
  ])('%s /accounts%s needs %s', async (method, path, permission, body) => {
    const others = [READ, MODIFY, APPROVE].filter((each) => each !== permission);
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, [permission], body)).status).toBe(200);
  });

  it('answer an account with its ETag', async () => {
    const { etag, json } = await call('GET', `/${ID}`, [READ]);
    expect([etag, json]).toEqual(['"3"', published]);
  });

  it('list by status, account and region, in pages', async () => {
    const { json } = await call('GET', '?limit=1&status=approved&region=us-east-1', [READ]);
    expect(json).toEqual({ results: [published], next: 'abc' });
    expect(asked).toEqual([
      { limit: 1, cursor: '', status: 'approved', account: '', region: 'us-east-1' },
    ]);
  });

  it('hand on what is asked for', async () => {
    await call('POST', '', [MODIFY], { ...write, comment: 'the pilot' });
    expect(asked).toEqual([
      { account: write.account, region: write.region, facts, comment: 'the pilot' },
    ]);
  });

  it.each([
    ['PUT', '', facts],
    ['POST', '/approve', { expiresAt: '2026-12-01T00:00:00+01:00' }],
    ['POST', '/decline', why],
    ['POST', '/withdraw', why],
  ])('%s %s hand on the revision that was looked at', async (method, path, body) => {
    await call(method, `/${ID}${path}`, [MODIFY, APPROVE], body, { 'If-Match': '"3"' });
    expect(asked).toMatchObject([{ id: ID, expectedRevisions: [3] }]);
    failure = new ServiceError('precondition_failed', 'Changed.');
    expect((await call(method, `/${ID}${path}`, [MODIFY, APPROVE], body)).status).toBe(412);
  });

  it('hand on until when it is approved', async () => {
    await call('POST', `/${ID}/approve`, [APPROVE], { expiresAt: '2026-12-01T00:00:00+01:00' });
    expect(asked).toMatchObject([{ expiresAt: { seconds: 1_796_079_600n } }]);
  });

  it.each([
    ['POST', '', { ...write, account: '12' }, 'account'],
    ['POST', '', { ...write, deployedBy: 'me' }, 'deployedBy'],
    ['POST', '', { ...write, more: 1 }, 'more'],
    ['PUT', `/${ID}`, { deployedBy: 'administrator' }, 'snowflake'],
    ['POST', `/${ID}/approve`, { expiresAt: 'tomorrow' }, 'expiresAt'],
    ['POST', `/${ID}/decline`, {}, 'reason'],
    ['POST', `/${ID}/withdraw`, { reason: '' }, 'reason'],
  ])('answer 400 to %s %s %j', async (method, path, body, field) => {
    const { status, json } = await call(method, path, [MODIFY, APPROVE], body);
    expect(status).toBe(400);
    expect(json['errors']).toMatchObject([{ path: field }]);
  });

  it.each(['status=gone', 'account=12', 'colour=red'])('answer 400 to ?%s', async (query) => {
    expect((await call('GET', `?${query}`, [READ])).status).toBe(400);
  });

  it.each([
    ['not_found', 404],
    ['conflict', 409],
    ['forbidden', 403],
  ] as const)('answer %s as %s', async (code, status) => {
    failure = new ServiceError(code, 'No.');
    expect((await call('POST', `/${ID}/approve`, [APPROVE], {})).status).toBe(status);
  });
});
