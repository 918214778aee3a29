import { describe, expect, it } from '@jest/globals';
import type { components } from '@margay/client';
import { deploymentLine, wholeLine } from './follow.commands.js';

type Deployment = components['schemas']['Deployment'];
type Hop = Deployment['hops'][number];

const hop = (to: string, from?: string): Hop => ({
  to,
  ...(from === undefined ? {} : { from }),
  templateUrl: 'https://templates.example/root.yml',
  capabilities: [],
  roleUpdate: false,
  tasks: [],
  pulumiBuild: true,
});

const deployment = (more: Partial<Deployment>): Deployment => ({
  accountId: '123456789012-us-east-1',
  run: 1,
  status: 'running',
  stackName: 'panther',
  hops: [hop('1.23.0', '1.22.4'), hop('1.24.1', '1.23.0')],
  hop: 1,
  openTasks: [],
  missingApprovals: 0,
  paused: false,
  cancelling: false,
  requestedAt: '2026-11-23T08:00:00.000Z',
  ...more,
});

describe('the line of a deployment', () => {
  it('says which hop it is at, which step, and how far the stacks at work are', () => {
    const at = '2026-11-23T08:00:00.000Z';
    const stacks = [
      { path: [], status: 'UPDATE_IN_PROGRESS', done: 3, total: 9 },
      { path: ['Core', 'Data'], status: 'UPDATE_IN_PROGRESS', done: 40, total: 390 },
    ];
    const progress = { lookedAt: at, changedAt: at, stalled: true, percent: 41, stacks };
    const line = wholeLine(
      deployment({
        waitsFor: 'step',
        step: 'settle_stack',
        progress: { ...progress, saying: 'The stack is UPDATE_IN_PROGRESS.' },
      }),
    );
    expect(line).toBe(
      '2/2 1.23.0 → 1.24.1 settle_stack: The stack is UPDATE_IN_PROGRESS. 41 % (nothing has changed for long)  panther 3/9  Core.Data 40/390',
    );
  });

  it('says whom it waits for', () => {
    const line = (more: Partial<Deployment>) => deploymentLine(deployment({ hop: 0, ...more }));
    expect(line({ waitsFor: 'approval', missingApprovals: 2 })).toContain('2 missing');
    expect(line({ waitsFor: 'tasks', openTasks: ['rotate-keys'] })).toContain('rotate-keys');
    expect(line({ waitsFor: 'resume' })).toContain('is paused');
  });

  it('says what an installation came to', () => {
    const line = deploymentLine(deployment({ hops: [hop('1.23.0')], hop: 0, status: 'failed' }));
    expect(line).toBe('1/1 1.23.0 failed');
  });
});
