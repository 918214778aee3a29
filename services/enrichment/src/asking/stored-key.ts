import { type SecretAddress, SecretRejected, type StoredSecrets } from '@margay/aws';
import { BreakerOpen } from '@margay/resilience';
import { ProviderFailure } from '../providers/provider.client.js';
import type { WithKey } from './provider-lookup.js';

/** The provider said that it does not take this key, just now or a moment ago to another call. */
function isRefused(error: unknown): boolean {
  if (error instanceof BreakerOpen) return error.reason === 'denied';
  const status = error instanceof ProviderFailure ? error.detail.status : undefined;
  return status === 401 || status === 403;
}

/**
 * A provider's key out of a secret that a registered role may read. Where the provider refuses it,
 * the secret is looked at again, and each version that is there is tried once.
 *
 * @param member of the secret's JSON; undefined: all of its text
 */
export const storedKey =
  (secrets: StoredSecrets, address: SecretAddress, member?: string): WithKey =>
  (attempt) =>
    secrets.use(address, async (secret, signal) => {
      const text = secret.text(member).reveal();
      try {
        return await attempt({ text, version: secret.versionId, signal });
      } catch (error) {
        throw isRefused(error) ? new SecretRejected() : error;
      }
    });
