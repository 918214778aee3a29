import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventFilesOf, ReleasesApi } from '@margay/contracts';
import { Bus, BusClient, type Client, eventTypes, RemoteLog } from '@margay/messaging';
import { type TestDatabase, testNats } from '@margay/testing';
import { PUBLISHED_RELEASES } from '../src/releases/published-releases.js';
import { callerOf, deploymentsDatabase, serveDeployments } from './serving.js';

const maker = callerOf('maker');
const template = (version: string, parameters = 'FirstUserEmail: { Type: String }') => `
Mappings: { Constants: { Panther: { Version: v${version} } } }
Parameters:
  ${parameters}
Resources:
  Core: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: core.yml } }`;
const roleTemplate = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument: { Statement: { Effect: Allow, Action: s3:GetObject, Resource: '*' } }`;

describe('releases', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let client: BusClient;
  let releases: Client<typeof ReleasesApi>;

  beforeAll(async () => {
    database = await deploymentsDatabase();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    client = new BusClient(bus);
    releases = client.of(ReleasesApi);
    running.push(await serveDeployments(nats, database), await serveDeployments(nats, database));
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
  });

  let patch = 0;
  const fresh = () => `2.0.${++patch}`;
  const register = async (version: string, more: object = {}) =>
    (await releases.registerRelease({ version, channel: 'stable', ...more }, maker())).release;
  const read = async (version: string, asOf = '') =>
    (await releases.getRelease({ version, asOf }, maker())).release;

  it('are those that were published, from the start and on any day', async () => {
    for (const asOf of ['', '2022-05-02']) {
      const { releases: listed } = await releases.listReleases({ minor: 'v1.25', asOf }, maker());
      expect(listed).toMatchObject([{ version: '1.25.18', listed: true, templateRead: false }]);
    }
    const { releases: all } = await releases.listReleases({ asOf: '2022-05-02' }, maker());
    expect(all).toHaveLength(PUBLISHED_RELEASES.length);
  });

  it('are registered with what their templates say', async () => {
    const version = fresh();
    const made = await register(`v${version}`, {
      template: template(
        version,
        `Secret: { Type: String, NoEcho: true, Default: hush }
  Memory: { Type: Number, Default: 256, MinValue: 256, MaxValue: 2048 }`,
      ),
      roleTemplate,
      templateUrls: { 'us-east-1': 'https://example.com/panther.yml' },
    });
    expect(made).toMatchObject({
      version,
      channel: 'stable',
      listed: true,
      withdrawn: '',
      templateRead: true,
      roleTemplateRead: true,
      capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      parameters: [
        { name: 'Secret', noEcho: true, default: '****' },
        { name: 'Memory', type: 'Number', default: '256', minValue: 256, maxValue: 2_048 },
      ],
      nestedStacks: [{ logicalId: 'Core', templateUrl: 'core.yml' }],
      roleActions: ['s3:GetObject'],
    });
    expect(made?.templateUrls['us-east-1']).toBe('https://example.com/panther.yml');
    expect(made?.templateUrls['us-east-2']).toBe(
      `https://panther-enterprise-us-east-2.s3.amazonaws.com/v${version}/panther.yml`,
    );
    expect(await read(version)).toEqual(made);
  });

  it('take templates larger than an event may be', async () => {
    const version = fresh();
    const long = `${template(version)}\nMetadata: { Long: '${'x'.repeat(700_000)}' }`;
    expect(await register(version, { template: long })).toMatchObject({ templateRead: true });
  });

  it('are refused with everything that is wrong', async () => {
    const version = fresh();
    const refusal = (more: object) => expect(register(version, more)).rejects;
    await refusal({ channel: 'beta', renamedParameters: { 'a b': 'C' } }).toMatchObject({
      code: 'bad_request',
      fields: [{ path: 'channel' }, { path: 'renames["a b"]' }],
    });
    await refusal({
      template: template('9.9.9'),
      roleTemplate: 'Resources: {}',
      templateUrls: { 'mars-1': 'https://example.com/x.yml' },
    }).toMatchObject({
      fields: [{ path: 'template' }, { path: 'roleTemplate' }, { path: 'templateUrls.mars-1' }],
    });
    await refusal({ template: 'x'.repeat(900_001) }).toMatchObject({
      fields: [{ path: 'template' }],
    });
    await expect(register('latest')).rejects.toMatchObject({ fields: [{ path: 'version' }] });
    await expect(read(version)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('bring notes, which are told as they were given', async () => {
    const version = fresh();
    const notes = [
      {
        id: 'rotate-key',
        title: 'A key is rotated',
        from: '<2.0.0',
        to: '>=2.0.0',
        when: 'custom_domain',
        kind: 'manual',
        steps: [{ id: 's', phase: 'before', text: 'Rotate it.', evidence: 'Its id.' }],
        provenBy: 'KeyArn',
      },
      {
        id: 'gone',
        title: 'Gone',
        from: '<2',
        to: '>=2',
        kind: 'drop_parameters',
        parameters: ['A'],
      },
    ];
    expect(await register(version, { notes })).toMatchObject({ notes });
    await expect(
      register(version, {
        notes: [
          { ...notes[1], from: 'soon' },
          { ...notes[0], steps: [] },
        ],
      }),
    ).rejects.toMatchObject({
      fields: [{ path: 'notes[0].from' }, { path: 'notes[1].work.steps' }],
    });
  });

  it('are no longer recommended, withdrawn, and recommended again', async () => {
    const version = fresh();
    await register(version);
    expect(await releases.unlistRelease({ version }, maker())).toMatchObject({
      release: { listed: false },
    });
    expect(
      await releases.withdrawRelease({ version, reason: 'It lost data.' }, maker()),
    ).toMatchObject({ release: { withdrawn: 'It lost data.' } });
    const { releases: withdrawn } = await releases.listReleases({ status: 'withdrawn' }, maker());
    expect(withdrawn.map((each) => each.version)).toEqual([version]);
    expect(await releases.listRelease({ version }, maker())).toMatchObject({
      release: { listed: true, withdrawn: '' },
    });
    await expect(releases.unlistRelease({ version: '9.9.9' }, maker())).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('of those published need no registration, and keep what is said when they get one', async () => {
    const version = '1.24.12';
    await releases.unlistRelease({ version }, maker());
    const made = await register(version, { template: template(version) });
    expect(made).toMatchObject({ listed: false, templateRead: true });
    expect(await read(version, '2022-05-02')).toMatchObject({ listed: true, templateRead: false });
  });

  it('are listed newest first, in pages, each once', async () => {
    const seen: string[] = [];
    for (let cursor = '', more = true; more; more = cursor !== '') {
      const asked = { asOf: '2022-05-02', limit: 5, cursor };
      const page = await releases.listReleases(asked, maker());
      seen.push(...page.releases.map(({ version }) => version));
      cursor = page.next;
    }
    expect(seen).toHaveLength(PUBLISHED_RELEASES.length);
    expect([seen[0], seen.at(-1), new Set(seen).size]).toEqual(['1.34.18', '1.23.5', seen.length]);
  });

  it('are asked about as of days only', async () => {
    for (const asOf of ['yesterday', '2022-13-01', '2022-02-30'])
      await expect(read('1.34.18', asOf)).rejects.toMatchObject({ fields: [{ path: 'asOf' }] });
  });

  it('have steps between them that are closed, and opened again', async () => {
    const step = { from: '>=1.23.0 <1.24.0', to: 'v1.24.12', reason: 'It loses alerts.' };
    const { edge } = await releases.closeEdge({ ...step, when: 'custom_domain' }, maker());
    const closed = async (asOf = '') =>
      (await releases.listClosedEdges({ asOf }, maker())).edges.filter(({ id }) => id === edge?.id);
    expect(await closed()).toMatchObject([{ ...step, to: '1.24.12', when: 'custom_domain' }]);
    expect(await closed('2022-05-02')).toEqual([]);
    await releases.openEdge({ id: edge?.id ?? '', reason: 'Fixed.' }, maker());
    expect(await closed()).toEqual([]);
    await expect(
      releases.openEdge({ id: 'none', reason: 'Fixed.' }, maker()),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      releases.closeEdge({ ...step, from: 'soon', url: 'http://x' }, maker()),
    ).rejects.toMatchObject({ fields: [{ path: 'from' }, { path: 'url' }] });
  });

  it('are told to others without their documents', async () => {
    const version = fresh();
    await register(version, { template: template(version, 'Canary: { Type: String }') });
    const types = eventTypes(...eventFilesOf('deployments'));
    const log = new RemoteLog(client, 'audit', 'deployments', types);
    const { position } = await log.head();
    const { events } = await log.read(Math.max(0, position - 20), 20);
    const told = events.filter(({ stream }) => stream === `release-${version}`);
    const text = JSON.stringify(told, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).toMatch(/"templateDigest":"[0-9a-f]{64}"/);
    expect(text).not.toContain('Canary');
  });
});
