import { ReleaseDocuments1740000000001 } from './migrations/0001-release-documents.js';
import { Runs1740000000002 } from './migrations/0002-runs.js';
import { RunFindings1740000000003 } from './migrations/0003-run-findings.js';
import { DiagnosisEvidence1740000000004 } from './migrations/0004-diagnosis-evidence.js';
import { RolloutValues1740000000005 } from './migrations/0005-rollout-values.js';

/** The service's own, after those of the log. */
export const MIGRATIONS = [
  ReleaseDocuments1740000000001,
  Runs1740000000002,
  RunFindings1740000000003,
  DiagnosisEvidence1740000000004,
  RolloutValues1740000000005,
];
