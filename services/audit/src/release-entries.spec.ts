import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import {
  EVENTS,
  ReleaseRegisteredSchema,
  ReleaseWithdrawnSchema,
  UpgradeEdgeClosedSchema,
} from '@margay/contracts';
import { auditEntryOf } from './audit-entry.js';

describe('the audit entry of a release', () => {
  it('says how it was described, and which notes it brings', () => {
    const event = create(ReleaseRegisteredSchema, {
      version: '1.40.0',
      channel: 'stable',
      templateDigest: 'ab',
      notes: [{ id: 'n', title: 'A note', kind: 'manual', steps: [{ id: 's', text: 'Long.' }] }],
    });
    expect(auditEntryOf(event)).toMatchObject({
      actionName: 'REGISTER_RELEASE',
      targets: [{ type: 'release', id: '1.40.0' }],
      after: { channel: 'stable', templateDigest: 'ab', notes: [{ id: 'n', title: 'A note' }] },
    });
    expect(JSON.stringify(auditEntryOf(event))).not.toMatch(/Long|typeName/);
  });

  it('says why it was withdrawn', () => {
    const event = create(ReleaseWithdrawnSchema, { version: '1.40.0', reason: 'It lost data.' });
    expect(auditEntryOf(event)).toMatchObject({
      actionParams: { dynamic: { input: { version: '1.40.0', reason: 'It lost data.' } } },
      after: { withdrawn: 'It lost data.' },
    });
  });

  it('says which step was closed', () => {
    const edge = { from: '<1.19.5', to: '1.20.1', reason: 'It loses alerts.', url: '', when: '' };
    const event = create(UpgradeEdgeClosedSchema, { edgeId: 'e1', ...edge });
    expect(auditEntryOf(event)).toMatchObject({
      targets: [{ type: 'upgrade-edge', id: 'e1' }],
      after: edge,
    });
  });

  it.each(
    EVENTS.deployments
      .filter(({ typeName }) => /\.(Release|UpgradeEdge)\w+$/.test(typeName))
      .map((schema) => [schema.typeName, schema] as const),
  )('%s has a description', (_name, schema) =>
    expect(auditEntryOf(create(schema)).actionDescription).not.toBe(''),
  );
});
