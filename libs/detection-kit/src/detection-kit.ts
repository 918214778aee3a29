import type { Keys, RoleSessions, StoredSecrets } from '@margay/aws';
import type { Secret } from '@margay/config';
import { roleNamed, secretNamed } from './secret-name.js';

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
}

/** A kit over what a process has opened. Its methods need no `this`. */
export function detectionKit(sessions: RoleSessions, secrets: StoredSecrets): DetectionKit {
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
  };
}
