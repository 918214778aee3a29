import type { AuditRecord } from './audit.schema.js';

/**
 * The released version of the Open Cybersecurity Schema Framework that is written: its class API
 * Activity. Classes of later versions that would say more of tokens and roles are not released yet.
 */
const VERSION = '1.5.0';
const CLASS = 6003;
const CATEGORY = 6;

const ACTIVITIES = { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' } as const;
type Activity = keyof typeof ACTIVITIES;

/** By the first word of an action's name; any other is told by its own word. */
const VERBS: Readonly<Record<string, Activity>> = {
  CREATE: 1,
  REGISTER: 1,
  REQUEST: 1,
  IMPORT: 1,
  GET: 2,
  LIST: 2,
  COUNT: 2,
  STREAM: 2,
  DOWNLOAD: 2,
  PROVE: 2,
  REVIEW: 2,
  CHECK: 2,
  EXPLAIN: 2,
  PLAN: 2,
  UPDATE: 3,
  ROTATE: 3,
  ENABLE: 3,
  DISABLE: 3,
  SUSPEND: 3,
  REINSTATE: 3,
  APPROVE: 3,
  DECLINE: 3,
  DELETE: 4,
  REVOKE: 4,
  ERASE: 4,
  DROP: 4,
  CLEAR: 4,
  FORGET: 4,
  WITHDRAW: 4,
};

const STATUS = {
  SUCCEEDED: { status_id: 1, status: 'Success' },
  FAILED: { status_id: 2, status: 'Failure' },
  PARTIALLY_FAILED: { status_id: 99, status: 'PARTIALLY_FAILED' },
} as const;

/** `USER` is what the platform itself writes as, under an id of its own. */
const SYSTEM_ID = '00000000-0000-4000-8000-000000000000';

const userOf = ({ id, type, name, attributes }: AuditRecord['actor']) => ({
  uid: id,
  ...(name ? { name } : {}),
  ...(attributes ? { email_addr: attributes.email } : {}),
  ...(id === SYSTEM_ID
    ? { type_id: 3, type: 'System' }
    : type === 'TOKEN'
      ? { type_id: 99, type: 'API token' }
      : { type_id: 1, type: 'User' }),
});

const activityOf = (actionName: string) => {
  const [verb = ''] = actionName.split('_');
  const id = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  return id === undefined
    ? { activity_id: 99, activity_name: verb, type_uid: CLASS * 100 + 99 }
    : { activity_id: id, activity_name: ACTIVITIES[id], type_uid: CLASS * 100 + id };
};

/**
 * A record as an event of OCSF. What OCSF has no place for is under `unmapped`; the seal is there
 * too, but an event alone cannot be verified: that takes the record itself.
 */
export function ocsfOf(record: AuditRecord): object {
  const { sourceIP, userAgent, XForwardedFor, errors, targets } = record;
  const { actionParams, actionDetails, changes, seal, causationId } = record;
  const failure = errors?.map(({ message }) => message).join(' ');
  return {
    ...activityOf(record.actionName),
    category_uid: CATEGORY,
    category_name: 'Application Activity',
    class_uid: CLASS,
    class_name: 'API Activity',
    severity_id: 1,
    severity: 'Informational',
    ...STATUS[record.actionResult],
    ...(failure ? { status_detail: failure } : {}),
    time: Date.parse(`${record.timestamp.replace(' ', 'T')}Z`),
    message: record.actionDescription,
    metadata: {
      version: VERSION,
      product: { name: 'Margay', vendor_name: 'Margay', version: record.pantherVersion },
      uid: record.eventId,
      sequence: record.sequence,
      correlation_uid: record.correlationId,
      event_code: record.actionName,
      log_name: 'audit',
      original_time: record.timestamp,
    },
    actor: { user: userOf(record.actor) },
    api: {
      operation: record.actionName,
      request: { uid: record.requestId },
      ...(failure ? { response: { error_message: failure } } : {}),
    },
    src_endpoint: sourceIP ? { ip: sourceIP } : { name: 'unknown' },
    ...(userAgent || XForwardedFor?.length
      ? {
          http_request: {
            ...(userAgent ? { user_agent: userAgent } : {}),
            ...(XForwardedFor?.length ? { x_forwarded_for: XForwardedFor } : {}),
          },
        }
      : {}),
    ...(targets.length > 0
      ? {
          resources: targets.map(({ type, id, name }) => ({
            type,
            uid: id,
            ...(name ? { name } : {}),
          })),
        }
      : {}),
    unmapped: {
      actionParams,
      actionDetails,
      changes,
      seal,
      ...(causationId ? { causationId } : {}),
    },
  };
}

/** One event a line. */
export const ocsfLines = (records: readonly AuditRecord[]): string =>
  records.map((record) => `${JSON.stringify(ocsfOf(record))}\n`).join('');
