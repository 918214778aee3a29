import type { Registration } from '../registration.js';

/** What every source identity of ours begins with: the name that stays with a session, whatever it does next. */
export const SOURCE_IDENTITY_PREFIX = 'margay-';

const oneOrMore = (names: readonly string[]): string | readonly string[] =>
  names.length === 1 ? (names[0] ?? '') : names;

/**
 * The trust policy a role must have: these principals, with this id, and named sessions.
 *
 * Two statements, because the id is a condition of AssumeRole alone.
 */
export const trustPolicyFor = ({
  principals,
  externalId,
}: Pick<Registration, 'principals' | 'externalId'>) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AssumeWithExternalId',
      Effect: 'Allow',
      Principal: { AWS: oneOrMore(principals) },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
    {
      Sid: 'NameTheSession',
      Effect: 'Allow',
      Principal: { AWS: oneOrMore(principals) },
      Action: 'sts:SetSourceIdentity',
      Condition: { StringLike: { 'sts:SourceIdentity': `${SOURCE_IDENTITY_PREFIX}*` } },
    },
  ],
});
