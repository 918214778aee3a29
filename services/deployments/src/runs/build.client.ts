import {
  BatchGetBuildsCommand,
  type Build,
  type CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { isPassing, refusal } from './aws-call.js';
import { buildCause } from './build-failure.js';
import { unlessAsProposed } from './recover.client.js';
import type { TakeStep } from './run-step.js';
import { done, failed, waiting } from './step-result.js';

const PROJECT = 'panther-pulumi';
/** What the builds of ours carry. CodeBuild itself remembers a token for five minutes. */
const MARK = 'MARGAY_DEPLOYMENT_STEP';

const isOf =
  (token: string) =>
  ({ environment }: Build): boolean =>
    environment?.environmentVariables?.some(
      ({ name, value }) => name === MARK && value === token,
    ) ?? false;

/** The build that was started under a token: among the last hundred of the project. */
async function startedBefore(
  client: CodeBuildClient,
  token: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const listed = new ListBuildsForProjectCommand({ projectName: PROJECT, sortOrder: 'DESCENDING' });
  const { ids = [] } = await client.send(listed, { abortSignal });
  if (ids.length === 0) return undefined;
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }), { abortSignal });
  return builds.find(isOf(token))?.id;
}

export const startBuild: TakeStep = async ({ deployer, run: { recovery }, token, signal }) => {
  const client = deployer.codeBuild;
  try {
    const before = await startedBefore(client, token, signal);
    if (before !== undefined) return done(before);
    const otherwise =
      recovery && (await unlessAsProposed(deployer.cloudFormation, recovery, signal));
    if (otherwise) return otherwise;
    const command = new StartBuildCommand({
      projectName: PROJECT,
      idempotencyToken: token,
      environmentVariablesOverride: [{ name: MARK, value: token, type: 'PLAINTEXT' }],
    });
    const { build } = await client.send(command, { abortSignal: signal });
    return done(build?.id);
  } catch (error) {
    if (isPassing(error)) throw error;
    return refusal('StartBuild', error);
  }
};

export const settleBuild: TakeStep = async ({ deployer, run, signal }) => {
  const id = run.progress.made.start_build ?? '';
  const { builds = [] } = await deployer.codeBuild.send(new BatchGetBuildsCommand({ ids: [id] }), {
    abortSignal: signal,
  });
  const [build] = builds;
  if (!build) return failed('build_failed', 'CodeBuild does not know the build any longer.');
  if (!build.buildComplete) return waiting(`The build is in the phase ${build.currentPhase}.`);
  if (build.buildStatus === 'SUCCEEDED') return done(id);
  return { is: 'failed', cause: buildCause(PROJECT, build), retryable: false };
};
