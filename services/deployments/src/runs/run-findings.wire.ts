import type { MessageInitShape } from '@bufbuild/protobuf';
import type { DeploymentSchema } from '@margay/contracts';
import { diagnosisToWire } from '../diagnosis/diagnoses.wire.js';
import type { Findings, FoundDrift, Verification } from './finding.js';

const driftToWire = ({ path, message = '', resources, status }: FoundDrift) => ({
  path: [...path],
  status,
  message,
  resources: resources.map(({ properties, ...each }) => ({
    ...each,
    properties: [...properties],
  })),
});

const verificationToWire = ({
  version = '',
  stacks,
  missingOutputs,
  firstUserInvited,
}: Verification) => ({
  version,
  stacks: stacks.map((each) => ({ path: [...each.path], version: each.version ?? '' })),
  missingOutputs: [...missingOutputs],
  firstUserInvited,
});

/** What was found in the hop that a deployment is at. */
export const findingsToWire = ({
  diagnosis,
  changes = [],
  drift = [],
  verification,
}: Partial<Findings>) =>
  ({
    ...(diagnosis ? { diagnosis: diagnosisToWire(diagnosis) } : {}),
    changes: changes.map((each) => ({ ...each, path: [...each.path] })),
    drift: drift.map(driftToWire),
    ...(verification ? { verification: verificationToWire(verification) } : {}),
  }) satisfies MessageInitShape<typeof DeploymentSchema>;
