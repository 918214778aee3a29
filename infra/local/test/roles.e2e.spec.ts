import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

const SECRET = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:walked-AbCdEf';

interface Verification {
  readonly id: string;
  readonly outcome: string;
  readonly steps: readonly { readonly step: string; readonly outcome: string }[];
}

describe('the verification of a role on the whole platform', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform({ durable: true });
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${platform.gatewayUrl}${path}`, {
      method,
      headers: { 'x-api-key': platform.administratorToken, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return (await response.json()) as T;
  };
  const order = async (name: string, body: object = {}) => {
    const { sandboxUrl = '' } = platform;
    const response = await fetch(`${sandboxUrl}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, number>;
  };
  const verificationOf = async (role: string, id: string) => {
    const { results } = await call<{ results: Verification[] }>(
      'GET',
      `/iam-roles/${role}/verifications`,
    );
    return { found: results.find((each) => each.id === id), count: results.length };
  };

  it('is taken up again when its process is killed in the middle, and is still one', async () => {
    const { id, arn } = await call<{ id: string; arn: string }>('POST', '/iam-roles', {
      arn: 'arn:aws:iam::444455556666:role/killed',
      purpose: 'is verified',
      environment: 'detection',
      secrets: [SECRET],
    });
    const made = await call<Record<string, string>>('GET', `/iam-roles/${id}/templates`);
    await order('secret', { arn: SECRET, name: 'walked', value: { text: 'x' } });
    await order('role', {
      arn,
      trustPolicy: made['trustPolicy'],
      permissionPolicies: [made['permissionPolicy']],
    });
    const resource = SECRET;
    await order('fault', {
      action: 'secretsmanager:GetSecretValue',
      kind: 'slow',
      resource,
      delayMs: 4_000,
      times: 1,
    });
    const started = await call<Verification>('POST', `/iam-roles/${id}/verify`, {});
    await eventually('it is in the middle', async () =>
      Boolean((await order('calls'))['secretsmanager:GetSecretValue']),
    );
    expect((await verificationOf(id, started.id)).found?.outcome).toBe('running');
    await platform.process('roles').kill9();
    await platform.process('roles').running();
    await platform.ready();
    const { found, count } = await eventually('it has ended', async () => {
      const now = await verificationOf(id, started.id);
      return now.found?.outcome !== 'running' && now;
    });
    expect(found?.outcome).toBe('passed');
    expect(found?.steps.map(({ step }) => step)).toHaveLength(10);
    expect(count).toBe(1);
    expect((await call<{ status: string }>('GET', `/iam-roles/${id}`)).status).toBe('active');
  });

  it('lets a lookup table be filled from a bucket, and ends that when it is revoked', async () => {
    const object = 'arn:aws:s3:::walked-tables/people.csv';
    const { id, arn } = await call<{ id: string; arn: string }>('POST', '/iam-roles', {
      arn: 'arn:aws:iam::444455556666:role/tables',
      purpose: 'fills a lookup table',
      environment: 'detection',
      objects: [object],
    });
    const made = await call<Record<string, string>>('GET', `/iam-roles/${id}/templates`);
    await order('object', { arn: object, text: 'name,team\nann,red\n' });
    await order('role', {
      arn,
      trustPolicy: made['trustPolicy'],
      permissionPolicies: [made['permissionPolicy']],
    });
    await call('POST', `/iam-roles/${id}/verify`, {});
    await eventually('it is active', async () => {
      const { status } = await call<{ status: string }>('GET', `/iam-roles/${id}`);
      return status === 'active';
    });
    const text = { type: 'string' };
    const define = (more: object) =>
      call('PUT', '/enrichment/lookup-tables/walked', {
        schema: {
          columns: [
            { name: 'name', ...text },
            { name: 'team', ...text },
          ],
          primaryKey: 'name',
        },
        refresh: {
          url: 's3://walked-tables/people.csv',
          roleArn: arn,
          format: 'csv',
          periodMinutes: 60,
          ...more,
        },
      });
    await define({});
    const found = async () => {
      const { results } = await call<{ results: { row?: object }[] }>(
        'POST',
        '/enrichment/lookup-tables/walked/lookup',
        { keys: ['ann'] },
      ).catch(() => ({ results: [] }));
      return results[0]?.row;
    };
    expect(await eventually('it is filled', found)).toMatchObject({ team: 'red' });

    await call('POST', `/iam-roles/${id}/revoke`, { reason: 'no longer wanted' });
    await define({ periodMinutes: 59 });
    const { fault } = await eventually('it says why it is not filled again', async () => {
      const table = await call<{ fault?: { problem: string } }>(
        'GET',
        '/enrichment/lookup-tables/walked',
      );
      return table.fault !== undefined && table;
    });
    expect(fault?.problem).toBe('The role is not active.');
    expect(await found()).toMatchObject({ team: 'red' });
  });
});
