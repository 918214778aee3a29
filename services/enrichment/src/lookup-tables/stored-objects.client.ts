import type { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { type AwsClients, AwsFailure, type FailureKind, type RoleSessions } from '@margay/aws';
import { ServiceError } from '@margay/contracts';
import { objectAt } from './lookup-table-definition.js';
import { type Fetched, fault } from './fetched.js';

/** What a table's owner is told of a failure of S3. */
const SAID: Partial<Record<FailureKind, string>> = {
  denied: 'The role may not read the object, or there is none.',
  missing: 'There is no such object.',
  undecryptable: 'The role may not use the key of the object, or the key is disabled.',
  credentials: 'AWS does not accept our own credentials.',
};

/** Objects of S3, through registered roles. */
export class StoredObjects {
  constructor(
    private readonly sessions: RoleSessions,
    private readonly clients: AwsClients,
  ) {}

  async get(url: string, roleArn: string, etag: string, signal: AbortSignal): Promise<Fetched> {
    const { bucket: Bucket = '', key: Key = '' } = objectAt(url) ?? {};
    const session = await this.sessions.roleSession(roleArn).catch((thrown: unknown) => {
      throw fault(ServiceError.from(thrown).message, thrown);
    });
    const abortSignal = AbortSignal.any([signal, session.signal]);
    let found: GetObjectCommandOutput;
    try {
      found = await this.clients
        .objectsAs(session.keys)
        .send(new GetObjectCommand({ Bucket, Key, ...(etag ? { IfNoneMatch: etag } : {}) }), {
          abortSignal,
        });
    } catch (thrown) {
      signal.throwIfAborted();
      if (isUnchanged(thrown)) return { unchanged: true };
      const failure = AwsFailure.from(thrown);
      if (failure.kind === 'expired') this.sessions.discard(session);
      throw fault(SAID[failure.kind] ?? failure.toServiceError().message, failure);
    }
    const body = found.Body as Readable;
    // A role that is taken away ends what is under way, and half of it is not taken for the whole.
    const stop = () => body.destroy(new Error('The role was taken away.'));
    abortSignal.addEventListener('abort', stop, { once: true });
    return { body, etag: found.ETag ?? '' };
  }
}

const isUnchanged = (thrown: unknown): boolean =>
  (thrown as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 304;
