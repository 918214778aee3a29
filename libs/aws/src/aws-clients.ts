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

/** Makes the SDK's clients, all with the same deadlines and limits; only the address differs. */
export class AwsClients {
  private own: STSClient | undefined;

  constructor(
    readonly settings: AwsSettings,
    private readonly options: ClientOptions = {},
  ) {}

  /** As this process itself. */
  get sts(): STSClient {
    return (this.own ??= new STSClient(this.configuration(this.settings.keys)));
  }

  stsAs(keys: Secret<Keys>): STSClient {
    return new STSClient(this.configuration(keys));
  }

  secretsAs(keys: Secret<Keys>, region = this.settings.region): SecretsManagerClient {
    return new SecretsManagerClient(this.configuration(keys, region));
  }

  close(): void {
    this.own?.destroy();
  }

  private configuration(keys: Secret<Keys> | undefined, region = this.settings.region) {
    const { endpoint, timeoutMs } = this.settings;
    return {
      region,
      maxAttempts: this.options.attempts ?? 3,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
        httpAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
        httpsAgent: { maxSockets: SOCKETS_MAX, keepAlive: true },
      },
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(keys === undefined ? {} : { credentials: keys.reveal() }),
    };
  }
}
