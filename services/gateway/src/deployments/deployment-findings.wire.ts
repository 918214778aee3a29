import type {
  Deployment as WireDeployment,
  DeploymentCause,
  DeploymentVerification,
  StackDrift,
} from '@margay/contracts';
import type { Deployment } from './deployments.schema.js';
import { diagnosisToRest } from './diagnosis.wire.js';
import { said } from './said.js';

type Told = Pick<Deployment, 'cause' | 'diagnosis' | 'recovery' | 'drift' | 'verification'>;

const causeToRest = ({ failure, message, class: id, owner, retry, place }: DeploymentCause) => ({
  failure,
  message,
  ...said('class', id),
  ...said('owner', owner),
  ...said('retry', retry),
  ...said('place', place),
});

const driftToRest = ({ path, status, message, resources }: StackDrift) => ({
  path,
  status: status as 'CHECKING' | 'IN_SYNC' | 'DRIFTED' | 'UNKNOWN',
  ...said('message', message),
  resources: resources.map(({ logicalId, type, status: is, properties }) => ({
    logicalId,
    type,
    status: is,
    properties,
  })),
});

const verificationToRest = ({
  version,
  stacks,
  missingOutputs,
  firstUserInvited,
}: DeploymentVerification) => ({
  ...said('version', version),
  stacks: stacks.map(({ path, version: tagged }) => ({ path, ...said('version', tagged) })),
  missingOutputs,
  firstUserInvited,
});

export const changesToRest = ({ changes }: WireDeployment) =>
  changes.length === 0
    ? {}
    : {
        resources: changes.map(({ path, type, action, replacement, destroys }) => ({
          path,
          type,
          action,
          ...said('replacement', replacement),
          destroys,
        })),
      };

export function findingsToRest({
  cause,
  diagnosis,
  recovery,
  drift,
  verification,
}: WireDeployment): Told {
  return {
    ...(cause ? { cause: causeToRest(cause) } : {}),
    ...(diagnosis ? { diagnosis: diagnosisToRest(diagnosis) } : {}),
    ...(recovery
      ? {
          recovery: {
            action: recovery.action,
            stackId: recovery.stackId,
            status: recovery.status,
            resources: recovery.resources,
          },
        }
      : {}),
    ...(drift.length > 0 ? { drift: drift.map(driftToRest) } : {}),
    ...(verification ? { verification: verificationToRest(verification) } : {}),
  };
}
