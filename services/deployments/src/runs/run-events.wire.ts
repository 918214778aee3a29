import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  DeploymentApprovedSchema,
  DeploymentCancelledSchema,
  DeploymentCancelRequestedSchema,
  DeploymentCompletedSchema,
  DeploymentFailedSchema,
  DeploymentHopCompletedSchema,
  type DeploymentHopSchema,
  DeploymentPausedSchema,
  DeploymentRecoveredSchema,
  DeploymentRecoveryRequestedSchema,
  DeploymentRequestedSchema,
  DeploymentResumedSchema,
  DeploymentStepFailedSchema,
  DeploymentStepIntendedSchema,
  DeploymentStepSucceededSchema,
  DeploymentTaskAcknowledgedSchema,
  type EventOf,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { Recovery } from './recovery.js';
import type { RunEvent } from './run-facts.js';
import type { ChangeSet, RunHop } from './run-steps.js';

export const runHopToWire = ({
  parameters: parametersDigest,
  capabilities,
  tasks,
  ...hop
}: RunHop): MessageInitShape<typeof DeploymentHopSchema> => ({
  ...hop,
  capabilities: [...capabilities],
  tasks: [...tasks],
  parametersDigest,
});

export const changeSetToWire = ({ destroys, ...changeSet }: ChangeSet) => ({
  ...changeSet,
  destroys: [...destroys],
});

export const recoveryToWire = ({ action, stackId, status, resources }: Recovery) => ({
  action,
  stackId,
  status,
  resources: [...resources],
});

/** What others may know of what happened in a deployment: all of it. */
export function runEventToWire({ stream, event }: Recorded<RunEvent>): EventOf<'deployments'> {
  const accountId = idOf(stream);
  switch (event.type) {
    case 'DeploymentRequested': {
      const { run, stackName, hops, rolloutId = '' } = event;
      const asked = { accountId, run, stackName, hops: hops.map(runHopToWire), rolloutId };
      return create(DeploymentRequestedSchema, asked);
    }
    case 'DeploymentApproved': {
      const { run, hop } = event;
      return create(DeploymentApprovedSchema, { accountId, run, hop });
    }
    case 'DeploymentTaskAcknowledged': {
      const { run, hop, task } = event;
      return create(DeploymentTaskAcknowledgedSchema, { accountId, run, hop, task });
    }
    case 'DeploymentStepIntended': {
      const { type: _, ...intended } = event;
      return create(DeploymentStepIntendedSchema, { accountId, ...intended });
    }
    case 'DeploymentStepSucceeded': {
      const { type: _, changeSet, ...succeeded } = event;
      return create(DeploymentStepSucceededSchema, {
        accountId,
        ...succeeded,
        ...(changeSet ? { changeSet: changeSetToWire(changeSet) } : {}),
      });
    }
    case 'DeploymentStepFailed': {
      const { type: _, ...failed } = event;
      return create(DeploymentStepFailedSchema, { accountId, ...failed });
    }
    case 'DeploymentPaused': {
      const { run, reason } = event;
      return create(DeploymentPausedSchema, { accountId, run, reason });
    }
    case 'DeploymentResumed': {
      const { run, reason } = event;
      return create(DeploymentResumedSchema, { accountId, run, reason });
    }
    case 'DeploymentCancelRequested': {
      const { run, reason } = event;
      return create(DeploymentCancelRequestedSchema, { accountId, run, reason });
    }
    case 'DeploymentHopCompleted': {
      const { run, hop, version } = event;
      return create(DeploymentHopCompletedSchema, { accountId, run, hop, version });
    }
    case 'DeploymentCompleted':
      return create(DeploymentCompletedSchema, { accountId, run: event.run });
    case 'DeploymentCancelled': {
      const { run, lastGood = '' } = event;
      return create(DeploymentCancelledSchema, { accountId, run, lastGood });
    }
    case 'DeploymentRecoveryRequested': {
      const { run, reason } = event;
      const recovery = recoveryToWire(event.recovery);
      return create(DeploymentRecoveryRequestedSchema, { accountId, run, reason, recovery });
    }
    case 'DeploymentRecovered': {
      const { run, lastGood = '' } = event;
      return create(DeploymentRecoveredSchema, { accountId, run, lastGood });
    }
    case 'DeploymentFailed': {
      const { run, cause, lastGood = '' } = event;
      return create(DeploymentFailedSchema, { accountId, run, cause, lastGood });
    }
  }
}
