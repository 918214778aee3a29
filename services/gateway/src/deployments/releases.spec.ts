import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClosedEdgeSchema, ReleaseSchema, ServiceError } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const note = {
  id: 'rotate-key',
  title: 'A key is rotated',
  from: '<2.0.0',
  to: '>=2.0.0',
  when: 'custom_domain',
  kind: 'manual',
  steps: [
    {
      id: 's',
      phase: 'before',
      text: 'Rotate it.',
      evidence: 'Its id.',
      when: 'administrator',
      document: 'api_alias_template',
    },
  ],
  provenBy: 'KeyArn',
};
const dropping = {
  id: 'gone',
  title: 'Gone',
  from: '<2.0.0',
  to: '>=2.0.0',
  kind: 'drop_parameters',
  parameters: ['A'],
};
const release = create(ReleaseSchema, {
  version: '2.0.1',
  channel: 'stable',
  listed: true,
  templateUrls: { 'us-east-1': 'https://example.com/a.yml' },
  roleTemplateUrl: 'https://example.com/role.yml',
  capabilities: ['CAPABILITY_NAMED_IAM'],
  notes: [note, dropping],
  templateRead: true,
  parameters: [
    { name: 'A', type: 'Number', default: '1', minValue: 0 },
    { name: 'B', type: 'String', allowedPattern: '^x$', noEcho: true },
  ],
  nestedStacks: [{ logicalId: 'Core', templateUrl: 'core.yml' }, { logicalId: 'Web' }],
  roleActions: ['s3:GetObject'],
});
const listed = {
  version: '2.0.1',
  channel: 'stable',
  listed: true,
  templateUrls: { 'us-east-1': 'https://example.com/a.yml' },
  roleTemplateUrl: 'https://example.com/role.yml',
  capabilities: ['CAPABILITY_NAMED_IAM'],
  renamedParameters: {},
  notes: [note, dropping],
  templateRead: true,
  roleTemplateRead: false,
};
const whole = {
  ...listed,
  parameters: [
    { name: 'A', type: 'Number', default: '1', minValue: 0, allowedValues: [], noEcho: false },
    { name: 'B', type: 'String', allowedPattern: '^x$', allowedValues: [], noEcho: true },
  ],
  nestedStacks: [{ logicalId: 'Core', templateUrl: 'core.yml' }, { logicalId: 'Web' }],
  roleActions: ['s3:GetObject'],
};
const step = { from: '<1.19.5', to: '1.20.1', reason: 'It loses alerts.' };
const edge = create(ClosedEdgeSchema, { id: 'e1', ...step, when: 'administrator' });
const READ = 'DeploymentRead';
const MODIFY = 'DeploymentModify';
const why = { reason: 'because' };

describe('the doors of releases', () => {
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
      releases: {
        registerRelease: answering({ release }),
        getRelease: answering({ release }),
        listReleases: answering({ releases: [release], next: 'abc' }),
        listRelease: answering({ release }),
        unlistRelease: answering({ release }),
        withdrawRelease: answering({ release }),
        closeEdge: answering({ edge }),
        openEdge: answering({}),
        listClosedEdges: answering({ edges: [edge], next: '' }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failure = undefined;
    asked.length = 0;
  });

  const call = async (method: string, path: string, permissions: string[], body?: object) => {
    const response = await fetch(`${url}/releases${path}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  };

  it.each([
    ['GET', '', READ, undefined],
    ['GET', '/2.0.1', READ, undefined],
    ['GET', '/closed-edges', READ, undefined],
    ['PUT', '/2.0.1', MODIFY, { channel: 'stable' }],
    ['POST', '/2.0.1/list', MODIFY, undefined],
    ['POST', '/2.0.1/unlist', MODIFY, undefined],
    ['POST', '/2.0.1/withdraw', MODIFY, why],
    ['POST', '/closed-edges', MODIFY, step],
    ['POST', '/closed-edges/e1/open', MODIFY, why],
  ])('%s /releases%s needs %s', async (method, path, permission, body) => {
    const others = [READ, MODIFY, 'DeploymentApprove'].filter((each) => each !== permission);
    expect((await call(method, path, others, body)).status).toBe(403);
    expect(asked).toEqual([]);
    expect([200, 204]).toContain((await call(method, path, [permission], body)).status);
  });

  it('answer a release with all that its templates say, and list it without', async () => {
    expect((await call('GET', '/2.0.1?asOf=2026-11-22', [READ])).json).toEqual(whole);
    expect((await call('GET', '?minor=2.0&status=listed', [READ])).json).toEqual({
      results: [listed],
      next: 'abc',
    });
    expect(asked).toEqual([
      { version: '2.0.1', asOf: '2026-11-22' },
      { limit: 50, cursor: '', asOf: '', channel: '', minor: '2.0', status: 'listed' },
    ]);
  });

  it('hand on a registration, and tell the audit log its templates by their digests', async () => {
    const before = doors.attempts.length;
    const body = { channel: 'candidate', template: 'Canary', notes: [note, dropping] };
    expect((await call('PUT', '/2.0.1', [MODIFY], body)).json).toEqual(whole);
    expect(asked).toEqual([
      {
        version: '2.0.1',
        channel: 'candidate',
        template: 'Canary',
        roleTemplate: '',
        templateUrls: {},
        roleTemplateUrl: '',
        capabilities: [],
        renamedParameters: {},
        notes: [note, { ...dropping, steps: [] }],
      },
    ]);
    const told = doors.attempts.slice(before);
    expect(told).toMatchObject([{ action: 'REGISTER_RELEASE', targetId: '2.0.1' }]);
    expect(JSON.stringify(told)).toMatch(/"templateDigest":"[0-9a-f]{64}"/);
    expect(JSON.stringify(told)).not.toContain('Canary');
  });

  it('list and close steps between releases', async () => {
    const closed = { id: 'e1', ...step, when: 'administrator' };
    expect((await call('GET', '/closed-edges', [READ])).json).toEqual({ results: [closed] });
    expect((await call('POST', '/closed-edges', [MODIFY], step)).json).toEqual(closed);
    expect(asked.at(-1)).toEqual({ ...step, url: '', when: '' });
  });

  it.each([
    ['PUT', '/2.0.1', { channel: 'beta' }, 'channel'],
    ['PUT', '/2.0.1', { channel: 'stable', notes: [{ ...note, kind: 'x' }] }, 'notes[0].kind'],
    ['PUT', '/2.0.1', { channel: 'stable', more: 1 }, 'more'],
    ['POST', '/2.0.1/withdraw', {}, 'reason'],
    ['POST', '/closed-edges', { ...step, to: 7 }, 'to'],
    ['POST', '/closed-edges/e1/open', {}, 'reason'],
  ])('answer 400 to %s %s %j', async (method, path, body, field) => {
    const { status, json } = await call(method, path, [MODIFY], body);
    expect(status).toBe(400);
    expect(json['errors']).toMatchObject([{ path: field }]);
  });

  it('answer 404 for a release that is not there', async () => {
    failure = new ServiceError('not_found', 'There is no such release.');
    expect((await call('GET', '/9.9.9', [READ])).status).toBe(404);
    expect((await call('POST', '/9.9.9/list', [MODIFY])).status).toBe(404);
  });
});
