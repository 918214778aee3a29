import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { asking, AwsFailure } from './aws-failure.js';
import { StoredSecret } from './stored-secret.js';

/** Which version each label of a secret sits on. */
export interface Labels {
  readonly current: string | undefined;
  readonly pending: string | undefined;
  readonly previous: string | undefined;
  /** When anything about it changed last, by AWS's clock. */
  readonly changedAt: Date | undefined;
}

/** Where the versions of one secret come from. Both throw AwsFailure. */
export interface SecretSource {
  labels(): Promise<Labels>;
  /** @param versionId absent: the current one */
  value(versionId?: string): Promise<StoredSecret>;
}

/** Secrets Manager's answers about one secret. */
export class SecretReader implements SecretSource {
  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretArn: string,
    private readonly signal?: AbortSignal,
  ) {}

  async labels(): Promise<Labels> {
    const command = new DescribeSecretCommand({ SecretId: this.secretArn });
    const { VersionIdsToStages, LastChangedDate, DeletedDate } = await asking(() =>
      this.client.send(command, this.options),
    );
    if (DeletedDate) throw new AwsFailure('deleted', 'DeletedDate', undefined);
    const labelled = Object.entries(VersionIdsToStages ?? {});
    const under = (stage: string) => labelled.find(([, stages]) => stages.includes(stage))?.[0];
    return {
      current: under('AWSCURRENT'),
      pending: under('AWSPENDING'),
      previous: under('AWSPREVIOUS'),
      changedAt: LastChangedDate,
    };
  }

  async value(versionId?: string): Promise<StoredSecret> {
    const command = new GetSecretValueCommand({
      SecretId: this.secretArn,
      ...(versionId === undefined ? {} : { VersionId: versionId }),
    });
    const { VersionId, SecretString, SecretBinary } = await asking(() =>
      this.client.send(command, this.options),
    );
    return new StoredSecret(VersionId ?? versionId ?? '', SecretString ?? SecretBinary);
  }

  private get options() {
    return this.signal ? { abortSignal: this.signal } : {};
  }
}
