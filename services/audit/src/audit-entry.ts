import type { ActionResult, Target } from '@margay/audit-proof';
import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { AnyEvent, TokenCreated, TokenUpdated } from '@margay/contracts';
import { ACCOUNT_ACTIONS, ACCOUNT_ENTRIES } from './account-entries.js';
import { DEPLOYMENT_ACTIONS, DEPLOYMENT_ENTRIES } from './deployment-entries.js';
import { DIAGNOSIS_ACTIONS, DIAGNOSIS_ENTRIES } from './diagnosis-entries.js';
import { ENRICHMENT_ACTIONS, ENRICHMENT_ENTRIES } from './enrichment-entries.js';
import { TOKEN_ENTRIES } from './token-entries.js';
import { LOG_ACTIONS, LOG_ENTRIES } from './log-entries.js';
import { OVERRIDE_ACTIONS, OVERRIDE_ENTRIES } from './override-entries.js';
import { PREFLIGHT_ACTIONS, PREFLIGHT_ENTRIES } from './preflight-entries.js';
import { READER_ACTIONS, READER_ENTRIES } from './reader-entries.js';
import { RELEASE_ACTIONS, RELEASE_ENTRIES } from './release-entries.js';
import { ROLLOUT_ACTIONS, ROLLOUT_ENTRIES } from './rollout-entries.js';
import { ROLE_ACTIONS, ROLE_ENTRIES } from './role-entries.js';
import { WEBHOOK_ACTIONS, WEBHOOK_ENTRIES } from './webhook-entries.js';

/** What an event means to an auditor. Who, when and from where stand beside it. */
export interface AuditEntry {
  /** Verb and noun, `CREATE_API_TOKEN`: the intent, never the outcome. */
  readonly actionName: string;
  readonly actionDescription: string;
  readonly actionResult: ActionResult;
  /** Under `dynamic.input` what the caller chose. */
  readonly actionParams: JsonObject;
  readonly actionDetails: JsonObject;
  readonly errors: readonly string[];
  readonly targets: readonly Target[];
  /** What the first target is like from now on, as far as the event says. The difference is worked out from it. */
  readonly after?: JsonObject | 'gone';
}

