import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

interface AuditRecord {
  readonly actionName: string;
  readonly actionResult: string;
  readonly targets: readonly { readonly id: string }[];
}

describe('the way to a deployment on the whole platform', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform({ durable: true });
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  const call = async (key: string, method: string, path: string, body?: object) => {
    const response = await fetch(`${platform.gatewayUrl}${path}`, {
      method,
      headers: { 'x-api-key': key, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  const second = async (): Promise<string> => {
    const { body } = await call(platform.administratorToken, 'POST', '/api-tokens', {
      name: `approver ${randomUUID()}`,
      permissions: ['AccountRead', 'AccountApprove', 'DeploymentApprove'],
    });
    return String(body['value']);
  };

  it('leads from an approved account to a plan, by two people, and is all recorded', async () => {
    const key = platform.administratorToken;
    const approver = await second();
    const id = '444455556666-us-east-2';
    const asked = {
      account: '444455556666',
      region: 'us-east-2',
      deployedBy: 'deployment_role',
      snowflake: 'vendor',
    };
    expect((await call(key, 'POST', '/accounts', asked)).body).toMatchObject({
      id,
      status: 'requested',
    });
    expect((await call(key, 'POST', `/accounts/${id}/approve`, {})).status).toBe(403);
    expect((await call(approver, 'POST', `/accounts/${id}/approve`, {})).body).toMatchObject({
      status: 'approved',
    });

    const template = 'Parameters: { Size: { Type: Number, MaxValue: 10 } }\nResources: {}';
    const release = await call(key, 'PUT', '/releases/1.24.12', { channel: 'stable', template });
    expect(release.body).toMatchObject({ templateRead: true, listed: true });
    const values = { version: '1.24.12', phase: 'update', values: { Size: '11' } };
    expect((await call(key, 'POST', '/deployments/check-parameters', values)).body).toMatchObject({
      errors: [{ parameter: 'Size', rule: 'max_value' }],
    });

    const question = { accountId: id, current: '1.20.4', target: '1.24' };
    expect((await call(key, 'POST', '/deployments/plan', question)).body).toMatchObject({
      outcome: 'refused',
      code: 'unlisted_minor',
    });
    const wish = { accountId: id, target: '1.24', reason: 'Nobody has 1.22 any longer.' };
    const { body: override } = await call(key, 'POST', '/deployments/overrides', wish);
    const path = `/deployments/overrides/${String(override['id'])}/approve`;
    expect((await call(key, 'POST', path, {})).status).toBe(403);
    expect((await call(approver, 'POST', path, {})).status).toBe(200);
    const overridden = { ...question, overrideId: override['id'] };
    const { body: plan } = await call(key, 'POST', '/deployments/plan', overridden);
    expect(plan).toMatchObject({ outcome: 'planned', target: '1.24.12' });

    const ids = new Set([id, '1.24.12', String(override['id'])]);
    const actions = await eventually('it is recorded', async () => {
      const { body } = await call(key, 'GET', '/audit-log?limit=100');
      const known = (body['results'] as AuditRecord[])
        .filter(({ targets }) => targets.some((target) => ids.has(target.id)))
        .map(({ actionName, actionResult }) => `${actionName} ${actionResult}`);
      return known.length >= 7 && known;
    });
    expect(actions.sort()).toEqual([
      'APPROVE_ACCOUNT FAILED',
      'APPROVE_ACCOUNT SUCCEEDED',
      'APPROVE_UPGRADE_OVERRIDE FAILED',
      'APPROVE_UPGRADE_OVERRIDE SUCCEEDED',
      'REGISTER_RELEASE SUCCEEDED',
      'REQUEST_ACCOUNT SUCCEEDED',
      'REQUEST_UPGRADE_OVERRIDE SUCCEEDED',
    ]);
  });

  it('is looked at beforehand, through roles made as proposed, and followed to its end', async () => {
    const key = platform.administratorToken;
    const account = '444455557777';
    const id = `${account}-eu-west-1`;
    const order = async (name: string, body: object) => {
      const response = await fetch(`${platform.sandboxUrl}/_sandbox/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
    };
    const inspectionRole = `arn:aws:iam::${account}:role/margay-inspection`;
    const asked = {
      account,
      region: 'eu-west-1',
      deployedBy: 'administrator',
      snowflake: 'vendor',
    };
    expect((await call(key, 'POST', '/accounts', { ...asked, inspectionRole })).status).toBe(200);
    const { body: inspection } = await call(key, 'GET', `/accounts/${id}/inspection`);
    await order('role', {
      arn: inspectionRole,
      trustPolicy: inspection['trustPolicy'],
      permissionPolicies: [inspection['permissionPolicy']],
    });
    await order('accountState', { account, region: 'eu-west-1', functions: ['panther-core'] });

    const what = { version: '1.34.18', stackName: 'siem' };
    const { body: begun } = await call(key, 'POST', `/accounts/${id}/preflights`, what);
    expect(begun).toMatchObject({ accountId: id, run: 1, version: '1.34.18' });
    const path = `/accounts/${id}/preflights/1`;
    const stream = await fetch(`${platform.gatewayUrl}${path}/stream`, {
      headers: { 'x-api-key': key },
      signal: AbortSignal.timeout(30_000),
    });
    // It ends by itself.
    const events = (await stream.text()).match(/^data: .*$/gm) ?? [];
    expect(JSON.parse(events.at(-1)?.slice('data: '.length) ?? '')).toMatchObject({
      status: 'failed',
      blocking: ['account', 'leftovers'],
    });

    const waiver = { check: 'leftovers', reason: 'The function is ours.' };
    expect((await call(key, 'POST', `${path}/waivers`, waiver)).status).toBe(403);
    const waived = await call(await second(), 'POST', `${path}/waivers`, waiver);
    expect(waived.body).toMatchObject({ blocking: ['account'], waivers: [waiver] });
    const actions = await eventually('it is recorded', async () => {
      const { body } = await call(key, 'GET', '/audit-log?limit=100');
      const known = (body['results'] as AuditRecord[])
        .filter(({ targets }) => targets.some((target) => target.id === `${id}/1`))
        .map(({ actionName, actionResult }) => `${actionName} ${actionResult}`);
      return known.includes('WAIVE_PREFLIGHT_CHECK SUCCEEDED') && known;
    });
    expect(actions).toContain('START_PREFLIGHT SUCCEEDED');
    expect(actions.filter((each) => each.startsWith('CONCLUDE_PREFLIGHT_CHECK'))).toHaveLength(8);
  });
});
