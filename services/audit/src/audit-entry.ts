import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { AnyEvent, TokenCreated, TokenUpdated } from '@margay/contracts';
import { ENRICHMENT_ACTIONS, ENRICHMENT_ENTRIES } from './enrichment-entries.js';
import { TOKEN_ENTRIES } from './token-entries.js';
import { ROLE_ACTIONS, ROLE_ENTRIES } from './role-entries.js';

export type ActionResult = 'SUCCEEDED' | 'FAILED' | 'PARTIALLY_FAILED';

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
}

export interface Target {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

type Mapping = {
  readonly [Event in AnyEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

const succeeded = (
  actionName: string,
  actionDescription: string,
  input: JsonObject,
  target: Target,
): AuditEntry => ({
  actionName,
  actionDescription,
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  targets: [target],
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
    ),

  'margay.tokens.v1.TokenUpdated': (event) =>
    succeeded(
      'UPDATE_API_TOKEN',
      'Changes what an API token may do.',
      { id: event.tokenId, ...granted(event), ...overridden(event) },
      token(event.tokenId, event.name),
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
    ),

  'margay.tokens.v1.TokenEnabled': ({ tokenId, name }) =>
    succeeded(
      'ENABLE_API_TOKEN',
      'Lets a disabled API token work again.',
      { id: tokenId },
      token(tokenId, name),
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
    ),

  ...TOKEN_ENTRIES,

  ...ROLE_ENTRIES,

  ...ENRICHMENT_ENTRIES,

  'margay.audit.v1.AttemptRecorded': ({
    actionName,
    result,
    params,
    errors,
    targetId,
    reason,
  }) => ({
    actionName,
    actionDescription: DESCRIPTIONS[actionName] ?? '',
    actionResult: result === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
    actionParams: { dynamic: { input: params ?? {} } },
    actionDetails: reason === '' ? {} : { reason },
    errors,
    targets: targetId === '' ? [] : [{ type: 'unknown', id: targetId, name: '' }],
  }),
};

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
  LIST_AUDIT_RECORDS: 'Reads the audit log.',
  LIST_PERMISSIONS: 'Reads the list of permissions.',
  ENRICH_EVENTS: 'Adds context to log events.',
  ...ENRICHMENT_ACTIONS,
  EXPLAIN_ENRICHMENT: 'Asks what would become of a log event.',
  GET_DATA_MODEL: 'Reads a data model.',
  GET_ENRICHMENT_RULE: 'Reads an enrichment rule.',
  LIST_DATA_MODELS: 'Reads the list of data models.',
  LIST_ENRICHMENT_NOTICES: 'Reads where enrichment data comes from.',
  LIST_ENRICHMENT_RULES: 'Reads the list of enrichment rules.',
  ...ROLE_ACTIONS,
  GET_IAM_ROLE: 'Reads an IAM role.',
  GET_IAM_ROLE_TEMPLATES: 'Reads what makes an IAM role.',
  LIST_ASSUMABLE_IAM_ROLES: 'Reads which IAM roles may be assumed.',
  LIST_IAM_ROLES: 'Reads the list of IAM roles.',
  REVIEW_IAM_ROLE: 'Reviews policies of an IAM role.',
};

/** Total: what happened, in the words of an audit log. */
export const auditEntryOf = <Event extends AnyEvent>(event: Event): AuditEntry =>
  (MAPPING[event.$typeName] as (event: Event) => AuditEntry)(event);
