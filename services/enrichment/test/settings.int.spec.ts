import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventFilesOf, EnrichmentApi, EnrichmentSettingsApi } from '@margay/contracts';
import { type Client, eventTypes, RemoteLog } from '@margay/messaging';
import { eventually, type TestDatabase, testNats } from '@margay/testing';
import { caller, enrichmentDatabase, Serving } from './serving.js';

describe('the settings of enrichment', () => {
  const nats = testNats();
  let suite: TestDatabase;
  let serving: Serving;
  let settings: Client<typeof EnrichmentSettingsApi>;
  let enrichment: Client<typeof EnrichmentApi>;

  beforeAll(async () => {
    suite = await enrichmentDatabase();
    serving = new Serving(nats, suite);
    settings = serving.client.of(EnrichmentSettingsApi);
    enrichment = serving.client.of(EnrichmentApi);
    await serving.replica({ worker: false });
    await serving.replica({ worker: false });
  });
  afterAll(async () => {
    await serving.close();
    await suite.drop();
  });

  const anyRevision = { expectedRevisions: [] };
  let made = 0;
  const freshType = () => `My.Type${++made}`;
  const freshName = () => `rule-${++made}`;
  const model = (logType: string, selectors: string[], more: object = {}) =>
    settings.defineDataModel({ logType, fields: {}, selectors, ...anyRevision, ...more }, caller());
  const rule = (name: string, more: object = {}) =>
    settings.defineRule(
      {
        name,
        description: '',
        enabled: true,
        logTypes: ['My.*'],
        selectors: ['where'],
        table: 'country',
        condition: '',
        priority: 1,
        ...anyRevision,
        ...more,
      },
      caller(),
    );
  const enriched = async (logType: string, event: object) => {
    const { results } = await enrichment.enrichEvents(
      { logType, events: [Buffer.from(JSON.stringify(event))] },
      caller(),
    );
    const [{ outcome } = { outcome: undefined }] = results;
    return JSON.parse(Buffer.from(outcome?.value as Uint8Array).toString()) as Record<
      string,
      Record<string, Record<string, unknown>>
    >;
  };

  /** Asked so often that both replicas have answered. */
  const everywhere = async (check: () => Promise<void>) =>
    eventually('so on every replica', async () => {
      for (let i = 0; i < 8; i++) await check();
      return true;
    });

  describe('a data model', () => {
    it('is answered as it is kept, with who changed it', async () => {
      const logType = freshType();
      const { dataModel } = await model(logType, ['ip'], {
        fields: { source_ip: { path: 'ip', method: '' } },
      });
      expect(dataModel).toMatchObject({
        logType,
        fields: { source_ip: { path: 'ip' } },
        selectors: ['ip'],
        change: { revision: 1, by: { id: 'maker' } },
      });
    });

    it('is gone by on every replica', async () => {
      const logType = freshType();
      await model(logType, ['ip']);
      await everywhere(async () =>
        expect((await enriched(logType, { ip: '8.8.8.8' }))['p_enrichment_status']).toMatchObject({
          asn: { ip: 'hit' },
        }),
      );
    });

    it('stands in the place of a built-in one until it is removed', async () => {
      const logType = 'GitHub.Audit';
      const found = async () => (await settings.getDataModel({ logType }, caller())).dataModel;
      expect((await found())?.change).toBeUndefined();
      await model(logType, ['elsewhere']);
      expect((await found())?.selectors).toEqual(['elsewhere']);
      await settings.removeDataModel({ logType, ...anyRevision }, caller());
      expect((await found())?.selectors).toEqual(['actor_ip']);
    });

    it('is written once when it is the same', async () => {
      const logType = freshType();
      await model(logType, ['ip']);
      const { dataModel } = await model(logType, ['ip']);
      expect(dataModel?.change?.revision).toBe(1);
    });

    it('keeps what it was, newest first', async () => {
      const logType = freshType();
      await model(logType, ['a']);
      await model(logType, ['b']);
      await settings.removeDataModel({ logType, ...anyRevision }, caller());
      const { versions } = await settings.listDataModelVersions({ logType }, caller());
      expect(
        versions.map(({ change, dataModel }) => [change?.revision, dataModel?.selectors]),
      ).toEqual([
        [3, undefined],
        [2, ['b']],
        [1, ['a']],
      ]);
    });

    it('is changed only by who knows what it is', async () => {
      const logType = freshType();
      await model(logType, ['a']);
      await model(logType, ['b'], { expectedRevisions: [1] });
      await expect(model(logType, ['c'], { expectedRevisions: [1] })).rejects.toMatchObject({
        code: 'precondition_failed',
      });
    });

    it.each<[string, object, readonly string[]]>([
      ['a bad log type', { logType: 'x y' }, ['logType']],
      ['a bad path', { selectors: ['$..x'] }, ['selectors[0]']],
      ['a repeated selector', { selectors: ['a', 'a'] }, ['selectors']],
      [
        'too many selectors',
        { selectors: Array.from({ length: 11 }, (_, i) => `s${i}`) },
        ['selectors'],
      ],
      [
        'a field of two places, and one of none',
        { fields: { b: { path: '', method: '' }, a: { path: 'x', method: 'gcpUser' } } },
        ['fields.a', 'fields.b'],
      ],
      [
        'an extractor that is not there',
        { fields: { a: { path: '', method: 'x' } } },
        ['fields.a.method'],
      ],
    ])('is refused with %s, by field', async (_what, more, paths) => {
      const refused: { fields?: { path: string }[]; code?: string } = await model(
        freshType(),
        ['ip'],
        more,
      ).then(
        () => ({}),
        (error: object) => error,
      );
      expect(refused.code).toBe('bad_request');
      expect(refused.fields?.map(({ path }) => path).sort()).toEqual(paths);
    });

    it('is listed in order, in pages, with those that came with the service', async () => {
      const names: string[] = [];
      let cursor = '';
      do {
        const page = await settings.listDataModels({ limit: 7, cursor }, caller());
        names.push(...page.dataModels.map(({ logType }) => logType));
        cursor = page.next;
      } while (cursor !== '');
      expect(names).toEqual([...new Set(names)].sort());
      expect(names).toContain('AWS.CloudTrail');
      await expect(
        settings.listRules({ limit: 1, cursor: 'made-up' }, caller()),
      ).rejects.toMatchObject({ code: 'bad_request' });
    });
  });

  describe('a rule', () => {
    it('is gone by on every replica, and no longer when it is removed', async () => {
      const [name, logType] = [freshName(), freshType()];
      await model(logType, []);
      await rule(name, { logTypes: [logType] });
      await everywhere(async () =>
        expect((await enriched(logType, { where: '1.1.1.1' }))['p_enrichment']).toMatchObject({
          country: { where: { country_code: 'AU' } },
        }),
      );
      await settings.removeRule({ name, ...anyRevision }, caller());
      await everywhere(async () =>
        expect(await enriched(logType, { where: '1.1.1.1' })).not.toHaveProperty('p_enrichment'),
      );
    });

    it.each<[string, object, string]>([
      ['a bad name', { name: 'Not This' }, 'name'],
      ['a bad condition', { condition: 'event.' }, 'condition'],
      ['a costly condition', { condition: 'event.a.matches("x")' }, 'condition'],
      ['no log type', { logTypes: [] }, 'logTypes'],
      ['a bad log type', { logTypes: ['a b'] }, 'logTypes[0]'],
      ['no selector', { selectors: [] }, 'selectors'],
      ['a table that is not there', { table: 'nowhere' }, 'table'],
      ['a priority beyond all', { priority: 10_001 }, 'priority'],
    ])('is refused with %s', async (_what, more, path) =>
      expect(rule(freshName(), more)).rejects.toMatchObject({
        code: 'bad_request',
        fields: [{ path }],
      }),
    );

    it('that is not there is not found', async () => {
      const name = freshName();
      await expect(settings.getRule({ name }, caller())).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(settings.removeRule({ name, ...anyRevision }, caller())).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  it('explains what would become of an event, and keeps nothing', async () => {
    const name = freshName();
    await rule(name, {
      logTypes: ['Okta.SystemLog'],
      selectors: ['where'],
      condition: 'event.x == 1',
    });
    const event = { client: { ipAddress: '8.8.8.8' }, where: '1.1.1.1', x: 2 };
    await everywhere(async () => {
      const { steps, fields } = await settings.explainEvent(
        { logType: 'Okta.SystemLog', event: Buffer.from(JSON.stringify(event)) },
        caller(),
      );
      expect(steps.map(({ rule, table, status }) => `${rule} ${table} ${status}`)).toEqual([
        'built-in asn hit',
        'built-in country hit',
        'built-in special_purpose not_found',
        `${name} country skipped(condition)`,
      ]);
      expect(fields).toMatchObject({ source_ip: '"8.8.8.8"' });
    });
    await expect(
      settings.explainEvent({ logType: 'x', event: Buffer.from('[') }, caller()),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('says where its data comes from', async () => {
    const { notices } = await settings.listNotices({}, caller());
    expect(notices.map(({ table, licence }) => [table, licence !== ''])).toEqual([
      ['asn', true],
      ['country', true],
      ['special_purpose', true],
      ['prevalence', true],
    ]);
  });

  it('tells the bus of every change', async () => {
    const logType = freshType();
    await model(logType, ['a']);
    await settings.removeDataModel({ logType, ...anyRevision }, caller());
    const types = eventTypes(...eventFilesOf('enrichment'));
    const log = new RemoteLog(serving.client, 'audit', 'enrichment', types);
    const { position } = await log.head();
    const { events } = await log.read(position - 2, 2);
    const told = JSON.stringify(events, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(told).toContain('margay.enrichment.v1.DataModelDefined');
    expect(told).toContain('margay.enrichment.v1.DataModelRemoved');
    expect(told.split(logType).length).toBeGreaterThan(2);
  });

  it('are the same after a start', async () => {
    const [name, logType] = [freshName(), freshType()];
    await model(logType, []);
    await rule(name, { logTypes: [logType] });
    await serving.replica({ worker: false });
    await everywhere(async () =>
      expect((await enriched(logType, { where: '1.1.1.1' }))['p_enrichment_status']).toMatchObject({
        country: { where: 'hit' },
      }),
    );
  });
});
