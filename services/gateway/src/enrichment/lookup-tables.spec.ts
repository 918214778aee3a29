import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type LookupImport,
  LookupImportSchema,
  LookupTableSchema,
  ServiceError,
} from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const change = {
  revision: 2,
  at: { seconds: 1_750_000_000n, nanos: 0 },
  by: { type: 2, id: 'maker' },
};
const table = create(LookupTableSchema, {
  name: 'people',
  definition: {
    description: 'who is who',
    enabled: true,
    primaryKey: 'block',
    columns: [
      { name: 'block', type: 'string', cidr: 'any' },
      { name: 'until', type: 'timestamp', isExpiration: true, required: true },
    ],
    associations: [{ logType: 'GitHub.Audit', selectors: ['actor_ip'] }],
  },
  change,
  active: { id: 'v', rows: 1, bytes: 10n, added: 1 },
  fault: { problem: 'Bad.', line: 3, column: 'block' },
  memoryBytes: 99n,
});
const write = {
  schema: { columns: [{ name: 'name', type: 'string' }], primaryKey: 'name' },
};

describe('the doors of lookup tables', () => {
  let doors: Doors;
  let url = '';
  let failure: ServiceError | undefined;
  let state = 'done';
  let parts: Buffer[] = [];
  const asked: Record<string, unknown>[] = [];
  const answering = (answer: unknown) => (request: Record<string, unknown>) => {
    asked.push(request);
    return failure ? Promise.reject(failure) : Promise.resolve(answer);
  };
  const imported = (): LookupImport =>
    create(LookupImportSchema, {
      id: 'i',
      table: 'people',
      state,
      bytes: 7n,
      createdAt: change.at,
      finishedAt: change.at,
      ...(state === 'failed'
        ? { fault: { problem: 'The key is missing.', line: 4, column: 'name' } }
        : { version: { id: 'v', rows: 1, bytes: 10n, added: 1 } }),
    });

  beforeAll(async () => {
    doors = await openDoors({
      lookupTables: {
        defineLookupTable: answering({ table }),
        getLookupTable: answering({ table }),
        listLookupTables: answering({ tables: [table], next: '' }),
        removeLookupTable: answering({}),
        beginImport: answering({ id: 'i', partBytesMax: 5 }),
        appendImport: ({ number, data }: { number: number; data: Uint8Array }) => {
          parts[number] = Buffer.from(data);
          return Promise.resolve({});
        },
        finishImport: () => Promise.resolve({ import: { ...imported(), state: 'waiting' } }),
        getImport: () => Promise.resolve({ import: imported() }),
        listImports: () => Promise.resolve({ imports: [imported()] }),
        lookUp: answering({
          results: [
            { status: 'hit', row: '{"a":1}' },
            { status: 'not_found', row: '' },
          ],
        }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    state = 'done';
    parts = [];
    asked.length = 0;
  });

  const call = async (
    method: string,
    path: string,
    permissions: string[],
    body?: string | object,
    type = 'application/json',
  ) => {
    const response = await fetch(`${url}/enrichment/lookup-tables${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': type }),
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
  const READ = ['LookupRead'];
  const MODIFY = ['LookupModify'];

  it.each([
    ['GET', '', READ, undefined, 200],
    ['GET', '/people', READ, undefined, 200],
    ['PUT', '/people', MODIFY, write, 200],
    ['DELETE', '/people', MODIFY, undefined, 204],
    ['POST', '/people/lookup', READ, { keys: ['a', 'b'] }, 200],
    ['GET', '/people/imports', READ, undefined, 200],
    ['GET', '/imports/i', READ, undefined, 200],
  ])('%s %s needs its permission', async (method, path, permissions, body, status) => {
    const others = ['LookupRead', 'LookupModify', 'EnrichmentModify'].filter(
      (each) => !permissions.includes(each),
    );
    expect((await call(method, path, others, body)).status).toBe(403);
    expect((await call(method, path, permissions, body)).status).toBe(status);
  });

  it('answer a table with its definition, its data and its ETag', async () => {
    const { etag, json } = await call('GET', '/people', READ);
    expect(etag).toBe('"2"');
    expect(json).toEqual({
      name: 'people',
      description: 'who is who',
      reference: '',
      enabled: true,
      schema: {
        columns: [
          { name: 'block', type: 'string', validate: { cidr: 'any' } },
          { name: 'until', type: 'timestamp', required: true, isExpiration: true },
        ],
        primaryKey: 'block',
        ignoreCase: false,
      },
      associations: [{ logType: 'GitHub.Audit', selectors: ['actor_ip'] }],
      active: { id: 'v', rows: 1, bytes: 10, added: 1, removed: 0, changed: 0 },
      fault: { problem: 'Bad.', line: 3, column: 'block' },
      memoryBytes: 99,
      revision: 2,
      updatedAt: '2025-06-15T15:06:40.000Z',
      updatedBy: { id: 'maker', type: 'api-token' },
    });
  });

  it('take a definition with what is left out filled in', async () => {
    await call('PUT', '/people', MODIFY, write);
    expect(asked).toEqual([
      {
        name: 'people',
        definition: {
          description: '',
          reference: '',
          enabled: true,
          primaryKey: 'name',
          ignoreCase: false,
          associations: [],
          columns: [
            { name: 'name', type: 'string', required: false, isExpiration: false, cidr: '' },
          ],
        },
        expectedRevisions: [],
      },
    ]);
  });

  it.each([
    [{}, 'schema'],
    [{ schema: { columns: [] } }, 'schema.primaryKey'],
    [
      { schema: { ...write.schema, columns: [{ name: 'a', type: 'x' }] } },
      'schema.columns[0].type',
    ],
    [{ schema: { ...write.schema, more: 1 } }, 'schema.more'],
    [{ ...write, associations: [{ logType: 'x' }] }, 'associations[0].selectors'],
    [{ ...write, enabled: 1 }, 'enabled'],
  ])('refuse the definition %j by its field', async (body, path) => {
    const { status, json } = await call('PUT', '/people', MODIFY, body);
    expect(status).toBe(400);
    expect(json?.['errors']).toEqual([expect.objectContaining({ path })]);
  });

  it.each([
    ['text/csv', '', 'csv'],
    ['application/x-ndjson', '', 'jsonl'],
    ['application/jsonl', '', 'jsonl'],
    ['application/gzip', '', 'csv'],
    ['application/gzip', '?format=jsonl', 'jsonl'],
    ['text/csv; charset=utf-8', '', 'csv'],
  ])('take data as %s%s, in parts', async (type, query, format) => {
    const { status, json } = await call(
      'PUT',
      `/people/data${query}`,
      MODIFY,
      'name\nann\nbob\n',
      type,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ state: 'done', version: { rows: 1 } });
    expect(asked).toEqual([{ table: 'people', format }]);
    expect(parts.map(String)).toEqual(['name\n', 'ann\nb', 'ob\n']);
  });

  it('say where data is bad', async () => {
    state = 'failed';
    const { status, json } = await call('PUT', '/people/data', MODIFY, 'x', 'text/csv');
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [{ path: 'line 4, column name', message: 'The key is missing.' }],
    });
  });

  it.each([
    ['no data', '', 'text/csv', 400],
    ['JSON', '{}', 'application/json', 415],
    ['an image', 'x', 'image/png', 415],
  ])('refuse %s as data', async (_what, body, type, status) =>
    expect((await call('PUT', '/people/data', MODIFY, body, type)).status).toBe(status),
  );

  it('hand on what the service refuses while data comes', async () => {
    failure = new ServiceError('not_found', 'None.');
    expect((await call('PUT', '/people/data', MODIFY, 'x', 'text/csv')).status).toBe(404);
  });

  it('answer what is under keys, in their order', async () =>
    expect((await call('POST', '/people/lookup', READ, { keys: ['a', 'b'] })).json).toEqual({
      results: [
        { key: 'a', status: 'hit', row: { a: 1 } },
        { key: 'b', status: 'not_found' },
      ],
    }));

  it.each([[{ keys: [] }], [{ keys: Array(101).fill('x') }], [{ keys: [7] }], [{}]])(
    'refuse to look up %j',
    async (body) => expect((await call('POST', '/people/lookup', READ, body)).status).toBe(400),
  );
});
