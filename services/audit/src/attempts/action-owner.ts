import type { EventSource } from '@margay/contracts';
import { ACCOUNT_ACTIONS } from '../account-entries.js';
import { DEPLOYMENT_ACTIONS } from '../deployment-entries.js';
import { DIAGNOSIS_ACTIONS } from '../diagnosis-entries.js';
import { ENRICHMENT_ACTIONS } from '../enrichment-entries.js';
import { OVERRIDE_ACTIONS } from '../override-entries.js';
import { PREFLIGHT_ACTIONS } from '../preflight-entries.js';
import { RELEASE_ACTIONS } from '../release-entries.js';
import { ROLE_ACTIONS } from '../role-entries.js';
import { ROLLOUT_ACTIONS } from '../rollout-entries.js';

const OWNED: readonly (readonly [EventSource, object])[] = [
  ['enrichment', ENRICHMENT_ACTIONS],
  ['roles', ROLE_ACTIONS],
  [
    'deployments',
    {
      ...ACCOUNT_ACTIONS,
      ...RELEASE_ACTIONS,
      ...OVERRIDE_ACTIONS,
      ...PREFLIGHT_ACTIONS,
      ...DEPLOYMENT_ACTIONS,
      ...DIAGNOSIS_ACTIONS,
      ...ROLLOUT_ACTIONS,
    },
  ],
];
const TOKENS = /_API_TOKENS?(?:_|$)/;

/** The service whose log may tell of an action; undefined where it could be any. */
export const ownerOf = (actionName: string): EventSource | undefined =>
  TOKENS.test(actionName)
    ? 'tokens'
    : OWNED.find(([, actions]) => Object.hasOwn(actions, actionName))?.[0];
