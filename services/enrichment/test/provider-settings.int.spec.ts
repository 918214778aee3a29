import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventFilesOf, ProvidersApi } from '@margay/contracts';
import { type Client, eventTypes, isReadable, RemoteLog } from '@margay/messaging';
import { type TestDatabase, testNats } from '@margay/testing';
import { caller, enrichmentDatabase, Serving } from './serving.js';

const key = {
  roleArn: 'arn:aws:iam::111122223333:role/keys',
  secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:vt-AbCdEf',
  member: 'apiKey',
};
const declared = {
  kinds: ['ip'],
  baseUrl: 'https://intel.example',
  path: '/{value}',
  headers: { Authorization: 'Token {key}', Accept: 'application/json' },
  fields: { score: '$.score', name: '$.name' },
  quota: { windows: [{ kind: 'rolling', seconds: 60, limit: 4 }] },
};

describe('providers', () => {
  const nats = testNats();
  let suite: TestDatabase;
  let serving: Serving;
  let providers: Client<typeof ProvidersApi>;

  beforeAll(async () => {
    suite = await enrichmentDatabase();
    serving = new Serving(nats, suite);
    providers = serving.client.of(ProvidersApi);
    await serving.replica({ worker: false });
    await serving.replica({ worker: false });
  });
  afterAll(async () => {
    await serving.close();
    await suite.drop();
  });

  let made = 0;
  const freshName = () => `provider-${++made}`;
  const builtIn = { description: '', enabled: true, builtIn: 'virustotal', baseUrl: '' };
  const define = (name: string, definition: object = {}, expectedRevisions: number[] = []) =>
    providers.defineProvider(
      {
        name,
        definition: { ...builtIn, key: { ...key, member: name }, ...definition },
        expectedRevisions,
      },
      caller(),
    );
  const own = { builtIn: '', declared };

  it('are answered by any replica as they are kept, with what was left out', async () => {
    const name = freshName();
    await define(name, { cache: { ttl: { clean: 60 } } });
    for (let i = 0; i < 8; i++) {
      const { provider } = await providers.getProvider({ name }, caller());
      expect(provider).toMatchObject({
        name,
        definition: {
          builtIn: 'virustotal',
          key: { ...key, member: name },
          cache: { ttl: { clean: 60, malicious: 21_600 }, jitter: 0.1 },
        },
        change: { revision: 1, by: { id: 'maker' } },
      });
    }
  });

  it('may be declared, and are written once while they are the same', async () => {
    const name = freshName();
    await define(name, own);
    const { provider } = await define(name, own);
    expect(provider).toMatchObject({
      definition: { declared: { ...declared, notFoundIs404: true } },
      change: { revision: 1 },
    });
  });

  it('are changed only by who knows what they are', async () => {
    const name = freshName();
    await define(name);
    await define(name, { enabled: false }, [1]);
    await expect(define(name, {}, [1])).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  it('are gone when they are removed, and listed in pages before', async () => {
    const [one, two] = [freshName(), freshName()];
    await define(one);
    await define(two);
    const names: string[] = [];
    let cursor = '';
    do {
      const page = await providers.listProviders({ limit: 1, cursor }, caller());
      names.push(...page.providers.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== '');
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(expect.arrayContaining([one, two]));
    await providers.removeProvider({ name: one, expectedRevisions: [] }, caller());
    await expect(providers.getProvider({ name: one }, caller())).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      providers.removeProvider({ name: one, expectedRevisions: [] }, caller()),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  const noKey = { key: undefined };
  it.each<[string, object, string]>([
    ['neither built in nor declared', { builtIn: '' }, 'builtIn'],
    ['both of it', { declared }, 'builtIn'],
    ['of a kind that is not built in', { builtIn: 'constructor' }, 'builtIn'],
    ['built in and without a key', noKey, 'key'],
    ['declared with {key} and without a key', { ...own, ...noKey }, 'key'],
    ['declared with a key for nothing', { ...own, declared: { ...declared, headers: {} } }, 'key'],
    ['declared and elsewhere', { ...own, baseUrl: 'https://other.example' }, 'baseUrl'],
    ['declared with two quotas', { ...own, quota: declared.quota }, 'quota'],
    [
      'declared with a secret in it',
      { ...own, declared: { ...declared, headers: { Authorization: 'Token abc' } } },
      'declared.headers',
    ],
    ['at no address', { baseUrl: 'ftp://x' }, 'baseUrl'],
    ['with a key of no role', { key: { ...key, roleArn: 'x' } }, 'key.roleArn'],
    ['with a key in no secret', { key: { ...key, secretArn: key.roleArn } }, 'key.secretArn'],
    ['with a quota of nothing', { quota: { windows: [] } }, 'quota.windows'],
    ['with a cache of for ever', { cache: { ttl: { clean: 1e9 } } }, 'cache.ttl.clean'],
  ])('are refused when %s', async (_what, definition, path) => {
    const refused: { code?: string; fields?: { path: string }[] } = await define(
      freshName(),
      definition,
    ).then(
      () => ({}),
      (error: object) => error,
    );
    expect(refused.code).toBe('bad_request');
    expect(refused.fields?.map((field) => field.path)).toContain(path);
  });

  it('are refused with the key of another at the same place, and under the name of a table', async () => {
    const [one, two] = [freshName(), freshName()];
    await define(one);
    const shared = { key: { ...key, member: one } };
    await expect(define(two, shared)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(one),
    });
    await define(two, { ...shared, baseUrl: 'https://proxy.example' });
    await expect(define('country')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('tell the bus of every change', async () => {
    const name = freshName();
    await define(name, own);
    await providers.removeProvider({ name, expectedRevisions: [] }, caller());
    const types = eventTypes(...eventFilesOf('enrichment'));
    const log = new RemoteLog(serving.client, 'audit', 'enrichment', types);
    const { position } = await log.head();
    const { events } = await log.read(position - 2, 2);
    expect(events.filter(isReadable).map(({ data }) => data)).toMatchObject([
      { $typeName: 'margay.enrichment.v1.ProviderDefined', name, definition: { declared } },
      { $typeName: 'margay.enrichment.v1.ProviderRemoved', name },
    ]);
  });
});
