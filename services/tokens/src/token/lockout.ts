import { type FieldError, isWithin, parseAddress, parseNetwork, permits } from '@margay/contracts';
import type { Grant } from './grant.js';

export const MANAGE = 'OrganizationAPITokenModify';

/** Whether a token with this grant may manage tokens. */
export const manages = ({ permissions }: Pick<Grant, 'permissions'>): boolean =>
  permits(permissions, MANAGE);

/** Tags what may have taken somebody the right to manage. */
export const MANAGER_LOST = 'manager-lost';

/** What is known of a caller who must not lock themselves, or everybody, out. */
export interface Guard {
  /** Whether the caller acts on its own token. */
  readonly isSelf: boolean;
  /** Where the caller is; empty when nobody knows. */
  readonly address: string;
  /** Whether any other token that works may manage tokens. */
  readonly othersManage: boolean;
}

const admits = (grant: Grant, text: string): boolean => {
  const address = parseAddress(text);
  const networks = grant.allowedCidrBlocks.map(parseNetwork);
  return networks.length === 0 || (address !== undefined && isWithin(address, networks));
};

/**
 * Whom a change would lock out, and how.
 *
 * @param after what the token may do from then on; undefined when it no longer works
 */
export function lockouts(
  { isSelf, address, othersManage }: Guard,
  before: Grant,
  after: Grant | undefined,
): FieldError[] {
  const found: FieldError[] = [];
  const isManager = after !== undefined && manages(after);
  if (isSelf && after === undefined)
    found.push({ path: 'id', message: 'The calling token itself would stop working.' });
  if (isSelf && after && !admits(after, address))
    found.push({
      path: 'allowedCIDRBlocks',
      message: 'The calling token could no longer be used from where it is used now.',
    });
  if (isSelf && after && manages(before) && !isManager)
    found.push({
      path: 'permissions',
      message: 'The calling token could no longer manage tokens.',
    });
  if (manages(before) && !isManager && !othersManage)
    found.push({ path: '', message: 'No token would be left that may manage tokens.' });
  return found;
}
