import { describe, expect, it } from '@jest/globals';
import { ApiActivity } from '../test/ocsf.js';
import { ocsfLines, ocsfOf } from './audit-ocsf.js';
import type { AuditRecord } from './audit.schema.js';

const record = (more: Partial<AuditRecord> = {}): AuditRecord => ({
  actionName: 'CREATE_API_TOKEN',
  actionDescription: 'Makes an API token.',
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { name: 'ci' } } },
  actionDetails: {},
  actor: { id: 't-1', type: 'TOKEN', name: 'administrator' },
  errors: null,
  sourceIP: '198.51.100.7',
  XForwardedFor: ['192.0.2.1', '2001:db8::1'],
  userAgent: 'curl/8.5.0',
  timestamp: '2026-01-31 23:59:59.123',
  pantherVersion: '0.1.0',
  eventId: '1f4de1f4-8d5e-4d6e-9a63-9a1a2b3c4d5e',
  sequence: 7,
  requestId: 'r-1',
  correlationId: 'c-1',
  targets: [{ type: 'api-token', id: 't-7', name: 'ci' }],
  changes: [{ field: 'name', before: null, after: 'ci' }],
  seal: { commitment: 'c' },
  ...more,
});

describe('a record as an event of OCSF', () => {
  it('says who did what, when, from where and to what', () => {
    expect(ocsfOf(record())).toMatchObject({
      class_uid: 6003,
      activity_id: 1,
      type_uid: 600301,
      status_id: 1,
      time: Date.parse('2026-01-31T23:59:59.123Z'),
      metadata: { uid: '1f4de1f4-8d5e-4d6e-9a63-9a1a2b3c4d5e', sequence: 7 },
      actor: { user: { uid: 't-1', name: 'administrator', type: 'API token' } },
      api: { operation: 'CREATE_API_TOKEN', request: { uid: 'r-1' } },
      src_endpoint: { ip: '198.51.100.7' },
      http_request: { user_agent: 'curl/8.5.0', x_forwarded_for: ['192.0.2.1', '2001:db8::1'] },
      resources: [{ type: 'api-token', uid: 't-7', name: 'ci' }],
      unmapped: { changes: [{ field: 'name', before: null, after: 'ci' }] },
    });
  });

  it.each<[string, Partial<AuditRecord>]>([
    ['of a change', {}],
    ['that was refused', { actionResult: 'FAILED', errors: [{ message: 'No.' }] }],
    ['that was done in part', { actionResult: 'PARTIALLY_FAILED' }],
    ['of a reading', { actionName: 'LIST_AUDIT_RECORDS', targets: [], changes: [] }],
    ['of a removal', { actionName: 'DELETE_API_TOKEN' }],
    ['of something without a common verb', { actionName: 'REPLAY_PARKED_EVENT' }],
    [
      'of somebody who was erased',
      {
        actor: { id: 't-1', type: 'TOKEN' },
        sourceIP: null,
        XForwardedFor: null,
        userAgent: null,
      },
    ],
    [
      'of the platform itself',
      {
        actor: { id: '00000000-0000-4000-8000-000000000000', type: 'USER', name: 'tokens' },
        sourceIP: '',
        XForwardedFor: [],
        userAgent: '',
      },
    ],
    [
      'of a person',
      {
        actor: {
          id: 'u-1',
          type: 'USER',
          name: 'Ann',
          attributes: { email: 'a@example.com', emailVerified: true, roleId: 'r', roleName: 'x' },
        },
        causationId: 'e-0',
        targets: [{ type: 'role', id: 'r-1', name: '' }],
      },
    ],
  ])('%s is valid by the published schema', (_what, more) => {
    expect(ApiActivity.safeParse(ocsfOf(record(more)))).toMatchObject({ success: true });
  });

  it('tells verbs apart', () => {
    const activity = (actionName: string) =>
      (ocsfOf(record({ actionName })) as { activity_id: number }).activity_id;
    expect(
      [
        'REGISTER_RELEASE',
        'GET_ACCOUNT',
        'ROTATE_API_TOKEN',
        'REVOKE_IAM_ROLE',
        'ENRICH_EVENTS',
      ].map(activity),
    ).toEqual([1, 2, 3, 4, 99]);
  });

  it('stands on a line of its own', () => {
    const lines = ocsfLines([record(), record({ sequence: 8, actionDescription: 'a\nb' })]);
    expect(lines.split('\n')).toHaveLength(3);
    expect(lines.endsWith('\n')).toBe(true);
  });
});
