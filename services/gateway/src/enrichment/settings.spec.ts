import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataModelSchema, EnrichmentRuleSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const change = {
  revision: 3,
  at: { seconds: 1_750_000_000n, nanos: 0 },
  by: { type: 2, id: 'maker' },
};
const dataModel = create(DataModelSchema, {
  logType: 'My.Own',
  fields: { source_ip: { path: 'ip' }, actor_user: { method: 'gcpUser' } },
  selectors: ['ip'],
  change,
});
const rule = create(EnrichmentRuleSchema, {
  name: 'staff',
  enabled: true,
  logTypes: ['Okta.*'],
  selectors: ['who'],
  table: 'people',
  priority: 100,
  change,
});
const changed = {
  revision: 3,
  updatedAt: '2025-06-15T15:06:40.000Z',
  updatedBy: { id: 'maker', type: 'api-token' },
};
const listed = {
  logType: 'My.Own',
  origin: 'custom',
  fields: { source_ip: { path: 'ip' }, actor_user: { method: 'gcpUser' } },
  selectors: ['ip'],
  ...changed,
};

describe('the doors of the settings of enrichment', () => {
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
      settings: {
        defineDataModel: answering({ dataModel }),
        getDataModel: answering({ dataModel }),
        listDataModels: answering({ dataModels: [dataModel], next: 'abc' }),
        listDataModelVersions: answering({ versions: [{ change, dataModel }, { change }] }),
        removeDataModel: answering({}),
        defineRule: answering({ rule }),
        getRule: answering({ rule }),
        listRules: answering({ rules: [rule], next: '' }),
        removeRule: answering({}),
        explainEvent: answering({
          event: Buffer.from('{"a":1}'),
          steps: [{ selector: 'a', rule: 'built-in', table: 'asn', status: 'hit', $typeName: 'x' }],
          fields: { source_ip: '"8.8.8.8"' },
        }),
        listNotices: answering({
          notices: [{ table: 'asn', licence: 'CC-BY-4.0', ranges: 1, rows: 1, bytes: 9n }],
        }),
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
    body?: string | object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${url}/enrichment${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
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
  const write = { fields: { source_ip: { path: 'ip' } }, selectors: ['ip'] };
  const writeRule = { logTypes: ['Okta.*'], selectors: ['who'], table: 'people' };
  const yaml = { 'content-type': 'application/yaml' };

  it.each([
    ['GET', '/data-models', READ, undefined],
    ['GET', '/data-models/My.Own', READ, undefined],
    ['GET', '/data-models/My.Own/versions', READ, undefined],
    ['PUT', '/data-models/My.Own', MODIFY, write],
    ['DELETE', '/data-models/My.Own', MODIFY, undefined],
    ['GET', '/rules', READ, undefined],
    ['GET', '/rules/staff', READ, undefined],
    ['PUT', '/rules/staff', MODIFY, writeRule],
    ['DELETE', '/rules/staff', MODIFY, undefined],
    ['POST', '/explain', READ, { logType: 'x', event: {} }],
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

  it('answers a data model with its origin, its change and its ETag', async () => {
    const { etag, json } = await call('GET', '/data-models/My.Own', READ);
    expect(json).toEqual(listed);
    expect(etag).toBe('"3"');
  });

  it('lists data models in pages, and what one was', async () => {
    expect((await call('GET', '/data-models?limit=1', READ)).json).toEqual({
      results: [listed],
      next: 'abc',
    });
    expect((await call('GET', '/data-models/My.Own/versions', READ)).json).toEqual({
      results: [{ ...changed, definition: { fields: listed.fields, selectors: ['ip'] } }, changed],
    });
  });

  it('takes a data model as JSON, and as YAML', async () => {
    await call('PUT', '/data-models/My.Own', MODIFY, write, { 'If-Match': '"2"' });
    const text = 'fields:\n  source_ip: { path: ip }\nselectors: [ip]\n';
    await call('PUT', '/data-models/My.Own', MODIFY, text, yaml);
    const wire = {
      logType: 'My.Own',
      fields: { source_ip: { path: 'ip', method: '' } },
      selectors: ['ip'],
    };
    expect(asked).toEqual([
      { ...wire, expectedRevisions: [2] },
      { ...wire, expectedRevisions: [] },
    ]);
  });

  it.each([
    ['no YAML', 'a: [1', yaml, 'Line 1'],
    ['YAML with an alias', 'a: &x [1]\nb: *x', yaml, 'Aliases'],
    ['no object', '[]', {}, 'expected object'],
    ['another field', { more: 1 }, {}, 'no such field'],
    ['a field of another type', { fields: { a: 'ip' } }, {}, 'fields.a'],
    ['a selector of another type', { selectors: [7] }, {}, 'selectors[0]'],
    ['a header that cannot be read', write, { 'If-Match': 'x' }, 'If-Match'],
  ])('refuses a data model that is %s', async (_what, body, headers, said) => {
    const { status, json } = await call('PUT', '/data-models/My.Own', MODIFY, body, headers);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain(said);
    expect(asked).toEqual([]);
  });

  it('refuses YAML longer than anybody writes', async () =>
    expect(
      (await call('PUT', '/data-models/My.Own', MODIFY, `a: ${'x'.repeat(300_000)}`, yaml)).status,
    ).toBe(413));

  it('takes a rule with what is left out filled in', async () => {
    await call('PUT', '/rules/staff', MODIFY, writeRule);
    expect(asked).toEqual([
      {
        name: 'staff',
        ...writeRule,
        description: '',
        enabled: true,
        condition: '',
        priority: 100,
        expectedRevisions: [],
      },
    ]);
  });

  it.each([
    [{ ...writeRule, table: undefined }, 'table'],
    [{ ...writeRule, logTypes: 'Okta.*' }, 'logTypes'],
    [{ ...writeRule, enabled: 'yes' }, 'enabled'],
    [{ ...writeRule, priority: 1.5 }, 'priority'],
    [{ ...writeRule, priority: -1 }, 'priority'],
    [{ ...writeRule, condition: 'x'.repeat(2_001) }, 'condition'],
    [{ ...writeRule, more: 1 }, 'more'],
  ])('refuses the rule %j by its field', async (body, path) => {
    const { status, json } = await call('PUT', '/rules/staff', MODIFY, body);
    expect(status).toBe(400);
    expect(json?.['errors']).toEqual([expect.objectContaining({ path })]);
  });

  it('hands on what the service refuses', async () => {
    failure = new ServiceError('precondition_failed', 'Changed.');
    expect((await call('PUT', '/rules/staff', MODIFY, writeRule)).status).toBe(412);
    failure = new ServiceError('not_found', 'None.');
    expect((await call('DELETE', '/rules/staff', MODIFY)).status).toBe(404);
  });

  it('explains an event', async () =>
    expect((await call('POST', '/explain', READ, { logType: 'x', event: { a: 1 } })).json).toEqual({
      event: { a: 1 },
      steps: [{ selector: 'a', rule: 'built-in', table: 'asn', status: 'hit' }],
      fields: { source_ip: '8.8.8.8' },
    }));

  it('says to anybody with a token where the data comes from', async () =>
    expect((await call('GET', '/notices', [])).json).toMatchObject({
      results: [{ table: 'asn', licence: 'CC-BY-4.0', bytes: 9 }],
    }));
});
