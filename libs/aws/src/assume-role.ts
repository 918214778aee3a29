import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { Secret } from '@margay/config';
import { asking, AwsFailure } from './aws-failure.js';
import type { Opened } from './session-cache.js';
import { type SessionOwner, sessionNameOf, sourceIdentityOf } from './session-name.js';

/** A session opened with a session lasts no longer, whatever the role says. */
export const CHAINED_SECONDS_MAX = 3_600;

export interface Assumption {
  readonly arn: string;
  /** Absent: without one. */
  readonly externalId?: string;
  /** Narrows what the session may do; at most 2,048 characters. */
  readonly policy?: string;
  /** 900 to 3,600. */
  readonly seconds?: number;
  readonly owner: SessionOwner;
  readonly signal?: AbortSignal;
}

/** Opens a session of a role. @throws AwsFailure */
export async function assumeRole(sts: STSClient, assumption: Assumption): Promise<Opened> {
  const { arn, externalId, policy, seconds = CHAINED_SECONDS_MAX, owner, signal } = assumption;
  const command = new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: sessionNameOf(owner),
    SourceIdentity: sourceIdentityOf(owner),
    DurationSeconds: seconds,
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
    ...(policy === undefined ? {} : { Policy: policy }),
  });
  const { Credentials } = await asking(() =>
    sts.send(command, signal === undefined ? {} : { abortSignal: signal }),
  );
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey)
    throw new AwsFailure('unavailable', 'NoCredentials', undefined);
  const keys = new Secret({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    ...(Credentials.SessionToken ? { sessionToken: Credentials.SessionToken } : {}),
  });
  return { keys, seconds };
}
