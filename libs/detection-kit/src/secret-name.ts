import type { AssumableRole, SecretAddress } from '@margay/aws';
import { ServiceError } from '@margay/contracts';

/** What Secrets Manager adds to a name: a hyphen and six characters. */
const SUFFIX_LENGTH = 7;

const nameOfSecret = (arn: string): string =>
  arn.split(':').slice(6).join(':').slice(0, -SUFFIX_LENGTH);
const nameOfRole = (arn: string): string => arn.split('/').at(-1) ?? '';

const one = <T>(found: readonly T[], what: string): T => {
  const [first, ...more] = found;
  if (first === undefined)
    throw new ServiceError('not_found', `No active role offers such a ${what} here.`);
  if (more.length > 0)
    throw new ServiceError('conflict', `Several have this name. Use the ARN of the ${what}.`);
  return first;
};

/** The active role of an ARN or a name. @throws ServiceError `not_found`, `conflict` */
export const roleNamed = (roles: readonly AssumableRole[], role: string): AssumableRole =>
  one(
    roles.filter(({ arn }) => arn === role || nameOfRole(arn) === role),
    'role',
  );

/** A secret by ARN or name, and the first active role that is for it. @throws ServiceError `not_found`, `conflict` */
export function secretNamed(roles: readonly AssumableRole[], secret: string): SecretAddress {
  const offered = roles.flatMap(({ arn, secrets }) =>
    secrets
      .filter((each) => each === secret || nameOfSecret(each) === secret)
      .map((secretArn) => ({ roleArn: arn, secretArn })),
  );
  const secretArn = one([...new Set(offered.map((each) => each.secretArn))], 'secret');
  return { secretArn, roleArn: offered[0]?.roleArn ?? '' };
}