type Mapping = {
  readonly [Event in AnyEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

const succeeded = (
  actionName: string,
  actionDescription: string,
  input: JsonObject,
  target: Target,
  after?: AuditEntry['after'],
): AuditEntry => ({
  actionName,
  actionDescription,
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  targets: [target],
  ...(after === undefined ? {} : { after }),
});

const token = (id: string, name: string): Target => ({ type: 'api-token', id, name });

const granted = ({
  name,
  permissions,
  allowedCidrBlocks,
  expiresAt,
}: TokenCreated | TokenUpdated): JsonObject => ({
  name,
  permissions,
  allowedCIDRBlocks: allowedCidrBlocks,
  expiresAt: expiresAt ? timestampDate(expiresAt).toISOString() : null,
});

/** Somebody handed on more than they had, and said why. */
const overridden = ({ overrideReason }: { readonly overrideReason: string }): JsonObject =>
  overrideReason === '' ? {} : { overrideReason };

/** One line for each event of each service: leave one out and it does not compile. */
const MAPPING: Mapping = {
  'margay.tokens.v1.TokenCreated': (event) =>
    succeeded(
      'CREATE_API_TOKEN',
      'Creates an API token.',
      { ...granted(event), ...overridden(event) },
      token(event.tokenId, event.name),
      { ...granted(event), generation: 1 },
    ),

  'margay.tokens.v1.TokenUpdated': (event) =>
    succeeded(
      'UPDATE_API_TOKEN',
      'Changes what an API token may do.',
      { id: event.tokenId, ...granted(event), ...overridden(event) },
      token(event.tokenId, event.name),
      granted(event),
    ),

  'margay.tokens.v1.TokenRotated': (event) =>
    succeeded(
      'ROTATE_API_TOKEN',
      'Gives an API token another value.',
      {
        id: event.tokenId,
        generation: event.generation,
        ...(event.previousWorksUntil
          ? { previousWorksUntil: timestampDate(event.previousWorksUntil).toISOString() }
          : {}),
        ...overridden(event),
      },
      token(event.tokenId, event.name),
      { generation: event.generation },
    ),

  'margay.tokens.v1.RotationEnded': ({ tokenId, name, generation }) =>
    succeeded(
      'END_API_TOKEN_ROTATION',
      'Stops the value before a rotation from working.',
      { id: tokenId, generation },
      token(tokenId, name),
    ),

  'margay.tokens.v1.RotationUndone': ({ tokenId, name, generation, retired }) =>
    succeeded(
      'UNDO_API_TOKEN_ROTATION',
      'Puts the value before a rotation in force again.',
      { id: tokenId, generation, retired },
      token(tokenId, name),
      { generation },
    ),

  'margay.tokens.v1.RetiredValueUsed': ({ tokenId, name, generation }) => ({
    actionName: 'USE_RETIRED_API_TOKEN',
    actionDescription: 'Uses a value of an API token that was replaced: it may have leaked.',
    actionResult: 'FAILED',
    actionParams: { dynamic: { input: { generation } } },
    actionDetails: { alert: true },
    errors: ['The value was replaced and no longer works.'],
    targets: [token(tokenId, name)],
  }),

  'margay.tokens.v1.TokenDisabled': ({ tokenId, name, reason }) =>
    succeeded(
      'DISABLE_API_TOKEN',
      'Stops an API token from working.',
      { id: tokenId, reason },
      token(tokenId, name),
      { disabled: true, disabledReason: reason },
    ),

  'margay.tokens.v1.TokenEnabled': ({ tokenId, name }) =>
    succeeded(
      'ENABLE_API_TOKEN',
      'Lets a disabled API token work again.',
      { id: tokenId },
      token(tokenId, name),
      { disabled: null, disabledReason: null },
    ),

  'margay.tokens.v1.TokenDeleted': ({ tokenId, name, reason, revocationId }) =>
    succeeded(
      'DELETE_API_TOKEN',
      'Deletes an API token.',
      {
        id: tokenId,
        ...(reason === '' ? {} : { reason }),
        ...(revocationId === '' ? {} : { revocationId }),
      },
      token(tokenId, name),
      'gone',
    ),

  ...TOKEN_ENTRIES,

  ...ROLE_ENTRIES,

  ...ACCOUNT_ENTRIES,

  ...RELEASE_ENTRIES,

  ...OVERRIDE_ENTRIES,

  ...PREFLIGHT_ENTRIES,

  ...DEPLOYMENT_ENTRIES,
  ...DIAGNOSIS_ENTRIES,

  ...ROLLOUT_ENTRIES,

  ...ENRICHMENT_ENTRIES,

  ...LOG_ENTRIES,
  ...WEBHOOK_ENTRIES,
  ...READER_ENTRIES,

  'margay.audit.v1.AttemptRecorded': (event) => ({
    actionName: event.actionName,
    actionDescription: DESCRIPTIONS[event.actionName] ?? '',
    actionResult: event.result === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
    actionParams: { dynamic: { input: event.params ?? {} } },
    actionDetails: {
      ...(event.reason === '' ? {} : { reason: event.reason }),
      // No service told of a change, so there was none.
      ...(event.mayBeTold && event.result === 'SUCCEEDED' ? { changed: false } : {}),
      ...(event.suppressed > 0 ? { suppressed: event.suppressed } : {}),
    },
    errors: event.errors,
    targets:
      event.targetId === ''
        ? []
        : [{ type: targetTypeOf(event.actionName), id: event.targetId, name: '' }],
  }),
};

/** By the noun of an action's name, the type of what it is about. */
const TARGET_TYPES = [
  ['API_TOKEN', 'api-token'],
  ['IAM_ROLE', 'iam-role'],
  ['PREFLIGHT', 'preflight'],
  ['ROLLOUT', 'rollout'],
  ['FREEZE', 'freeze'],
  ['DEPLOYMENT', 'deployment'],
  ['DIAGNOS', 'diagnosis'],
  ['ACCOUNT', 'aws-account'],
  ['RELEASE', 'release'],
  ['UPGRADE_EDGE', 'upgrade-edge'],
  ['UPGRADE_OVERRIDE', 'upgrade-override'],
  ['AUDIT', 'audit-log'],
] as const;

const targetTypeOf = (actionName: string): string =>
  TARGET_TYPES.find(([noun]) => actionName.includes(noun))?.[1] ?? 'unknown';

/** What the attempts that the gateway reports are about. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  DISABLE_API_TOKEN: 'Stops an API token from working.',
  ENABLE_API_TOKEN: 'Lets a disabled API token work again.',
  END_API_TOKEN_ROTATION: 'Stops the value before a rotation from working.',
  UNDO_API_TOKEN_ROTATION: 'Puts the value before a rotation in force again.',
  LIST_API_TOKEN_GENERATIONS: 'Reads which values of an API token work.',
  CHECK_API_TOKEN_ADDRESS: 'Asks whether an API token may be used from an address.',
  AUTHENTICATE: 'Proves who is calling.',
  CREATE_API_TOKEN: 'Creates an API token.',
  DELETE_API_TOKEN: 'Deletes an API token.',
  GET_API_TOKEN: 'Reads an API token.',
  GET_API_TOKEN_USAGE: 'Reads what an API token was used for.',
  LIST_API_TOKENS: 'Reads the list of API tokens.',
  REPORT_LEAKED_API_TOKENS: 'Reports values of API tokens as leaked.',
  REVOKE_API_TOKENS: 'Deletes all API tokens that are alike in some way.',
  ROTATE_API_TOKEN: 'Gives an API token another value.',
  UPDATE_API_TOKEN: 'Changes what an API token may do.',
  LIST_PERMISSIONS: 'Reads the list of permissions.',
  ENRICH_EVENTS: 'Adds context to log events.',
  ...ENRICHMENT_ACTIONS,
  EXPLAIN_ENRICHMENT: 'Asks what would become of a log event.',
  GET_DATA_MODEL: 'Reads a data model.',
  GET_LOOKUP_IMPORT: 'Reads what became of an import.',
  GET_LOOKUP_TABLE: 'Reads what a lookup table is like.',
  LIST_LOOKUP_IMPORTS: 'Reads the imports of a lookup table.',
  LIST_LOOKUP_TABLES: 'Reads the list of lookup tables.',
  LOOK_UP: 'Looks keys up in a table.',
  GET_ENRICHMENT_PROVIDER: 'Reads a third party that values are looked up at.',
  GET_ENRICHMENT_RULE: 'Reads an enrichment rule.',
  LIST_DATA_MODELS: 'Reads the list of data models.',
  LIST_ENRICHMENT_NOTICES: 'Reads where enrichment data comes from.',
  LIST_ENRICHMENT_PROVIDERS: 'Reads the list of third parties that values are looked up at.',
  LIST_ENRICHMENT_RULES: 'Reads the list of enrichment rules.',
  SUPPRESS_ATTEMPTS: 'Leaves out attempts that came too often to be recorded one by one.',
  ...LOG_ACTIONS,
  ...WEBHOOK_ACTIONS,
  ...READER_ACTIONS,
  LIST_AUDIT_READERS: 'Reads the list of readers of the stream of audit records.',
  GET_AUDIT_READER: 'Reads a reader of the stream of audit records.',
  LIST_AUDIT_WEBHOOKS: 'Reads the list of webhooks of the audit log.',
  GET_AUDIT_WEBHOOK: 'Reads a webhook of the audit log.',
  ...ROLE_ACTIONS,
  ...ACCOUNT_ACTIONS,
  GET_ACCOUNT: 'Reads an AWS account.',
  LIST_ACCOUNTS: 'Reads the list of AWS accounts.',
  ...RELEASE_ACTIONS,
  ...OVERRIDE_ACTIONS,
  ...PREFLIGHT_ACTIONS,
  ...DEPLOYMENT_ACTIONS,
  FOLLOW_DEPLOYMENT: 'Follows a deployment until its end.',
  GET_DEPLOYMENT: 'Reads a deployment.',
  LIST_DEPLOYMENTS: 'Reads the list of deployments.',
  ...DIAGNOSIS_ACTIONS,
  ...ROLLOUT_ACTIONS,
  GET_ROLLOUT: 'Reads a rollout.',
  LIST_ROLLOUTS: 'Reads the list of rollouts.',
  LIST_FREEZES: 'Reads the freezes that are not over.',
  LIST_RELEASE_NOTICES: 'Reads what a release means to each account.',
  DIAGNOSE_STACK: 'Asks why a stack in an AWS account did not come through.',
  GET_DIAGNOSIS: 'Reads a diagnosis that was kept.',
  GET_DIAGNOSIS_BUNDLE: 'Downloads the support bundle of a diagnosis.',
  LIST_DIAGNOSES: 'Reads the diagnoses of an AWS account that were kept.',
  FOLLOW_PREFLIGHT: 'Follows a preflight until its end.',
  GET_ACCOUNT_INSPECTION: 'Reads what lets us look into an AWS account.',
  GET_PREFLIGHT: 'Reads a preflight.',
  LIST_PREFLIGHTS: 'Reads the preflights of an AWS account.',
  CHECK_PARAMETERS: 'Checks the parameters of a deployment.',
  GET_UPGRADE_OVERRIDE: 'Reads whether an upgrade may leave out minor releases.',
  LIST_UPGRADE_OVERRIDES: 'Reads the list of overrides of upgrades.',
  PLAN_UPGRADE: 'Asks how a deployment is upgraded.',
  GET_RELEASE: 'Reads a release of the platform.',
  LIST_RELEASES: 'Reads the list of releases of the platform.',
  LIST_UPGRADE_EDGES: 'Reads which steps between releases are closed.',
  LIST_REGIONS: 'Reads where the platform may be deployed.',
  GET_IAM_ROLE: 'Reads an IAM role.',
  GET_IAM_ROLE_TEMPLATES: 'Reads what makes an IAM role.',
  LIST_ASSUMABLE_IAM_ROLES: 'Reads which IAM roles may be assumed.',
  LIST_IAM_ROLES: 'Reads the list of IAM roles.',
  REVIEW_IAM_ROLE: 'Reviews policies of an IAM role.',
};

/** Total: what happened, in the words of an audit log. */
export const auditEntryOf = <Event extends AnyEvent>(event: Event): AuditEntry =>
  (MAPPING[event.$typeName] as (event: Event) => AuditEntry)(event);
