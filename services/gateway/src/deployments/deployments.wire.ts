import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import {
  type Deployment as WireDeployment,
  type DeploymentHop,
  type DeploymentProgress,
  ServiceError,
} from '@margay/contracts';
import { authorOf } from '../author.js';
import { present } from '../present.js';
import { changesToRest, findingsToRest } from './deployment-findings.wire.js';
import type { Deployment } from './deployments.schema.js';
import { said } from './said.js';

const RUN = /^[1-9]\d{0,8}$/;

/** Which deployment a path names. @throws ServiceError `not_found` for one that there cannot be */
export function deploymentRunOf(text: string): number {
  if (!RUN.test(text)) throw new ServiceError('not_found', 'There is no such deployment.');
  return Number(text);
}

const isoOf = (at: Timestamp | undefined) => timestampDate(present(at)).toISOString();

const hopToRest = ({
  $typeName: _,
  $unknown: __,
  from,
  parametersDigest: ___,
  ...hop
}: DeploymentHop): Deployment['hops'][number] => ({ ...said('from', from), ...hop });

const progressToRest = (progress: DeploymentProgress): Deployment['progress'] => ({
  saying: progress.saying,
  lookedAt: isoOf(progress.lookedAt),
  changedAt: isoOf(progress.changedAt),
  stalled: progress.stalled,
  ...(progress.percent === undefined ? {} : { percent: progress.percent }),
  ...(progress.expectedAt ? { expectedAt: isoOf(progress.expectedAt) } : {}),
  stacks: progress.stacks.map(({ path, status, done, total }) => ({ path, status, done, total })),
});

/** A deployment as it is published. */
export function deploymentToRest(deployment: WireDeployment): Deployment {
  const { changeSet, progress, waitsFor, requestedBy: by } = deployment;
  const requestedBy = authorOf(by);
  return {
    accountId: deployment.accountId,
    run: deployment.run,
    status: deployment.status as Deployment['status'],
    stackName: deployment.stackName,
    hops: deployment.hops.map(hopToRest),
    hop: deployment.hop,
    ...(waitsFor === '' ? {} : { waitsFor: waitsFor as NonNullable<Deployment['waitsFor']> }),
    ...said('step', deployment.step),
    openTasks: deployment.openTasks,
    missingApprovals: deployment.missingApprovals,
    ...(changeSet
      ? {
          changeSet: {
            attempt: changeSet.attempt,
            changes: changeSet.changes,
            destroys: changeSet.destroys,
            ...changesToRest(deployment),
          },
        }
      : {}),
    paused: deployment.paused,
    cancelling: deployment.cancelling,
    ...findingsToRest(deployment),
    ...said('lastGood', deployment.lastGood),
    ...(progress ? { progress: progressToRest(progress) } : {}),
    requestedAt: isoOf(deployment.requestedAt),
    ...(requestedBy ? { requestedBy } : {}),
    ...(deployment.endedAt ? { endedAt: isoOf(deployment.endedAt) } : {}),
  };
}
