import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const key = {
  roleArn: 'arn:aws:iam::111122223333:role/keys',
  secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:vt-AbCdEf',
};
const cache = { jitter: 0.1, ttl: { clean: 60 } };
const provider = create(ProviderSchema, {
  name: 'vt',
  definition: { enabled: true, builtIn: 'virustotal', key, cache },
  change: {
    revision: 3,
    at: { seconds: 1_750_000_000n, nanos: 0 },
    by: { type: 2, id: 'maker' },
  },
});
const listed = {
  name: 'vt',
  description: '',
  enabled: true,
  builtIn: 'virustotal',
  key,
  cache,
  revision: 3,
  updatedAt: '2025-06-15T15:06:40.000Z',
  updatedBy: { id: 'maker', type: 'api-token' },
};
const declared = {
  kinds: ['ip'],
  baseUrl: 'https://intel.example',
  path: '/{value}',
  headers: { Authorization: 'Token {key}' },
  fields: { score: '$.score' },
  quota: { windows: [{ kind: 'rolling', seconds: 60, limit: 4 }] },
};

describe('the doors of providers', () => {
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
      providers: {
        defineProvider: answering({ provider }),
        getProvider: answering({ provider }),
        listProviders: answering({ providers: [provider], next: 'abc' }),
        removeProvider: answering({}),
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
    const response = await fetch(`${url}/enrichment/providers${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      json: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
    };
  };
  const READ = ['EnrichmentRead'];
  const MODIFY = ['EnrichmentModify'];
  const write = { builtIn: 'virustotal', key };

  it.each([
    ['GET', '', READ, undefined],
    ['GET', '/vt', READ, undefined],
    ['PUT', '/vt', MODIFY, write],
    ['DELETE', '/vt', MODIFY, undefined],
  ])('%s %s needs its permission', async (method, path, permissions, body) => {
    const others = ['EnrichmentRead', 'EnrichmentModify', 'EnrichmentRun'].filter(
      (each) => !permissions.includes(each),
    );
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call(method, path, permissions, body)).status).toBe(
      method === 'DELETE' ? 204 : 200,
    );
  });

  it('answers a provider with its change and its ETag, and lists in pages', async () => {
    const { etag, json } = await call('GET', '/vt', READ);
    expect(json).toEqual(listed);
    expect(etag).toBe('"3"');
    expect((await call('GET', '?limit=1', READ)).json).toEqual({ results: [listed], next: 'abc' });
  });

  it('takes a built-in one with what is left out filled in', async () => {
    await call('PUT', '/vt', MODIFY, { ...write, cache }, { 'If-Match': '"2"' });
    expect(asked).toEqual([
      {
        name: 'vt',
        definition: {
          description: '',
          enabled: true,
          builtIn: 'virustotal',
          baseUrl: '',
          key: { ...key, member: '' },
          cache,
        },
        expectedRevisions: [2],
      },
    ]);
  });

  it('takes a declared one, and leaves what it says of the wire out of the audit log', async () => {
    failure = new ServiceError('bad_request', 'No.');
    const headers = { 'X-Secret': 'abc-123' };
    await call('PUT', '/own', MODIFY, { declared: { ...declared, headers } });
    expect(asked).toMatchObject([{ definition: { declared: { ...declared, headers } } }]);
    const told = JSON.stringify(doors.attempts);
    expect(told).toContain('UPDATE_ENRICHMENT_PROVIDER');
    expect(told).not.toContain('abc-123');
  });

  it.each([
    [{ ...write, apiKey: 'x' }, 'apiKey'],
    [{ ...write, key: { ...key, value: 'x' } }, 'key.value'],
    [{ ...write, key: { secretArn: key.secretArn } }, 'key.roleArn'],
    [{ ...write, enabled: 'yes' }, 'enabled'],
    [{ ...write, quota: { windows: [] } }, 'quota.windows'],
    [{ ...write, cache: { ttl: { clean: -1 } } }, 'cache.ttl.clean'],
    [{ declared: { ...declared, kinds: ['asn'] } }, 'declared.kinds[0]'],
  ])('refuses %j by its field', async (body, path) => {
    const { status, json } = await call('PUT', '/vt', MODIFY, body);
    expect(status).toBe(400);
    expect(json?.['errors']).toEqual([expect.objectContaining({ path })]);
    expect(asked).toEqual([]);
  });

  it('hands on what the service refuses', async () => {
    failure = new ServiceError('precondition_failed', 'Changed.');
    expect((await call('PUT', '/vt', MODIFY, write)).status).toBe(412);
    failure = new ServiceError('not_found', 'None.');
    expect((await call('DELETE', '/vt', MODIFY)).status).toBe(404);
  });
});
