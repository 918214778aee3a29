import { randomUUID } from 'node:crypto';
import type { Keys, RoleSessions, StoredSecrets } from '@margay/aws';
import type { Secret } from '@margay/config';
import {
  type EnrichmentApi,
  isErrorCode,
  type LookupTablesApi,
  type ProviderLookupsApi,
  ServiceError,
  type SharedStateApi,
} from '@margay/contracts';
import { type Client, systemCaller } from '@margay/messaging';
import { type Remembered, remembered } from './remembered.js';
import { roleNamed, secretNamed } from './secret-name.js';
import { asked, type AskOptions, type Said } from './third-party.js';

export interface SecretOptions {
  /** Of a secret whose value is JSON. */
  readonly key?: string;
}

/**
 * What a detection may ask of the platform. Every method throws ServiceError: `not_found`,
 * `forbidden`, `unprocessable` for a value that is not what was asked for, `unavailable`.
 */
export interface DetectionKit {
  /**
   * Keys of a registered role, for clients of other AWS services.
   *
   * @param role ARN or name
   */
  getAwsCredentials(role: string): Promise<Secret<Keys>>;
  /**
   * A stored secret as it is now. With a third party, prefer `withStoredSecret`: it survives rotations.
   *
   * @param name of the secret, or its ARN
   */
  getStoredSecret(name: string, options?: SecretOptions): Promise<Secret>;
  /**
   * Calls a third party with a stored secret, and again with the next one where `call` throws
   * SecretRejected.
   *
   * @param call hands its signal on, which aborts when the secret may no longer be used
   */
  withStoredSecret<T>(
    name: string,
    call: (secret: Secret, signal: AbortSignal) => Promise<T>,
    options?: SecretOptions,
  ): Promise<T>;
  /**
   * An event with what is known of it: `p_enrichment` and `p_enrichment_status` are added.
   *
   * @param logType `AWS.CloudTrail`
   */
  enrich(logType: string, event: object): Promise<Record<string, unknown>>;
  /**
   * The row of a table, built-in or your own, that a value matches; undefined where none does.
   *
   * @throws ServiceError `not_found` for a table that is not there or has no data yet, `unavailable`
   *   for one that is still being loaded
   */
  lookup(table: string, key: string): Promise<Record<string, unknown> | undefined>;
  /**
   * What a defined third party says of a value, within its quota and while it answers: for the few events that
   * no rule looks up there anyway.
   *
   * @throws ServiceError `not_found` without such a provider, `bad_request` for a value that is none; never
   *   because of what the third party answers
   */
  ask(provider: string, value: string, options?: AskOptions): Promise<Said>;
  /** What detections remember under a namespace, for all events and all processes. */
  remembered(namespace: string): Remembered;
}

/** What the kit asks of other services. */
export interface KitServices {
  readonly enrichment: Client<typeof EnrichmentApi>;
  readonly tables: Client<typeof LookupTablesApi>;
  readonly lookups: Client<typeof ProviderLookupsApi>;
  readonly state: Client<typeof SharedStateApi>;
}

const caller = () => systemCaller('detection', randomUUID());

async function enriched(
  enrichment: KitServices['enrichment'],
  logType: string,
  event: object,
): Promise<Record<string, unknown>> {
  const request = { logType, events: [Buffer.from(JSON.stringify(event))] };
  const { results } = await enrichment.enrichEvents(request, caller());
  const outcome = results[0]?.outcome;
  if (outcome?.case === 'event')
    return JSON.parse(Buffer.from(outcome.value).toString()) as Record<string, unknown>;
  const { code = 'internal', message = 'There is no answer.' } = outcome?.value ?? {};
  throw new ServiceError(isErrorCode(code) ? code : 'internal', message);
}

async function lookedUp(
  tables: KitServices['tables'],
  table: string,
  key: string,
): Promise<Record<string, unknown> | undefined> {
  const { results } = await tables.lookUp({ table, keys: [key] }, caller());
  const { status = '', row = '' } = results[0] ?? {};
  if (status === 'skipped(loading)')
    throw new ServiceError('unavailable', 'The table is being loaded. Try again.');
  return status === 'hit' ? (JSON.parse(row) as Record<string, unknown>) : undefined;
}

/** A kit over what a process has opened. Its methods need no `this`. */
export function detectionKit(
  sessions: RoleSessions,
  secrets: StoredSecrets,
  { enrichment, tables, lookups, state }: KitServices,
): DetectionKit {
  const { roles } = sessions;
  return {
    getAwsCredentials: async (role) => {
      const { arn } = roleNamed(await roles.list(), role);
      return (await sessions.roleSession(arn)).keys;
    },
    getStoredSecret: async (name, { key } = {}) =>
      (await secrets.read(secretNamed(await roles.list(), name))).text(key),
    withStoredSecret: async (name, call, { key } = {}) =>
      secrets.use(secretNamed(await roles.list(), name), (secret, signal) =>
        call(secret.text(key), signal),
      ),
    enrich: (logType, event) => enriched(enrichment, logType, event),
    lookup: (table, key) => lookedUp(tables, table, key),
    ask: (provider, value, options = {}) => asked(lookups, caller(), provider, value, options),
    remembered: (namespace) => remembered(state, namespace, caller),
  };
}
