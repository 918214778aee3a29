import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceError } from '@margay/contracts';
import type { AwsClients } from './aws-clients.js';
import { AwsFailure } from './aws-failure.js';
import { REAL, type Surroundings } from './penalty.js';
import type { RoleSessions } from './role-sessions.js';
import { type Labels, SecretReader, type SecretSource } from './secret-source.js';
import { ROTATION_WATCH, type RotationWatch, SecretVersions } from './secret-versions.js';
import type { Session } from './session-cache.js';
import { SecretRejected, type StoredSecret } from './stored-secret.js';

/** A secret, and the registered role through which it is read. */
export interface SecretAddress {
  readonly roleArn: string;
  readonly secretArn: string;
}

/** A session that is refused after so long may have been taken back by the role's owner. */
const DOUBTFUL_AFTER_MS = 60_000;

/** Stored secrets, read through roles that may read them. */
export class StoredSecrets {
  private readonly byRole = new Map<string, Map<string, SecretVersions>>();
  private readonly readers = new WeakMap<Session, Map<string, SecretsManagerClient>>();
  private readonly watch: RotationWatch;
  private readonly around: Surroundings;

  constructor(
    private readonly sessions: RoleSessions,
    private readonly clients: AwsClients,
    options: { readonly watch?: RotationWatch; readonly around?: Surroundings } = {},
  ) {
    this.watch = options.watch ?? ROTATION_WATCH;
    this.around = options.around ?? REAL;
    // With the role goes what was read through it.
    sessions.roles.onWithdrawn(({ arn }) => this.byRole.delete(arn));
  }

  /** The current version. @throws ServiceError */
  async read(address: SecretAddress): Promise<StoredSecret> {
    await this.admit(address);
    return this.versionsOf(address).current();
  }

  /**
   * Uses a secret with a third party. Where `attempt` throws SecretRejected, it is called again with
   * the version that has become current meanwhile, or during the overlap of a rotation with the one
   * before: each version once.
   *
   * @param attempt its signal aborts when the role may no longer be used
   * @throws ServiceError, or whatever `attempt` throws
   */
  async use<T>(
    address: SecretAddress,
    attempt: (secret: StoredSecret, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const tried = new Set<string>();
    for (let secret = await this.read(address); ;) {
      tried.add(secret.versionId);
      try {
        return await this.attempt(address, secret, attempt);
      } catch (error) {
        if (!(error instanceof SecretRejected)) throw error;
      }
      const next = await this.versionsOf(address).insteadOf(secret);
      if (!next || tried.has(next.versionId))
        throw new ServiceError('forbidden', 'The third party does not accept the secret.');
      await this.admit(address);
      secret = next;
    }
  }

  private async attempt<T>(
    { roleArn }: SecretAddress,
    secret: StoredSecret,
    attempt: (secret: StoredSecret, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { signal } = await this.sessions.roleSession(roleArn);
    return attempt(secret, signal);
  }

  private async admit({ roleArn, secretArn }: SecretAddress): Promise<void> {
    const { secrets } = await this.sessions.registered(roleArn);
    if (!secrets.includes(secretArn))
      throw new ServiceError('forbidden', 'The role is not registered for this secret.');
  }

  private versionsOf(address: SecretAddress): SecretVersions {
    const { roleArn, secretArn } = address;
    const ofRole = this.byRole.get(roleArn) ?? new Map<string, SecretVersions>();
    this.byRole.set(roleArn, ofRole);
    const versions =
      ofRole.get(secretArn) ?? new SecretVersions(this.sourceOf(address), this.watch, this.around);
    ofRole.set(secretArn, versions);
    return versions;
  }

  private sourceOf({ roleArn, secretArn }: SecretAddress): SecretSource {
    const asking = <T>(ask: (reader: SecretReader) => Promise<T>) =>
      this.withSession(roleArn, secretArn, ask);
    return {
      labels: (): Promise<Labels> => asking((reader) => reader.labels()),
      value: (versionId) => asking((reader) => reader.value(versionId)),
    };
  }

  /** A session that turns out to be stale is replaced, once. */
  private async withSession<T>(
    roleArn: string,
    secretArn: string,
    ask: (reader: SecretReader) => Promise<T>,
  ): Promise<T> {
    const session = await this.sessions.roleSession(roleArn);
    try {
      return await ask(this.readerFor(session, secretArn));
    } catch (error) {
      session.signal.throwIfAborted();
      const { kind } = AwsFailure.from(error);
      const stale =
        kind === 'expired' ||
        kind === 'credentials' ||
        (kind === 'denied' && session.ageMs() > DOUBTFUL_AFTER_MS);
      if (!stale) throw error;
      this.sessions.discard(session);
      return ask(this.readerFor(await this.sessions.roleSession(roleArn), secretArn));
    }
  }

  private readerFor(session: Session, secretArn: string): SecretReader {
    const region = secretArn.split(':')[3];
    const clients = this.readers.get(session) ?? new Map<string, SecretsManagerClient>();
    this.readers.set(session, clients);
    const client = clients.get(region ?? '') ?? this.clients.secretsAs(session.keys, region);
    clients.set(region ?? '', client);
    return new SecretReader(client, secretArn, session.signal);
  }
}
