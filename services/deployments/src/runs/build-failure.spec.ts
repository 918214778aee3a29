import { describe, expect, it } from '@jest/globals';
import { buildCause } from './build-failure.js';

const build = (phaseType: string, message: string) => ({
  buildStatus: 'FAILED',
  phases: [
    { phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED' },
    { phaseType, phaseStatus: 'FAILED', contexts: [{ statusCode: 'ERROR', message }] },
    { phaseType: 'COMPLETED' },
  ],
  logs: { groupName: '/aws/codebuild/panther-pulumi', streamName: 'abc' },
});

describe('the cause of a build that failed', () => {
  it.each([
    ['QUEUED', 'build_not_started', 'aws'],
    ['PROVISIONING', 'build_environment', 'customer'],
    ['DOWNLOAD_SOURCE', 'build_source', 'vendor'],
    ['PRE_BUILD', 'build_preparation', 'customer'],
    ['BUILD', 'pulumi_failed', 'vendor'],
    ['FINALIZING', 'build_artifacts', 'vendor'],
    ['A_NEW_PHASE', 'unknown', 'customer'],
  ])('is told by its phase: %s', (phase, id, owner) => {
    const cause = buildCause('panther-pulumi', build(phase, 'exit status 1'));
    expect(cause).toMatchObject({ failure: 'build_failed', class: id, owner, place: phase });
    expect(cause.message).toContain(`in the phase ${phase}: ERROR: exit status 1`);
  });

  it('is told by what it says where that is known', () => {
    const said =
      'User: arn:aws:iam::1:role/build is not authorized to perform: kms:Decrypt with an explicit deny in a service control policy';
    const { class: id, owner } = buildCause('panther-pulumi', build('BUILD', said));
    expect([id, owner]).toEqual(['scp_explicit_deny', 'organization']);
  });

  it('names its log', () =>
    expect(buildCause('panther-pulumi', build('BUILD', 'no')).message).toContain(
      'Its log: /aws/codebuild/panther-pulumi/abc.',
    ));

  it('stays unknown where CodeBuild tells nothing', () =>
    expect(buildCause('panther-pulumi', {})).toMatchObject({ class: 'unknown', place: '' }));
});
