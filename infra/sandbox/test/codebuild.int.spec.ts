import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../src/index.js';
import { ACCOUNT } from './sandbox-backend.js';
import { REGION, StackStand, template } from './stack-stand.js';

describe('the builds of the sandbox', () => {
  let sandbox: Sandbox;
  let stand: StackStand;
  let client: CodeBuildClient;
  const projectName = 'panther-pulumi';
  const place = { account: ACCOUNT, region: REGION };

  beforeAll(async () => {
    sandbox = await startSandbox();
    stand = new StackStand(() => sandbox);
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await stand.prepare();
    await stand.order('buildProject', { ...place, name: projectName });
    client = new CodeBuildClient({
      endpoint: sandbox.url,
      region: REGION,
      maxAttempts: 1,
      credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'any' },
    });
  });

  const start = async (more: object = {}) =>
    (await client.send(new StartBuildCommand({ projectName, ...more }))).build?.id ?? '';
  const build = async (id: string) =>
    (await client.send(new BatchGetBuildsCommand({ ids: [id] }))).builds?.[0];
  const over = async (id: string) => {
    for (let turn = 0; turn < 500; turn++) {
      const found = await build(id);
      if (found?.buildStatus !== 'IN_PROGRESS') return found;
      await sleep(5);
    }
    throw new Error('The build does not end.');
  };

  it('go through their phases', async () => {
    const found = await over(await start());
    expect(found).toMatchObject({ buildStatus: 'SUCCEEDED', buildComplete: true });
    expect(found?.phases?.map((each) => each.phaseType)).toEqual([
      ...['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD'],
      ...['BUILD', 'POST_BUILD', 'UPLOAD_ARTIFACTS', 'FINALIZING', 'COMPLETED'],
    ]);
    expect(found?.endTime?.getTime()).toBeGreaterThan(found?.startTime?.getTime() ?? Infinity);
  });

  it('fail in the phase that was ordered, and say why there', async () => {
    await stand.order('buildFault', {
      ...place,
      project: projectName,
      phase: 'BUILD',
      message: 'pulumi up failed',
      times: 1,
    });
    const found = await over(await start());
    expect(found?.buildStatus).toBe('FAILED');
    expect(found?.phases?.find((each) => each.phaseStatus === 'FAILED')).toMatchObject({
      phaseType: 'BUILD',
      contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: 'pulumi up failed' }],
    });
    expect((await over(await start()))?.buildStatus).toBe('SUCCEEDED');
  });

  it('are started once under one token, which is forgotten after five minutes', async () => {
    const idempotencyToken = 'deployment-1';
    const id = await start({ idempotencyToken });
    expect(await start({ idempotencyToken })).toBe(id);
    await expect(
      start({ idempotencyToken, environmentVariablesOverride: [{ name: 'A', value: 'b' }] }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
    const { calls } = (await stand.order('stackCalls', {})) as { calls: readonly object[] };
    expect(calls).toEqual([
      expect.objectContaining({
        action: 'StartBuild',
        token: idempotencyToken,
        requests: 3,
        begun: 1,
      }),
    ]);
    await stand.order('clock', { offsetMs: 299_000, propagationMs: 0 });
    expect(await start({ idempotencyToken })).toBe(id);
    await stand.order('clock', { offsetMs: 301_000, propagationMs: 0 });
    // The client hears of the other clock by its first refusal.
    await start({ idempotencyToken }).catch(() => undefined);
    expect(await start({ idempotencyToken })).not.toBe(id);
  });

  it('can be stopped', async () => {
    await stand.order('timeCompression', { factor: 1 });
    const id = await start();
    await client.send(new StopBuildCommand({ id }));
    expect(await build(id)).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
    const { ids } = await client.send(new ListBuildsForProjectCommand({ projectName }));
    expect(ids).toEqual([id]);
  });

  it('need a project, which is there once a stack made it', async () => {
    await expect(start({ projectName: 'other' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const project = { Type: 'AWS::CodeBuild::Project', Properties: { Name: 'other' } };
    await stand.settled(
      await stand.create('panther', await stand.put('root', template({ Project: project }))),
    );
    expect((await over(await start({ projectName: 'other' })))?.buildStatus).toBe('SUCCEEDED');
    const found = await client.send(new BatchGetProjectsCommand({ names: ['other', 'none'] }));
    expect(found.projects?.map((each) => each.name)).toEqual(['other']);
    expect(found.projectsNotFound).toEqual(['none']);
  });
});
