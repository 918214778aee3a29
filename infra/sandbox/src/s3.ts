import type { IncomingMessage } from 'node:http';
import { AwsError, S3_DIALECT } from './aws-error.js';
import { permitted } from './authorization.js';
import type { Caller } from './caller.js';
import type { SandboxObject, World } from './world.js';

/** What S3 answers besides errors. */
export interface ObjectAnswer {
  readonly status: 200 | 304;
  readonly etag: string;
  readonly body: Buffer;
}

/** The ARN of the object that a request in path style is about, or undefined for anything else. */
export function objectOf({ method, url }: IncomingMessage): string | undefined {
  const { pathname } = new URL(url ?? '/', 'http://sandbox');
  const [, bucket, key] = /^\/([^/]+)\/(.+)$/s.exec(pathname) ?? [];
  return method === 'GET' && bucket && key
    ? `arn:aws:s3:::${bucket}/${decodeURIComponent(key)}`
    : undefined;
}

const DECRYPT = 'kms:Decrypt';

function assertDecryptable(world: World, caller: Caller, arn: string, kmsKey: string): void {
  const context = {
    'kms:EncryptionContext:aws:s3:arn': arn,
    'kms:ViaService': `s3.${kmsKey.split(':')[3]}.amazonaws.com`,
  };
  if (!permitted(world, caller, { action: DECRYPT, resource: kmsKey, context }))
    throw S3_DIALECT.denied(
      `User: ${caller.sessionArn} is not authorized to perform: ${DECRYPT} on resource: ${kmsKey}`,
    );
  if (world.keys.get(kmsKey) !== 'Enabled')
    throw new AwsError('KMS.DisabledException', 'The key is disabled.');
}

/** Without the right to list a bucket, what is not there and what may not be read are refused alike. */
export function getObject(
  world: World,
  caller: Caller,
  arn: string,
  ifNoneMatch: string | undefined,
): ObjectAnswer {
  const bucket = arn.slice(0, arn.indexOf('/'));
  const object: SandboxObject | undefined = world.objects.get(arn);
  const mayRead = permitted(world, caller, { action: 's3:GetObject', resource: arn });
  const mayList = permitted(world, caller, { action: 's3:ListBucket', resource: bucket });
  if (!mayRead || (!object && !mayList)) throw S3_DIALECT.denied('Access Denied');
  if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (object.kmsKey) assertDecryptable(world, caller, arn, object.kmsKey);
  const { etag, body } = object;
  return ifNoneMatch === etag
    ? { status: 304, etag, body: Buffer.alloc(0) }
    : { status: 200, etag, body };
}
