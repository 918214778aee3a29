import type { EventOf } from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import { accountEventToWire } from './accounts/account-events.wire.js';
import type { AccountEvent } from './accounts/account.decider.js';
import type { DeploymentsEvent } from './deployments-event.js';
import type { KeptDiagnosisEvent } from './evidence/kept-diagnosis.decider.js';
import { keptDiagnosisEventToWire } from './evidence/kept-diagnosis-events.wire.js';
import type { OverrideEvent } from './plans/override.decider.js';
import { overrideEventToWire } from './plans/override-events.wire.js';
import type { PreflightEvent } from './preflight/preflight.decider.js';
import { preflightEventToWire } from './preflight/preflight-events.wire.js';
import { releaseEventToWire } from './releases/release-events.wire.js';
import type { CatalogEvent } from './releases/release-facts.projection.js';
import type { FreezeEvent } from './rollouts/freeze.decider.js';
import { freezeEventToWire, rolloutEventToWire } from './rollouts/rollout-events.wire.js';
import type { RolloutEvent } from './rollouts/rollout-facts.js';
import { runEventToWire } from './runs/run-events.wire.js';
import type { RunEvent } from './runs/run-facts.js';

/** What others may know of an event. */
export function eventToWire(recorded: Recorded<DeploymentsEvent>): EventOf<'deployments'> {
  switch (recorded.event.type) {
    case 'AccountRequested':
    case 'AccountDescribed':
    case 'AccountApproved':
    case 'AccountDeclined':
    case 'AccountExpired':
    case 'AccountWithdrawn':
      return accountEventToWire(recorded as Recorded<AccountEvent>);
    case 'DeploymentRequested':
    case 'DeploymentApproved':
    case 'DeploymentTaskAcknowledged':
    case 'DeploymentStepIntended':
    case 'DeploymentStepSucceeded':
    case 'DeploymentStepFailed':
    case 'DeploymentPaused':
    case 'DeploymentResumed':
    case 'DeploymentCancelRequested':
    case 'DeploymentHopCompleted':
    case 'DeploymentCompleted':
    case 'DeploymentCancelled':
    case 'DeploymentFailed':
    case 'DeploymentRecoveryRequested':
    case 'DeploymentRecovered':
      return runEventToWire(recorded as Recorded<RunEvent>);
    case 'StackDiagnosed':
      return keptDiagnosisEventToWire(recorded as Recorded<KeptDiagnosisEvent>);
    case 'FreezeDeclared':
    case 'FreezeLifted':
      return freezeEventToWire(recorded as Recorded<FreezeEvent>);
    case 'RolloutRequested':
    case 'RolloutApproved':
    case 'RolloutPaused':
    case 'RolloutResumed':
    case 'RolloutCancelled':
    case 'RolloutDeploymentBegun':
    case 'RolloutDeploymentRefused':
    case 'RolloutDeploymentEnded':
    case 'RolloutRingCompleted':
    case 'RolloutHalted':
    case 'RolloutCompleted':
      return rolloutEventToWire(recorded as Recorded<RolloutEvent>);
    case 'OverrideRequested':
    case 'OverrideApproved':
    case 'OverrideWithdrawn':
      return overrideEventToWire(recorded as Recorded<OverrideEvent>);
    case 'PreflightStarted':
    case 'PreflightCheckConcluded':
    case 'PreflightEnded':
    case 'PreflightCheckWaived':
      return preflightEventToWire(recorded as Recorded<PreflightEvent>);
    case 'ReleaseRegistered':
    case 'ReleaseListed':
    case 'ReleaseUnlisted':
    case 'ReleaseWithdrawn':
    case 'UpgradeEdgeClosed':
    case 'UpgradeEdgeOpened':
      return releaseEventToWire(recorded as Recorded<CatalogEvent>);
  }
}
