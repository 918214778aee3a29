import { LookupData1710000000011 } from './migrations/0001-lookup-data.js';
import { Pipeline1730000000002 } from './migrations/0002-pipeline.js';
import { LookupRefresh1710000000013 } from './migrations/0003-lookup-refresh.js';
import { SharedState1730000000003 } from './migrations/0004-shared-state.js';
import { Prevalence1730000000004 } from './migrations/0005-prevalence.js';
import { Quota1730000000010 } from './migrations/0006-quota.js';
import { ProviderAnswers1730000000011 } from './migrations/0007-provider-answers.js';

/** The service's own, after those of the log. */
export const MIGRATIONS = [
  LookupData1710000000011,
  Pipeline1730000000002,
  LookupRefresh1710000000013,
  SharedState1730000000003,
  Prevalence1730000000004,
  Quota1730000000010,
  ProviderAnswers1730000000011,
];
