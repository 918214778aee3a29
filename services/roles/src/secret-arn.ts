import { isAccountId, isPartition, type Partition, partitionOfRegion } from './partition.js';
import type { Problem } from './role-arn.js';

/** The ARN of something that lives in a region of an account. */
export interface RegionalArn {
  readonly text: string;
  readonly partition: Partition;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const SECRET = /^secret:[\w/+=.@-]{1,512}$/;
const SUFFIX = /-[A-Za-z0-9]{6}$/;
/** Also the ids of multi-Region keys, which are no UUIDs. */
const KEY =
  /^key\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

function parseRegional(text: string, service: string, example: string): RegionalArn | Problem {
  const [arn, partition = '', found, region = '', account = '', ...rest] = text.split(':');
  if (arn !== 'arn' || found !== service || rest.length === 0)
    return { problem: `Not the ARN of ${example}` };
  if (!isPartition(partition)) return { problem: 'AWS has no such partition.' };
  const home = partitionOfRegion(region);
  if (!home) return { problem: 'The region is missing or has no such form.' };
  if (home !== partition) return { problem: `The region is not one of partition ${partition}.` };
  if (!isAccountId(account)) return { problem: 'An account id has 12 digits.' };
  return { text, partition, region, account, resource: rest.join(':') };
}

/** The parts of a secret's full ARN, or what is wrong with it. */
export function parseSecretArn(text: string): RegionalArn | Problem {
  const arn = parseRegional(
    text,
    'secretsmanager',
    'a secret: arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf.',
  );
  if ('problem' in arn) return arn;
  if (/[*?]/.test(arn.resource)) return { problem: 'One secret is needed, not a pattern.' };
  if (!SECRET.test(arn.resource)) return { problem: 'The name of the secret is not possible.' };
  // IAM compares whole ARNs: a policy for the bare name matches no secret.
  if (!SUFFIX.test(arn.resource))
    return { problem: 'The hyphen and six characters that AWS adds to the name are missing.' };
  return arn;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The ARN of one object of S3: it names neither region nor account. */
export interface ObjectArn {
  readonly text: string;
  readonly partition: Partition;
  readonly bucket: string;
  readonly key: string;
}

/** The parts of an object's ARN, or what is wrong with it. */
export function parseObjectArn(text: string): ObjectArn | Problem {
  const [, partition = '', bucket = '', key = ''] =
    /^arn:([^:]*):s3:::([^/]*)\/(.{1,1024})$/s.exec(text) ?? [];
  if (key === '') return { problem: 'Not the ARN of an object: arn:aws:s3:::bucket/key.' };
  if (!isPartition(partition)) return { problem: 'AWS has no such partition.' };
  if (!BUCKET.test(bucket)) return { problem: 'The name of the bucket is not possible.' };
  // In a policy they would stand for other objects, and ${ for a variable.
  if (/[*?\u0000-\u001f\u007f]|\$\{/.test(key))
    return { problem: 'One object is needed, not a pattern.' };
  return { text, partition, bucket, key };
}

/** The parts of a KMS key's ARN, or what is wrong with it. */
export function parseKeyArn(text: string): RegionalArn | Problem {
  const arn = parseRegional(text, 'kms', 'a key: arn:aws:kms:us-east-1:123456789012:key/<id>.');
  if ('problem' in arn) return arn;
  if (arn.resource.startsWith('alias/'))
    return { problem: 'IAM does not follow aliases. The ARN of the key itself is needed.' };
  return KEY.test(arn.resource) ? arn : { problem: 'The id of the key is not possible.' };
}
