import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { bundleOf } from './bundle.js';
import type { Evidence, KeptEvent } from './evidence.js';
import type { KeptDiagnosisRow } from './kept-diagnosis.row.js';

const at = new Date('2026-01-02T03:04:05.000Z');
const row: KeptDiagnosisRow = {
  accountId: '123456789012-us-east-1',
  number: 2,
  diagnosed: {
    stackId: 'arn:root',
    status: 'ROLLBACK_COMPLETE',
    outcome: 'failed',
    evidence: { sha256: 'ab'.repeat(32), bytes: 12 },
  },
  diagnosedAt: at,
  diagnosedBy: { type: 'user', id: 'ann', name: 'ann' },
};
const event = (stackId: string, ms: number, reason?: string) =>
  ({
    stackId,
    id: `${stackId}${ms}`,
    at: at.getTime() + ms,
    logicalId: 'Key',
    type: 'AWS::KMS::Key',
    status: 'CREATE_FAILED',
    ...(reason === undefined ? {} : { reason }),
  }) as unknown as KeptEvent;
const stack = (id: string, name: string) => ({ id, name, isWhole: true, leftOut: 0 });
const evidence: Evidence = {
  diagnosis: { text: 'It failed.' },
  parameters: { VpcID: 'vpc-1' },
  stacks: [stack('arn:root', 'panther'), stack('arn:core', 'panther-Core')],
  events: [event('arn:root', 20), event('arn:core', 10, 'No\nway'), event('arn:core', 15)],
  preflight: null,
};
const files = bundleOf(row, evidence);
const content = (path: string) => files.find((file) => file.path === path)?.content ?? '';

describe('a support bundle', () => {
  it('tells what happened in all stacks, in the order of time', () =>
    expect(content('timeline.txt').split('\n')).toEqual([
      '2026-01-02T03:04:05.010Z  panther-Core  Key  AWS::KMS::Key  CREATE_FAILED  No way',
      '2026-01-02T03:04:05.015Z  panther-Core  Key  AWS::KMS::Key  CREATE_FAILED',
      '2026-01-02T03:04:05.020Z  panther  Key  AWS::KMS::Key  CREATE_FAILED',
      '',
    ]));

  it('has the diagnosis as people read it, and each event in a line', () => {
    expect(content('diagnosis.txt')).toBe('It failed.\n');
    expect(content('events.ndjson').trim().split('\n')).toHaveLength(3);
  });

  it('names every file with its digest, and the evidence that the event names', () => {
    const manifest = JSON.parse(content('manifest.json')) as {
      evidence: object;
      files: { path: string; sha256: string; bytes: number }[];
    };
    expect(manifest.evidence).toEqual(row.diagnosed.evidence);
    expect(manifest.files.map(({ path }) => path)).toEqual(
      files.map(({ path }) => path).filter((path) => path !== 'manifest.json'),
    );
    for (const { path, sha256, bytes } of manifest.files) {
      expect(sha256).toBe(createHash('sha256').update(content(path)).digest('hex'));
      expect(bytes).toBe(Buffer.byteLength(content(path)));
    }
  });

  it('is the same for ever', () => expect(bundleOf(row, evidence)).toEqual(files));
});
