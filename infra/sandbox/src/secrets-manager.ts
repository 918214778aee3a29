import { AwsError, JSON_DIALECT } from './aws-error.js';
import { permitted } from './authorization.js';
import type { Caller } from './caller.js';
import type { SandboxSecret, World } from './world.js';

type Input = Readonly<Record<string, unknown>>;

const textOf = (input: Input, name: string): string | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string')
    throw new AwsError('InvalidParameterException', `${name} must be a string.`);
  return value;
};

const seconds = (date: Date): number => date.getTime() / 1_000;

/** By ARN, by ARN without its suffix, or by name in the caller's own account and region. */
function secretOf(world: World, caller: Caller, id: string): SandboxSecret | undefined {
  const exact = world.secrets.get(id);
  if (exact) return exact;
  const isThis = ({ arn, name }: SandboxSecret) => {
    const [, , , region, account] = arn.split(':');
    return id.startsWith('arn:')
      ? arn.slice(0, -7) === id
      : name === id && account === caller.account && region === caller.region;
  };
  return [...world.secrets.values()].find(isThis);
}

/** The secret that is asked for, once it is clear that the caller may. */
function reached(world: World, caller: Caller, operation: string, input: Input): SandboxSecret {
  const id = textOf(input, 'SecretId');
  if (!id) throw new AwsError('InvalidParameterException', 'SecretId is needed.');
  const secret = secretOf(world, caller, id);
  const action = `secretsmanager:${operation}`;
  const resource = secret?.arn ?? id;
  const context = { 'secretsmanager:SecretId': id };
  if (!permitted(world, caller, { action, resource, context }))
    throw JSON_DIALECT.denied(
      `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${id}`,
    );
  if (!secret)
    throw new AwsError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  return secret;
}

const stagesOf = ({ stages }: SandboxSecret, versionId: string): readonly string[] =>
  [...stages].filter(([, id]) => id === versionId).map(([stage]) => stage);

function assertDecryptable(world: World, caller: Caller, { arn, kmsKey }: SandboxSecret): void {
  if (!kmsKey) return;
  const request = {
    action: 'kms:Decrypt',
    resource: kmsKey,
    context: {
      'kms:EncryptionContext:SecretARN': arn,
      'kms:ViaService': `secretsmanager.${arn.split(':')[3]}.amazonaws.com`,
    },
  };
  if (!permitted(world, caller, request)) throw JSON_DIALECT.denied('Access to KMS is not allowed');
  if (world.keys.get(kmsKey) !== 'Enabled')
    throw new AwsError('DecryptionFailure', 'The secret cannot be decrypted with its KMS key.');
}

export function getSecretValue(world: World, caller: Caller, input: Input): object {
  const secret = reached(world, caller, 'GetSecretValue', input);
  if (secret.deletedAt)
    throw new AwsError('InvalidRequestException', 'The secret is marked for deletion.');
  const wantedId = textOf(input, 'VersionId');
  const wantedStage = textOf(input, 'VersionStage');
  const id = wantedId ?? secret.stages.get(wantedStage ?? 'AWSCURRENT') ?? '';
  const version = secret.versions.get(id);
  if (!version || (wantedStage && secret.stages.get(wantedStage) !== id))
    throw new AwsError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for that version or staging label.",
    );
  assertDecryptable(world, caller, secret);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: stagesOf(secret, version.id),
    CreatedDate: seconds(version.createdAt),
    ...('text' in version.value
      ? { SecretString: version.value.text }
      : { SecretBinary: version.value.binary }),
  };
}

export function describeSecret(world: World, caller: Caller, input: Input): object {
  const secret = reached(world, caller, 'DescribeSecret', input);
  // Versions without a label are deprecated, and not shown.
  const labelled = [...new Set(secret.stages.values())];
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: seconds(secret.createdAt),
    LastChangedDate: seconds(secret.changedAt),
    VersionIdsToStages: Object.fromEntries(labelled.map((id) => [id, stagesOf(secret, id)])),
    ...(secret.kmsKey ? { KmsKeyId: secret.kmsKey } : {}),
    ...(secret.deletedAt ? { DeletedDate: seconds(secret.deletedAt) } : {}),
  };
}
