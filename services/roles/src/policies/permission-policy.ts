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

/** The permission policy a role must have: the named secrets, and their keys for these secrets only. */
export const permissionPolicyFor = ({
  secrets,
  kmsKeys,
}: Pick<Registration, 'secrets' | 'kmsKeys'>) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadSecrets',
      Effect: 'Allow',
      Action: [...SECRET_ACTIONS],
      Resource: [...secrets],
    },
    ...(kmsKeys.length === 0
      ? []
      : [
          {
            Sid: 'DecryptSecrets',
            Effect: 'Allow',
            Action: DECRYPT,
            Resource: [...kmsKeys],
            Condition: { StringEquals: { [SECRET_CONTEXT]: [...secrets] } },
          },
        ]),
  ],
});
