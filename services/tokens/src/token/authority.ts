import {
  ALL_PERMISSIONS,
  canonicalBlock,
  type FieldError,
  isCovered,
  permits,
  ServiceError,
} from '@margay/contracts';
import type { Grant } from './grant.js';
import { isOver } from './lifetime.js';
import type { Token } from './token.js';
import type { Terms } from './token-command.js';

/** What somebody holds: rights, from where, until when. */
export interface Holding {
  readonly grant: Grant;
  readonly expiresAt: string | null;
}

/** Holds everything: whoever installs the platform. */
export const EVERYTHING: Holding = {
  grant: { name: '', permissions: [ALL_PERMISSIONS], allowedCidrBlocks: [] },
  expiresAt: null,
};

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

const blocksOf = ({ allowedCidrBlocks }: Grant): readonly string[] =>
  allowedCidrBlocks.length === 0 ? EVERYWHERE : allowedCidrBlocks;

/** What a token holds; undefined for one that does not work. */
export const holdingOf = (token: Token, at: string): Holding | undefined =>
  token.is === 'live' && !token.disabled && !isOver(token.expiresAt, at) ? token : undefined;

const isBlock = (text: string, block: string): boolean => {
  const canonical = canonicalBlock(text);
  return 'block' in canonical && canonical.block === block;
};

/**
 * In what `wanted` goes beyond `maker`.
 *
 * @param input the lists as they were asked for, so that each place is the asker's
 */
export function excessOf(
  maker: Holding,
  wanted: Holding,
  input: Pick<Grant, 'permissions'> & Partial<Grant> = wanted.grant,
): FieldError[] {
  const excess: FieldError[] = [];
  for (const id of wanted.grant.permissions)
    if (!permits(maker.grant.permissions, id))
      excess.push({
        path: `permissions[${input.permissions.indexOf(id)}]`,
        message: 'The calling token does not have this permission.',
      });
  const held = blocksOf(maker.grant);
  for (const block of blocksOf(wanted.grant)) {
    if (isCovered(block, held)) continue;
    const index = input.allowedCidrBlocks?.findIndex((text) => isBlock(text, block)) ?? -1;
    excess.push({
      path: index < 0 ? 'allowedCIDRBlocks' : `allowedCIDRBlocks[${index}]`,
      message: 'The calling token may not be used from all of these addresses.',
    });
    if (index < 0) break;
  }
  const ends = maker.expiresAt;
  if (ends !== null && (wanted.expiresAt === null || wanted.expiresAt > ends))
    excess.push({ path: 'expiresAt', message: 'The calling token expires before.' });
  return excess;
}

/**
 * Nobody hands on what they do not hold, unless they hold all permissions and say why.
 *
 * @returns the reason, if it was needed
 * @throws ServiceError `forbidden` with everything that goes beyond
 */
export function assertWithin(
  { maker, overrideReason }: Terms,
  wanted: Holding,
  input?: Pick<Grant, 'permissions'> & Partial<Grant>,
): { readonly overrideReason?: string } {
  const fields = excessOf(maker, wanted, input);
  if (fields.length === 0) return {};
  if (overrideReason !== undefined && maker.grant.permissions.includes(ALL_PERMISSIONS))
    return { overrideReason };
  throw new ServiceError('forbidden', 'The token would be able to do more than the calling one.', {
    fields,
  });
}
