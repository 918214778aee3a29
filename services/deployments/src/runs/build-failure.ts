import type { Owner, Retry } from '../diagnosis/cause-classes.js';
import { classify } from '../diagnosis/classify.js';
import type { RunCause } from './run.js';

const SAID_MAX = 1_000;

interface PhaseClass {
  readonly class: string;
  readonly owner: Owner;
  readonly retry: Retry;
  readonly remedy: string;
}

const STARTING: PhaseClass = {
  class: 'build_not_started',
  owner: 'aws',
  retry: 'once',
  remedy: 'CodeBuild did not come to build anything: try again, then look at the quotas of builds.',
};
const PREPARING: PhaseClass = {
  class: 'build_preparation',
  owner: 'customer',
  retry: 'after_fix',
  remedy:
    'Before Pulumi runs, its access token is read: look at PulumiSecretArn, PulumiSecretKeyArn and who may use that key.',
};
const PULUMI: PhaseClass = {
  class: 'pulumi_failed',
  owner: 'vendor',
  retry: 'after_look',
  remedy: 'Pulumi itself failed: its log says what it could not make.',
};
const LEAVING: PhaseClass = {
  class: 'build_artifacts',
  owner: 'vendor',
  retry: 'once',
  remedy: 'Pulumi was through; what it leaves could not be put away.',
};

/** What the failure of a phase means where its text is of no known cause. */
const PHASES: Readonly<Record<string, PhaseClass>> = {
  SUBMITTED: STARTING,
  QUEUED: STARTING,
  PROVISIONING: {
    class: 'build_environment',
    owner: 'customer',
    retry: 'after_fix',
    remedy: 'The environment of the build cannot be made: look at its role, image and network.',
  },
  DOWNLOAD_SOURCE: {
    class: 'build_source',
    owner: 'vendor',
    retry: 'after_fix',
    remedy: 'The source of the build cannot be read: ask whether the release is published there.',
  },
  INSTALL: PREPARING,
  PRE_BUILD: PREPARING,
  BUILD: PULUMI,
  POST_BUILD: PULUMI,
  UPLOAD_ARTIFACTS: LEAVING,
  FINALIZING: LEAVING,
};

const UNKNOWN: PhaseClass = {
  class: 'unknown',
  owner: 'customer',
  retry: 'after_look',
  remedy: 'Look at the log of the build.',
};

/** A build as CodeBuild tells it. */
export interface ToldBuild {
  readonly buildStatus?: string | undefined;
  readonly phases?:
    | readonly {
        readonly phaseType?: string | undefined;
        readonly phaseStatus?: string | undefined;
        readonly contexts?:
          | readonly {
              readonly statusCode?: string | undefined;
              readonly message?: string | undefined;
            }[]
          | undefined;
      }[]
    | undefined;
  readonly logs?:
    | { readonly groupName?: string | undefined; readonly streamName?: string | undefined }
    | undefined;
}

/** Why a build did not come through: the phase that failed, what it said, and whose that is. */
export function buildCause(
  project: string,
  { buildStatus, phases = [], logs }: ToldBuild,
): RunCause {
  const failed = phases.find(
    ({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED',
  );
  const place = failed?.phaseType ?? '';
  const said = (failed?.contexts ?? [])
    .map(({ statusCode = '', message = '' }) => `${statusCode}: ${message}`.trim())
    .join(' ')
    .slice(0, SAID_MAX);
  const known = classify(said);
  const { class: id, ...about } =
    known.id === 'unknown' ? (PHASES[place] ?? UNKNOWN) : { ...known, class: known.id };
  const where = logs?.groupName ? ` Its log: ${logs.groupName}/${logs.streamName ?? ''}.` : '';
  const what = place === '' ? '' : ` in the phase ${place}: ${said}`;
  return {
    failure: 'build_failed',
    message: `The build of ${project} is ${buildStatus ?? 'lost'}${what}${where} What to do: ${about.remedy} Then go on with build_again.`,
    class: id,
    owner: about.owner,
    retry: about.retry,
    place,
  };
}
