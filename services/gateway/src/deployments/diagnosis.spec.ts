import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceError, StackDiagnosisSchema } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const at = new Date('2026-01-02T03:04:05.000Z');
const when = timestampFromDate(at);
const failure = {
  stackId: 'arn:data',
  path: ['Core', 'Data', 'Key'],
  type: 'AWS::KMS::Key',
  at: when,
  status: 'CREATE_FAILED',
  reason: 'explicit deny in a service control policy',
  eventId: 'e1',
  cause: 'scp_explicit_deny',
  owner: 'organization',
  retry: 'after_fix',
  remedy: 'Ask for an exception.',
  named: { code: 'AccessDenied' },
};
const diagnosis = create(StackDiagnosisSchema, {
  stackId: 'arn:root',
  status: 'ROLLBACK_COMPLETE',
  outcome: 'failed',
  kind: 'create',
  startedAt: when,
  cause: {
    ...failure,
    denial: { action: 'kms:CreateKey', by: 'service_control', roleHasItFrom: '1.19.3' },
  },
  also: [failure],
  nextActions: [{ action: 'delete', why: 'Only the shell is left.', needsApproval: true }],
  text: 'The deployment failed.',
});
const shown = { ...failure, at: at.toISOString() };
const path = '/accounts/123456789012-us-east-1/diagnosis';

describe('the door of diagnoses', () => {
  let doors: Doors;
  let url = '';
  let failing: ServiceError | undefined;
  const asked: Record<string, unknown>[] = [];

  beforeAll(async () => {
    doors = await openDoors({
      diagnoses: {
        diagnoseStack: (request: Record<string, unknown>) => {
          asked.push(request);
          return failing ? Promise.reject(failing) : Promise.resolve({ diagnosis });
        },
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failing = undefined;
    asked.length = 0;
  });

  const get = async (query: string, permissions = ['DeploymentRead']) => {
    const answer = await fetch(`${url}${path}${query}`, {
      headers: { 'X-API-Key': doors.key(permissions) },
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };

  it('needs its permission', async () => {
    expect((await get('?stack=panther', ['DeploymentModify', 'AccountRead'])).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('says what failed first, who can do what, and what comes next', async () => {
    expect(await get('?stack=panther&version=1.19.3')).toEqual({
      status: 200,
      json: {
        stackId: 'arn:root',
        status: 'ROLLBACK_COMPLETE',
        outcome: 'failed',
        kind: 'create',
        startedAt: at.toISOString(),
        cause: {
          ...shown,
          denial: { action: 'kms:CreateKey', by: 'service_control', roleHasItFrom: '1.19.3' },
        },
        also: [shown],
        secondary: [],
        unread: [],
        nextActions: [{ action: 'delete', why: 'Only the shell is left.', needsApproval: true }],
        text: 'The deployment failed.',
      },
    });
    expect(asked).toEqual([
      { accountId: '123456789012-us-east-1', stack: 'panther', version: '1.19.3' },
    ]);
  });

  it.each([
    ['', 'stack'],
    ['?stack=', 'stack'],
    ['?stack=panther&operation=x', 'operation'],
  ])('refuses %j and names what is wrong', async (query, field) => {
    const { status, json } = await get(query);
    expect(status).toBe(400);
    expect(json['errors']).toContainEqual(expect.objectContaining({ path: field }));
  });

  it.each([
    ['not_found', 404],
    ['conflict', 409],
    ['timeout', 504],
  ] as const)('answers %s as %i', async (code, status) => {
    failing = new ServiceError(code, 'No.');
    expect((await get('?stack=panther')).status).toBe(status);
  });
});
