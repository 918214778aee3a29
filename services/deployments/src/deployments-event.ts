import type { AccountEvent } from './accounts/account.decider.js';
import type { KeptDiagnosisEvent } from './evidence/kept-diagnosis.decider.js';
import type { OverrideEvent } from './plans/override.decider.js';
import type { PreflightEvent } from './preflight/preflight.decider.js';
import type { ReleaseEvent } from './releases/release.decider.js';
import type { UpgradeEdgeEvent } from './releases/upgrade-edge.decider.js';
import type { FreezeEvent } from './rollouts/freeze.decider.js';
import type { RolloutEvent } from './rollouts/rollout-facts.js';
import type { RunEvent } from './runs/run-facts.js';

/** Everything that is recorded in the log of this service. */
export type DeploymentsEvent =
  | AccountEvent
  | FreezeEvent
  | KeptDiagnosisEvent
  | OverrideEvent
  | PreflightEvent
  | ReleaseEvent
  | RolloutEvent
  | RunEvent
  | UpgradeEdgeEvent;
