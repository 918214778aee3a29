import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import type { Secret } from '@margay/config';
import type { AwsSettings, Keys } from './aws-settings.js';

const CONNECT_MS = 2_000;
const SOCKETS_MAX = 64;

export interface ClientOptions {
  /** How often a call is tried before it has failed; the SDK waits in between. Default 3. */
  readonly attempts?: number;
}

/** What every client of the SDK takes. */
export interface ClientConfiguration {
  readonly region: string;
  readonly maxAttempts: number;
  readonly endpoint?: string;
  readonly credentials?: Keys;
  readonly requestHandler: STSClient['config']['requestHandler'];
}

/**
 * Makes the SDK's clients, all with the same deadlines and over the same sockets; only the address
 * differs. Those for a session cost nothing to make and need not be destroyed.
 */
export class AwsClients {
  private own: STSClient | undefined;

  constructor(
    readonly settings: AwsSettings,
    private readonly options: ClientOptions = {},
  ) {}

  /** As this process itself. */
  get sts(): STSClient {
    return (this.own ??= new STSClient({
      ...this.configuration(this.settings.keys),
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: this.settings.timeoutMs,
        throwOnRequestTimeout: true,
        httpAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
        httpsAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
      },
    }));
  }

  stsAs(keys: Secret<Keys>): STSClient {
    const { requestHandler } = this.sts.config;
    return new STSClient({ ...this.configuration(keys), requestHandler });
  }

  secretsAs(keys: Secret<Keys>, region = this.settings.region): SecretsManagerClient {
    const { requestHandler } = this.sts.config;
    return new SecretsManagerClient({ ...this.configuration(keys, region), requestHandler });
  }

  /** A bucket may be in another region: S3 says so, and is asked there. */
  objectsAs(keys: Secret<Keys>): S3Client {
    const { requestHandler } = this.sts.config;
    return new S3Client({
      ...this.configuration(keys),
      requestHandler,
      followRegionRedirects: true,
      // Whoever stands in for AWS has one name, not one for each bucket.
      forcePathStyle: this.settings.endpoint !== undefined,
    });
  }

  /** A client of whatever service. */
  as<Client>(
    Service: new (configuration: ClientConfiguration) => Client,
    keys: Secret<Keys>,
    region = this.settings.region,
  ): Client {
    const { requestHandler } = this.sts.config;
    return new Service({ ...this.configuration(keys, region), requestHandler });
  }

  /** Closes the sockets, of all clients. */
  close(): void {
    this.own?.destroy();
    this.own = undefined;
  }

  private configuration(keys: Secret<Keys> | undefined, region = this.settings.region) {
    const { endpoint } = this.settings;
    return {
      region,
      maxAttempts: this.options.attempts ?? 3,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(keys === undefined ? {} : { credentials: keys.reveal() }),
    };
  }
}
