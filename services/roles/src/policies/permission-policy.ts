import type { Registration } from '../registration.js';

/** What reading a secret takes: the value, and a cheap look at whether it has changed. */
export const SECRET_ACTIONS = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
] as const;

export const DECRYPT = 'kms:Decrypt';

/** The name under which Secrets Manager tells KMS which secret it is about. */
export const SECRET_CONTEXT = 'kms:EncryptionContext:SecretARN';

/** A secret like one of the role's, which it is not for. */
export const otherSecret = (secret: string): string => `${secret.slice(0, -7)}-of-another-Zz9Zz9`;

/** What reading an object takes. */
export const OBJECT_ACTION = 's3:GetObject';

/** The name under which S3 tells KMS which object it is about, or which bucket where that has a key of its own. */
export const OBJECT_CONTEXT = 'kms:EncryptionContext:aws:s3:arn';

/** An object beside one of the role's, which it is not for. */
export const otherObject = (object: string): string => `${object}-of-another`;

const bucketOf = (object: string): string => object.slice(0, object.indexOf('/'));

type Readable = Pick<Registration, 'secrets' | 'objects' | 'kmsKeys'>;

/** The permission policy a role must have: the named secrets and objects, and their keys for these only. */
export const permissionPolicyFor = ({ secrets, objects = [], kmsKeys }: Readable) => ({
  Version: '2012-10-17',
  Statement: [
    ...(secrets.length === 0 ? [] : secretStatements(secrets, kmsKeys)),
    ...(objects.length === 0 ? [] : objectStatements(objects, kmsKeys)),
  ],
});

const secretStatements = (secrets: readonly string[], kmsKeys: readonly string[]) => [
  {
    Sid: 'ReadSecrets',
    Effect: 'Allow',
    Action: [...SECRET_ACTIONS],
    Resource: [...secrets],
  },
  ...decrypting('DecryptSecrets', kmsKeys, SECRET_CONTEXT, secrets),
];

const objectStatements = (objects: readonly string[], kmsKeys: readonly string[]) => [
  { Sid: 'ReadObjects', Effect: 'Allow', Action: OBJECT_ACTION, Resource: [...objects] },
  ...decrypting('DecryptObjects', kmsKeys, OBJECT_CONTEXT, [
    ...new Set([...objects, ...objects.map(bucketOf)]),
  ]),
];

const decrypting = (
  Sid: string,
  kmsKeys: readonly string[],
  key: string,
  values: readonly string[],
) =>
  kmsKeys.length === 0
    ? []
    : [
        {
          Sid,
          Effect: 'Allow',
          Action: DECRYPT,
          Resource: [...kmsKeys],
          Condition: { StringEquals: { [key]: [...values] } },
        },
      ];
