import type { CommandGroup } from '../command-row.js';

export const ACCOUNTS: CommandGroup = {
  name: 'accounts',
  about: 'AWS accounts and regions that may be deployed to.',
  rows: [
    {
      name: 'list',
      operation: 'listAccounts',
      columns: ['id', 'status', 'deployedBy', 'snowflake', 'requestedBy', 'expiresAt'],
    },
    { name: 'request', operation: 'requestAccount' },
    { name: 'regions', operation: 'listRegions' },
    { name: 'get', operation: 'getAccount' },
    { name: 'describe', operation: 'describeAccount' },
    { name: 'approve', operation: 'approveAccount' },
    { name: 'decline', operation: 'declineAccount' },
    { name: 'withdraw', operation: 'withdrawAccount' },
    { name: 'inspection', operation: 'getAccountInspection' },
  ],
};

export const PREFLIGHTS: CommandGroup = {
  name: 'preflights',
  about: 'What stands in the way of a deployment, before it begins.',
  rows: [
    { name: 'start', operation: 'startPreflight' },
    {
      name: 'list',
      operation: 'listPreflights',
      columns: ['run', 'status', 'version', 'stackName', 'blocking', 'startedAt'],
    },
    { name: 'get', operation: 'getPreflight' },
    { name: 'waive', operation: 'waivePreflightCheck' },
  ],
};

export const RELEASES: CommandGroup = {
  name: 'releases',
  about: 'What may be deployed, and from where to where.',
  rows: [
    {
      name: 'list',
      operation: 'listReleases',
      columns: ['version', 'channel', 'listed', 'withdrawn', 'templateRead'],
    },
    { name: 'get', operation: 'getRelease' },
    {
      name: 'notices',
      operation: 'listReleaseNotices',
      columns: ['accountId', 'current', 'outcome', 'hops', 'tasks', 'roleUpdates', 'message'],
    },
    { name: 'register', operation: 'registerRelease' },
    { name: 'recommend', operation: 'listRelease' },
    { name: 'unrecommend', operation: 'unlistRelease' },
    { name: 'withdraw', operation: 'withdrawRelease' },
    { name: 'closed-edges', operation: 'listClosedEdges' },
    { name: 'close-edge', operation: 'closeEdge' },
    { name: 'open-edge', operation: 'openEdge' },
  ],
};

export const DEPLOYMENTS: CommandGroup = {
  name: 'deployments',
  about: 'Plans, installations and upgrades, and why one failed.',
  rows: [
    {
      name: 'list',
      operation: 'listDeployments',
      columns: ['accountId', 'run', 'status', 'waitsFor', 'step', 'lastGood', 'requestedAt'],
    },
    { name: 'get', operation: 'getDeployment' },
    { name: 'request', operation: 'requestDeployment' },
    { name: 'approve', operation: 'approveDeployment' },
    { name: 'acknowledge', operation: 'acknowledgeDeploymentTask' },
    { name: 'pause', operation: 'pauseDeployment' },
    { name: 'resume', operation: 'resumeDeployment' },
    { name: 'cancel', operation: 'cancelDeployment' },
    { name: 'recover', operation: 'recoverDeployment' },
    { name: 'check-parameters', operation: 'checkParameters' },
    {
      name: 'overrides',
      operation: 'listOverrides',
      columns: ['id', 'accountId', 'target', 'status', 'reason'],
    },
    { name: 'override', operation: 'getOverride' },
    { name: 'request-override', operation: 'requestOverride' },
    { name: 'approve-override', operation: 'approveOverride' },
    { name: 'withdraw-override', operation: 'withdrawOverride' },
  ],
};

export const DIAGNOSES: CommandGroup = {
  name: 'diagnoses',
  about: 'Why stacks did not come through, kept with the evidence.',
  rows: [
    { name: 'keep', operation: 'keepDiagnosis' },
    {
      name: 'list',
      operation: 'listDiagnoses',
      columns: ['number', 'outcome', 'cause.class', 'cause.owner', 'stackId', 'diagnosedAt'],
    },
  ],
};

export const ROLLOUTS: CommandGroup = {
  name: 'rollouts',
  about: 'A release on its way to many accounts, and freezes.',
  rows: [
    {
      name: 'list',
      operation: 'listRollouts',
      columns: ['id', 'target', 'status', 'maxParallel', 'requestedBy', 'requestedAt'],
    },
    { name: 'get', operation: 'getRollout' },
    { name: 'request', operation: 'requestRollout' },
    { name: 'approve', operation: 'approveRollout' },
    { name: 'pause', operation: 'pauseRollout' },
    { name: 'resume', operation: 'resumeRollout' },
    { name: 'cancel', operation: 'cancelRollout' },
    { name: 'freezes', operation: 'listFreezes', columns: ['id', 'from', 'until', 'reason'] },
    { name: 'freeze', operation: 'declareFreeze' },
    { name: 'lift-freeze', operation: 'liftFreeze' },
  ],
};
