/** Who opens sessions, and what for: what a customer reads in CloudTrail. */
export interface SessionOwner {
  /** `enrichment`. */
  readonly service: string;
  /** `virus-total`; lower case, digits and hyphens. */
  readonly purpose: string;
}

const LENGTH_MAX = 64;
const PART = /^[a-z0-9][a-z0-9-]*$/;

/** What stays with a session whatever it does next. Trust policies ask for the prefix. */
export const sourceIdentityOf = ({ service }: SessionOwner): string =>
  named('margay', service).slice(0, LENGTH_MAX);

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const sessionNameOf = ({ service, purpose }: SessionOwner): string =>
  named('margay', service, purpose).slice(0, LENGTH_MAX);

function named(...parts: readonly string[]): string {
  if (!parts.every((part) => PART.test(part)))
    throw new RangeError('Names of sessions are made of lower case letters, digits and hyphens.');
  return parts.join('-');
}
