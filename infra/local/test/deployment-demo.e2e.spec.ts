import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GatewayClient,
  showDeployments,
  startTemporaryPlatform,
  type TemporaryPlatform,
} from '../src/index.js';

describe('the demonstration of deployments', () => {
  let temporary: TemporaryPlatform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform({ durable: true });
  }, 180_000);
  afterAll(() => temporary.stop());

  const shown = async (): Promise<string> => {
    const { gatewayUrl, administratorToken, sandboxUrl = '' } = temporary.platform;
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const administrator = new GatewayClient(gatewayUrl, administratorToken);
    await showDeployments(administrator, { gatewayUrl, sandboxUrl, write, width: 140 });
    return lines.join('\n');
  };

  it('tells of a failure, its cause, the clean-up, an installation and an upgrade, and may be shown again', async () => {
    const story = await shown();
    expect(story).toContain('It failed: scp_explicit_deny at Core > Data > Key, for organization.');
    expect(story).toContain('Action: kms:CreateKey');
    expect(story).toContain('What CloudFormation allows: delete.');
    expect(story).toContain('the deployment is recovered.');
    expect(story).toMatch(/Core > Data +99\.1\.0/);
    expect(story).toContain('The first user is invited by mail.');
    expect(story).toMatch(/\(root\) +DRIFTED +Alarms \(AWS::SNS::Topic\) +\/DisplayName/);
    expect(story).toMatch(/Modify +Core > Data > Alerts +AWS::DynamoDB::Table +True +is lost/);
    expect(story).toContain('Approved by two others.');
    expect(story).toContain('It is completed: 99.3.0 runs and is verified.');
    for (const [call, times] of [
      ['CreateStack', 2],
      ['DeleteStack', 1],
      ['CreateChangeSet', 2],
      ['ExecuteChangeSet', 2],
      ['StartBuild', 3],
    ] as const)
      expect(story).toMatch(new RegExp(`${call} +${times} +${times} +0\\b`));
    expect(await shown()).toContain('It is completed: 99.3.0 runs and is verified.');
  }, 240_000);
});
