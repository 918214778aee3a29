import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PreflightSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const ID = '444455556666-us-east-1';
const result = {
  outcome: 'fail',
  message: '1 resources.',
  evidence: { 'load balancer': 'web' },
  documentation: 'https://example.com/',
};
const subject = { version: '1.34.18', stackName: 'panther-prod', phase: 'first' };
const preflight = create(PreflightSchema, {
  accountId: ID,
  run: 3,
  status: 'failed',
  subject: { ...subject, reservations: { XReservedConcurrency: '40' } },
  results: [{ id: 'leftovers', ...result }],
  waivers: [
    {
      check: 'leftovers',
      reason: 'ours',
      waivedAt: { seconds: 1_750_000_000n },
      waivedBy: { type: 2, id: 'bob' },
    },
  ],
  blocking: ['stack_name'],
  unsettled: ['permissions'],
  open: [],
  revision: 12,
  startedAt: { seconds: 1_750_000_000n },
  startedBy: { type: 2, id: 'ann' },
  endedAt: { seconds: 1_750_000_001n },
});
const published = {
  accountId: ID,
  run: 3,
  status: 'failed',
  ...subject,
  results: [{ check: 'leftovers', ...result, unseen: false }],
  waivers: [
    {
      check: 'leftovers',
      reason: 'ours',
      waivedAt: '2025-06-15T15:06:40.000Z',
      waivedBy: { id: 'bob', type: 'api-token' },
    },
  ],
  blocking: ['stack_name'],
  unsettled: ['permissions'],
  open: [],
  startedAt: '2025-06-15T15:06:40.000Z',
  startedBy: { id: 'ann', type: 'api-token' },
  endedAt: '2025-06-15T15:06:41.000Z',
};
const inspection = {
  externalId: 'margay-1',
  principal: 'arn:aws:iam::111122223333:role/x',
  trustPolicy: '{}',
  permissionPolicy: '{}',
  organizationPermissionPolicy: '{}',
  template: 'a: b',
  organizationTemplate: 'a: b',
  deployerPermissionPolicy: '{}',
  deployerTemplate: 'a: b',
};
const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const APPROVE = 'DeploymentApprove';
const start = { version: '1.34.18', stackName: 'panther-prod' };
const waive = { check: 'leftovers', reason: 'ours' };

describe('the doors of preflights', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  /** What is found when somebody looks, one after the other; the last stays. */
  let states = [preflight];
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: () => unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer());
  };
  const next = () => ({ preflight: states.length > 1 ? states.shift() : states[0] });

  beforeAll(async () => {
    doors = await openDoors({
      preflights: {
        startPreflight: answering(() => ({ preflight })),
        getPreflight: answering(next),
        listPreflights: answering(() => ({ preflights: [preflight], next: 'abc' })),
        waivePreflightCheck: answering(() => ({ preflight })),
        getInspection: answering(() => inspection),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    states = [preflight];
    asked.length = 0;
  });

  const send = (method: string, path: string, key: string, body?: object) =>
    fetch(`${url}/accounts/${ID}${path}`, {
      method,
      headers: {
        'X-API-Key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call = async (method: string, path: string, permissions: string[], body?: object) => {
    const response = await send(method, path, doors.key(permissions), body);
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: () => JSON.parse(text) as Record<string, unknown>,
    };
  };

  it.each([
    ['GET', '/inspection', 'AccountRead', undefined],
    ['POST', '/preflights', MODIFY, start],
    ['GET', '/preflights', READ, undefined],
    ['GET', '/preflights/3', READ, undefined],
    ['GET', '/preflights/3/stream', READ, undefined],
    ['POST', '/preflights/3/waivers', APPROVE, waive],
  ])('%s %s needs %s', async (method, path, permission, body) => {
    const others = ['AccountRead', READ, MODIFY, APPROVE].filter((each) => each !== permission);
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, [permission], body)).status).toBe(200);
  });

  it('answer a preflight as it is published', async () => {
    expect((await call('GET', '/preflights/3', [READ])).json()).toEqual(published);
    expect((await call('GET', '/preflights?limit=1', [READ])).json()).toEqual({
      results: [published],
      next: 'abc',
    });
    expect(asked).toEqual([
      { accountId: ID, run: 3 },
      { accountId: ID, limit: 1, cursor: '' },
    ]);
  });

  it('answer what makes the roles', async () =>
    expect((await call('GET', '/inspection', ['AccountRead'])).json()).toEqual(inspection));

  it('hand on what is asked for, and tell the audit log of no parameter', async () => {
    const parameters = { Secret: 'hush-9e07' };
    await call('POST', '/preflights', [MODIFY], { ...start, parameters });
    expect(asked).toEqual([{ accountId: ID, ...start, phase: 'first', principal: '', parameters }]);
    failure = new ServiceError('conflict', 'One runs there.');
    expect((await call('POST', '/preflights', [MODIFY], { ...start, parameters })).status).toBe(
      409,
    );
    expect(JSON.stringify(doors.attempts)).not.toContain('hush-9e07');
  });

  it('hand on what is waived, and why', async () => {
    await call('POST', '/preflights/3/waivers', [APPROVE], waive);
    expect(asked).toEqual([{ accountId: ID, run: 3, ...waive }]);
  });

  it.each(['0', 'x', '1e3', '-1', '1234567890'])('know no preflight %s', async (run) => {
    expect((await call('GET', `/preflights/${run}`, [READ])).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it.each([
    ['/preflights', { stackName: 'x' }, 'version'],
    ['/preflights', { ...start, phase: 'later' }, 'phase'],
    ['/preflights', { ...start, parameters: { A: 1 } }, 'parameters.A'],
    ['/preflights', { ...start, more: 1 }, 'more'],
    ['/preflights/3/waivers', { check: 'leftovers' }, 'reason'],
  ])('answer 400 to %s %j', async (path, body, field) => {
    const { status, json } = await call('POST', path, [MODIFY, APPROVE], body);
    expect(status).toBe(400);
    expect(json()['errors']).toMatchObject([{ path: field }]);
  });

  describe('that follow one', () => {
    const revision = (number: number, status = 'running') =>
      create(PreflightSchema, { ...preflight, status, revision: number });
    const shown = (text: string) =>
      [...text.matchAll(/^id: (\d+)\nevent: preflight\ndata: (.*)$/gm)].map(([, id, data = '']) => [
        Number(id),
        (JSON.parse(data) as { status: string }).status,
      ]);

    it('show it at once, whenever it went on, and last at its end', async () => {
      states = [revision(1), revision(1), revision(4), revision(4), revision(12, 'failed')];
      expect(shown((await call('GET', '/preflights/3/stream', [READ])).text)).toEqual([
        [1, 'running'],
        [4, 'running'],
        [12, 'failed'],
      ]);
    });

    it('end at once with one that is over', async () =>
      expect(shown((await call('GET', '/preflights/3/stream', [READ])).text)).toEqual([
        [12, 'failed'],
      ]));

    it('refuse what is not there', async () => {
      failure = new ServiceError('not_found', 'No.');
      expect((await call('GET', '/preflights/3/stream', [READ])).status).toBe(404);
    });
  });
});
