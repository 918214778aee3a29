import type { SessionOwner } from '@margay/aws';

/** Seen in the customer's CloudTrail as `margay-roles-verification`. */
export const OWNER: SessionOwner = { service: 'roles', purpose: 'verification' };
