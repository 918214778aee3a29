import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnrichmentApi, LookupTablesApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import type { Client } from '@margay/messaging';
import { eventually, type TestDatabase, testNats } from '@margay/testing';
import { caller, enrichmentDatabase, Serving } from './serving.js';

describe('lookup tables', () => {
  const nats = testNats();
  let suite: TestDatabase;
  let serving: Serving;
  let database: Database;
  let tables: Client<typeof LookupTablesApi>;
  let enrichment: Client<typeof EnrichmentApi>;
  let stopOne: () => Promise<void>;

  beforeAll(async () => {
    suite = await enrichmentDatabase();
    serving = new Serving(nats, suite);
    database = new Database(suite.url, 'enrichment');
    tables = serving.client.of(LookupTablesApi);
    enrichment = serving.client.of(EnrichmentApi);
    stopOne = await serving.replica({ worker: false });
    await serving.replica({ worker: false });
  });
  afterAll(async () => {
    await serving.close();
    await database.close();
    await suite.drop();
  });

  let made = 0;
  const freshName = () => `people_${++made}`;
  const column = (name: string, type = 'string', cidr = '') => ({
    name,
    type,
    required: false,
    isExpiration: false,
    cidr,
  });
  const define = async (name: string, more: object = {}) => {
    const { table } = await tables.defineLookupTable(
      {
        name,
        definition: {
          description: 'who is who',
          reference: '',
          enabled: true,
          columns: [column('name'), column('age', 'int')],
          primaryKey: 'name',
          ignoreCase: false,
          associations: [{ logType: 'GitHub.Audit', selectors: ['actor'] }],
          ...more,
        },
        expectedRevisions: [],
      },
      caller(),
    );
    return table;
  };
  const upload = async (table: string, data: string | Buffer, format = 'csv', partBytes = 20) => {
    const { id } = await tables.beginImport({ table, format }, caller());
    const bytes = Buffer.from(data);
    const parts = Math.ceil(bytes.length / partBytes);
    for (let number = 0; number < parts; number++)
      await tables.appendImport(
        {
          id,
          number,
          data: Buffer.from(bytes.subarray(number * partBytes, (number + 1) * partBytes)),
        },
        caller(),
      );
    await tables.finishImport({ id, parts }, caller());
    return id;
  };
  const ended = (id: string) =>
    eventually('the end of an import', async () => {
      const answer = await tables.getImport({ id }, caller());
      const state = answer.import?.state ?? '';
      return ['done', 'failed'].includes(state) ? answer.import : undefined;
    });
  const importing = async (...given: Parameters<typeof upload>) => ended(await upload(...given));
  const ask = async (table: string, ...keys: string[]) => {
    const { results } = await tables.lookUp({ table, keys }, caller());
    return results.map(({ status, row }) => (row === '' ? status : (JSON.parse(row) as unknown)));
  };
  /** Asked so often that both replicas have answered. */
  const everywhere = (check: () => Promise<void>) =>
    eventually('so on every replica', async () => {
      for (let i = 0; i < 8; i++) await check();
      return true;
    });
  const found = async (actor: string) => {
    const event = Buffer.from(JSON.stringify({ actor }));
    const { results } = await enrichment.enrichEvents(
      { logType: 'GitHub.Audit', events: [event] },
      caller(),
    );
    const text = Buffer.from(results[0]?.outcome.value as Uint8Array).toString();
    return (JSON.parse(text) as Record<string, Record<string, Record<string, object>>>)[
      'p_enrichment'
    ];
  };

  it('enrich events of their log types on every replica, once they have data', async () => {
    const name = freshName();
    await define(name);
    expect((await found('ann'))?.[name]).toBeUndefined();
    expect(await importing(name, 'name,age\nann,36\nbob,\n')).toMatchObject({
      state: 'done',
      version: { rows: 2, added: 2, removed: 0, changed: 0 },
    });
    await everywhere(async () =>
      expect((await found('ann'))?.[name]).toEqual({
        actor: { name: 'ann', age: 36, p_match: 'ann' },
      }),
    );
    const { table } = await tables.getLookupTable({ name }, caller());
    expect(table).toMatchObject({ active: { rows: 2 }, change: { by: { id: 'maker' } } });
    expect(Number(table?.memoryBytes)).toBeGreaterThan(0);
  });

  it('are replaced as a whole, and say what changed', async () => {
    const name = freshName();
    await define(name);
    await importing(name, 'name,age\nann,1\nbob,2\ncat,3\n');
    await everywhere(async () => expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]));
    const second = await importing(
      name,
      gzipSync('{"name":"bob","age":2}\n{"name":"ann","age":9}\n{"name":"dan"}'),
      'jsonl',
    );
    expect(second?.version).toMatchObject({ rows: 3, added: 1, removed: 1, changed: 1 });
    await everywhere(async () =>
      expect(await ask(name, 'ann', 'cat', 'dan')).toEqual([
        { name: 'ann', age: 9 },
        'not_found',
        { name: 'dan', age: null },
      ]),
    );
  });

  it('keep what they have when data is bad, and say where it is', async () => {
    const name = freshName();
    await define(name);
    await importing(name, 'name,age\nann,1\n');
    await everywhere(async () => expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]));
    expect(await importing(name, 'name,age\nann,2\nbob,old\n')).toMatchObject({
      state: 'failed',
      fault: { line: 3, column: 'age' },
    });
    const { table } = await tables.getLookupTable({ name }, caller());
    expect(table?.fault).toMatchObject({ line: 3, column: 'age' });
    await everywhere(async () => expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]));
    const { imports } = await tables.listImports({ table: name }, caller());
    expect(imports.map(({ state }) => state)).toEqual(['failed', 'done']);
  });

  it('match blocks of addresses, private ones too', async () => {
    const name = freshName();
    await define(name, {
      columns: [column('block', 'string', 'any'), column('site')],
      primaryKey: 'block',
      associations: [],
    });
    await importing(name, 'block,site\n10.0.0.0/8,all\n10.1.0.0/16,bonn\n');
    await everywhere(async () =>
      expect(await ask(name, '10.1.2.3', '10.2.2.2', '8.8.8.8', 'x')).toEqual([
        { block: '10.1.0.0/16', site: 'bonn' },
        { block: '10.0.0.0/8', site: 'all' },
        'not_found',
        'skipped(not_an_address)',
      ]),
    );
  });

  it('are not there any more once they are removed, and can be made again', async () => {
    const name = freshName();
    await define(name);
    await importing(name, 'name,age\nann,1\n');
    await everywhere(async () => expect((await found('ann'))?.[name]).toBeDefined());
    await tables.removeLookupTable({ name, expectedRevisions: [] }, caller());
    await everywhere(async () => expect((await found('ann'))?.[name]).toBeUndefined());
    await expect(ask(name, 'ann')).rejects.toMatchObject({ code: 'not_found' });
    expect((await define(name))?.change?.revision).toBe(3);
  });

  it('of another schema have no data until some is imported by it', async () => {
    const name = freshName();
    await define(name);
    await importing(name, 'name,age\nann,1\n');
    await everywhere(async () => expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]));
    await define(name, { columns: [column('name'), column('team')] });
    await everywhere(async () =>
      expect(ask(name, 'ann')).rejects.toMatchObject({ code: 'not_found' }),
    );
    await importing(name, 'name,team\nann,red\n');
    await everywhere(async () =>
      expect(await ask(name, 'ann')).toEqual([{ name: 'ann', team: 'red' }]),
    );
  });

  it('that are not enabled say nothing, and take no data', async () => {
    const name = freshName();
    await define(name, { enabled: false });
    await expect(
      tables.beginImport({ table: name, format: 'csv' }, caller()),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('answer for built-in tables as well', async () =>
    expect(await ask('country', '1.1.1.1', '10.0.0.1')).toEqual([
      { country_code: 'AU' },
      'skipped(private)',
    ]));

  it.each<[string, object, readonly string[]]>([
    ['a column twice', { columns: [column('name'), column('name')] }, ['schema.columns[1].name']],
    ['a type that is none', { columns: [column('name', 'text')] }, ['schema.columns[0].type']],
    ['a key that is no column', { primaryKey: 'x' }, ['schema.primaryKey']],
    ['a key that is a truth', { columns: [column('name', 'boolean')] }, ['schema.primaryKey']],
    ['no columns', { columns: [] }, ['schema.columns', 'schema.primaryKey']],
    [
      'a bad selector',
      { associations: [{ logType: 'GitHub.Audit', selectors: ['$..'] }] },
      ['associations[0].selectors[0]'],
    ],
    [
      'a log type twice',
      {
        associations: [
          { logType: 'A.B', selectors: [] },
          { logType: 'A.B', selectors: [] },
        ],
      },
      ['associations'],
    ],
  ])('are refused with %s, by field', async (_what, more, paths) => {
    const refused: { code?: string; fields?: { path: string }[] } = await define(
      freshName(),
      more,
    ).then(
      () => ({}),
      (error: object) => error,
    );
    expect(refused.code).toBe('bad_request');
    expect(refused.fields?.map(({ path }) => path)).toEqual(paths);
  });

  it.each(['asn', 'p_any', '__proto__', 'a b', ''])('cannot be called %j', (name) =>
    expect(define(name)).rejects.toMatchObject({ code: 'bad_request' }),
  );

  describe('an upload', () => {
    it('that is sent twice in part is taken once', async () => {
      const name = freshName();
      await define(name);
      const { id } = await tables.beginImport({ table: name, format: 'csv' }, caller());
      const part = (number: number, text: string) =>
        tables.appendImport({ id, number, data: Buffer.from(text) }, caller());
      await part(1, 'ann,1\n');
      await part(0, 'name,age\n');
      await part(0, 'name,age\n');
      await tables.finishImport({ id, parts: 2 }, caller());
      await tables.finishImport({ id, parts: 2 }, caller());
      expect(await ended(id)).toMatchObject({ state: 'done', version: { rows: 1 } });
    });

    it('of which a part is missing is not begun with', async () => {
      const name = freshName();
      await define(name);
      const { id } = await tables.beginImport({ table: name, format: 'csv' }, caller());
      await tables.appendImport({ id, number: 1, data: Buffer.from('x') }, caller());
      await expect(tables.finishImport({ id, parts: 2 }, caller())).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    it('that is too large is refused while it comes', async () => {
      const name = freshName();
      await define(name);
      const { id } = await tables.beginImport({ table: name, format: 'csv' }, caller());
      const send = async () => {
        for (let number = 0; number < 6; number++)
          await tables.appendImport({ id, number, data: Buffer.alloc(500_000, 'x') }, caller());
      };
      await expect(send()).rejects.toMatchObject({ code: 'too_large' });
    });

    it.each(['x', '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10'])(
      'that was never begun is not found: %s',
      async (id) => {
        await expect(tables.getImport({ id }, caller())).rejects.toMatchObject({
          code: 'not_found',
        });
        await expect(
          tables.appendImport({ id, number: 0, data: Buffer.from('x') }, caller()),
        ).rejects.toMatchObject({ code: 'not_found' });
      },
    );
  });

  describe('that are fetched', () => {
    let server: Server;
    let url = '';
    let body = '';
    let status = 200;
    const requests: (string | undefined)[] = [];
    const soon = { format: 'csv', periodMinutes: 1, cron: '', alarmMinutes: 0, url: '', file: '' };

    beforeAll(async () => {
      server = createServer((request, response) => {
        requests.push(request.headers['if-none-match']);
        const etag = `"${body.length}"`;
        if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
        else response.writeHead(status, { etag }).end(status === 200 ? body : 'secret detail');
      });
      await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/people.csv`;
    });
    afterAll(() => new Promise((down) => server.close(down)));

    /** Lets the next fetch be due now. */
    const due = (name: string) =>
      database.sql`UPDATE lookup_refresh SET next_at = clock_timestamp() WHERE table_name = ${name}`;

    it('from a URL are there by themselves, and again only when it has changed', async () => {
      const name = freshName();
      body = 'name,age\nann,1\n';
      await define(name, { refresh: { ...soon, url } });
      await everywhere(async () =>
        expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]),
      );
      await due(name);
      await eventually('a question with the tag', () => requests.includes('"15"'));
      body = 'name,age\nann,22\n';
      await due(name);
      await everywhere(async () =>
        expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 22 }]),
      );
      const { imports } = await tables.listImports({ table: name }, caller());
      expect(imports.map(({ state }) => state)).toEqual(['done', 'done']);
    });

    it('keep what they have when it cannot be had, and say why without its words', async () => {
      const name = freshName();
      body = 'name,age\nann,1\n';
      await define(name, { refresh: { ...soon, url } });
      await everywhere(async () =>
        expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]),
      );
      status = 500;
      body = 'name,age\nann,333\n';
      await due(name);
      const { table } = await eventually('a fault', async () => {
        const answer = await tables.getLookupTable({ name }, caller());
        return answer.table?.fault ? answer : undefined;
      });
      status = 200;
      expect(table?.fault?.problem).toBe('The server answered 500.');
      expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]);
    });

    it('from a file are there, and again when it is another', async () => {
      const name = freshName();
      const path = join(serving.files, `${name}.csv`);
      await writeFile(path, 'name,age\nann,1\n');
      await define(name, { refresh: { ...soon, file: `${name}.csv` } });
      await everywhere(async () =>
        expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 1 }]),
      );
      await writeFile(path, 'name,age\nann,12\n');
      await due(name);
      await everywhere(async () =>
        expect(await ask(name, 'ann')).toEqual([{ name: 'ann', age: 12 }]),
      );
    });

    it('tell somebody, once, when nothing comes for too long', async () => {
      const name = freshName();
      const refresh = { ...soon, file: 'absent.csv', alarmMinutes: 5 };
      await define(name, { refresh });
      await eventually('a fault', async () => {
        const { table } = await tables.getLookupTable({ name }, caller());
        return table?.fault?.problem === 'There is no such file.';
      });
      await database.sql`
        UPDATE lookup_refresh SET heard_at = heard_at - interval '6 minutes' WHERE table_name = ${name}`;
      const alarms = async () => {
        const rows = await database.sql`
          SELECT 1 FROM event WHERE type = 'LookupTableOverdue' AND stream_id = ${`lookup_table-${name}`}`;
        return rows.length;
      };
      await eventually('an alarm', async () => (await alarms()) > 0);
      await due(name);
      await eventually('another try', async () => {
        const { imports } = await tables.listImports({ table: name }, caller());
        return imports.length > 1;
      });
      expect(await alarms()).toBe(1);
    });

    it.each([
      ['neither URL nor file', {}],
      ['both', { url: 'https://example.com', file: 'x' }],
      ['a way out of the directory', { file: '../x' }],
      ['neither period nor cron', { file: 'x', periodMinutes: 0 }],
      ['a cron expression that is none', { file: 'x', periodMinutes: 0, cron: '61 * * * *' }],
    ])('are refused with %s', async (_what, more) =>
      expect(define(freshName(), { refresh: { ...soon, ...more } })).rejects.toMatchObject({
        code: 'bad_request',
      }),
    );
  });

  it('survive the end of the replica that makes versions, and are there in a new one', async () => {
    const name = freshName();
    await define(name);
    const id = await upload(name, `name,age\n${'z'.repeat(50)},1\n`);
    await stopOne();
    expect(await ended(id)).toMatchObject({ state: 'done' });
    await serving.replica({ worker: false });
    await everywhere(async () => expect(await ask(name, 'z'.repeat(50))).toHaveLength(1));
    await everywhere(async () =>
      expect(await ask(name, 'z'.repeat(50))).toEqual([{ name: 'z'.repeat(50), age: 1 }]),
    );
  });
});
