import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeptDiagnosisSchema, ServiceError, StackDiagnosisSchema } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

const at = new Date('2026-01-02T03:04:05.000Z');
const accountId = '123456789012-us-east-1';
const path = `/accounts/${accountId}/diagnoses`;
const kept = create(KeptDiagnosisSchema, {
  diagnosed: {
    accountId,
    number: 1,
    stackId: 'arn:root',
    status: 'ROLLBACK_COMPLETE',
    outcome: 'failed',
    kind: 'create',
    cause: {
      class: 'scp_explicit_deny',
      owner: 'organization',
      retry: 'after_fix',
      stackId: 'arn:data',
      path: ['Core', 'Data', 'Key'],
      resourceType: 'AWS::KMS::Key',
      action: 'kms:CreateKey',
      remedy: 'Ask for an exception.',
    },
    evidence: { sha256: 'ab'.repeat(32), bytes: 1_234 },
  },
  diagnosedAt: timestampFromDate(at),
});
const diagnosis = create(StackDiagnosisSchema, {
  stackId: 'arn:root',
  status: 'ROLLBACK_COMPLETE',
  outcome: 'failed',
  text: 'It failed.',
});
const files = [
  { path: 'diagnosis.txt', content: 'It failed.\n' },
  { path: 'manifest.json', content: '{}\n' },
];
const summary = {
  accountId,
  number: 1,
  outcome: 'failed',
  cause: { class: 'scp_explicit_deny', path: ['Core', 'Data', 'Key'], action: 'kms:CreateKey' },
  evidence: { sha256: 'ab'.repeat(32), bytes: 1_234 },
  diagnosedAt: at.toISOString(),
};

describe('the door of diagnoses that are kept', () => {
  let doors: Doors;
  let url = '';
  let failing: ServiceError | undefined;
  const asked: unknown[] = [];
  const answer = (value: object) => (request: unknown) => {
    asked.push(request);
    return failing ? Promise.reject(failing) : Promise.resolve(value);
  };

  beforeAll(async () => {
    doors = await openDoors({
      diagnoses: {
        keepDiagnosis: answer({ kept, diagnosis }),
        getDiagnosis: answer({ kept, diagnosis }),
        listDiagnoses: answer({ diagnoses: [kept], next: 'cursor' }),
        getDiagnosisBundle: answer({ files, diagnosedAt: timestampFromDate(at) }),
      },
    });
    url = await doors.app.getUrl();
  });
  afterAll(() => doors.app.close());
  beforeEach(() => {
    failing = undefined;
    asked.length = 0;
  });

  const send = (method: string, to: string, permissions: string[], body?: object) =>
    fetch(`${url}${to}`, {
      method,
      headers: {
        'X-API-Key': doors.key(permissions),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  it('keeps one for whoever may change deployments', async () => {
    const refused = await send('POST', path, ['DeploymentRead'], { stack: 'panther' });
    expect([refused.status, asked]).toEqual([403, []]);
    const answered = await send('POST', path, ['DeploymentModify'], { stack: 'panther' });
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ ...summary, diagnosis: { text: 'It failed.' } });
    expect(asked).toEqual([{ accountId, stack: 'panther', version: '' }]);
  });

  it('lists them, and reads each, for whoever may read deployments', async () => {
    expect((await send('GET', path, ['DeploymentModify'])).status).toBe(403);
    const listed = await send('GET', path, ['DeploymentRead']);
    expect(await listed.json()).toMatchObject({ results: [summary], next: 'cursor' });
    const read = await send('GET', `${path}/1`, ['DeploymentRead']);
    expect(await read.json()).toMatchObject({ ...summary, diagnosis: { outcome: 'failed' } });
  });

  it('hands out an archive that any tar opens, the same each time', async () => {
    const bytes = async () => {
      const response = await send('GET', `${path}/1/bundle`, ['DeploymentRead']);
      expect(response.headers.get('content-type')).toBe('application/gzip');
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="diagnosis-1.tar.gz"',
      );
      return Buffer.from(await response.arrayBuffer());
    };
    const archive = await bytes();
    expect((await bytes()).equals(archive)).toBe(true);
    const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
    try {
      await writeFile(join(directory, 'bundle.tar.gz'), archive);
      await promisify(execFile)('tar', ['-xzf', 'bundle.tar.gz'], { cwd: directory });
      for (const file of files)
        expect(await readFile(join(directory, file.path), 'utf8')).toBe(file.content);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it.each(['0', '-1', '1.5', 'x', '9999999999'])('has none of the number %s', async (number) => {
    for (const to of [`${path}/${number}`, `${path}/${number}/bundle`])
      expect((await send('GET', to, ['DeploymentRead'])).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it.each([[{}], [{ stack: '' }], [{ stack: 'panther', more: 1 }]])('refuses %j', async (body) =>
    expect((await send('POST', path, ['DeploymentModify'], body)).status).toBe(400),
  );

  it.each([
    ['not_found', 404],
    ['conflict', 409],
    ['timeout', 504],
    ['internal', 500],
  ] as const)('answers %s as %i', async (code, status) => {
    failing = new ServiceError(code, 'No.');
    expect((await send('POST', path, ['DeploymentModify'], { stack: 'panther' })).status).toBe(
      status,
    );
  });
});
