import {
  canonicalBlock,
  type FieldError,
  isKnownPermission,
  ServiceError,
} from '@margay/contracts';

/** What a token is called, what it may do, and from where. */
export interface Grant {
  readonly name: string;
  readonly permissions: readonly string[];
  /** Canonical CIDR notation, IPv4 and IPv6. Empty: from everywhere. */
  readonly allowedCidrBlocks: readonly string[];
}

/** What an update asks for. Blocks that are not mentioned stay: to open a token to everywhere is said, not forgotten. */
export interface Change {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly allowedCidrBlocks?: readonly string[];
}

export const NAME_LENGTH_MAX = 128;
export const PERMISSIONS_MAX = 100;
export const CIDR_BLOCKS_MAX = 200;

const nameProblem = (name: string): string | undefined => {
  if (name.trim() === '') return 'Must not be empty.';
  if (name.length > NAME_LENGTH_MAX) return `At most ${NAME_LENGTH_MAX} characters.`;
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'Must not contain control characters.';
  return undefined;
};

/**
 * A grant in its one form: name trimmed, permissions once each, blocks canonical and once each.
 *
 * @param held permissions that may be named although nobody knows them any more
 * @throws ServiceError `bad_request` with every field that is wrong, not only the first
 */
export function grantOf(input: Grant, held: readonly string[] = []): Grant {
  const fields: FieldError[] = [];
  const problem = nameProblem(input.name);
  if (problem) fields.push({ path: 'name', message: problem });

  if (input.permissions.length > PERMISSIONS_MAX)
    fields.push({ path: 'permissions', message: `At most ${PERMISSIONS_MAX}.` });
  else
    input.permissions.forEach((id, index) => {
      if (!isKnownPermission(id) && !held.includes(id))
        fields.push({ path: `permissions[${index}]`, message: 'There is no such permission.' });
    });
  if (input.permissions.length === 0)
    fields.push({ path: 'permissions', message: 'At least one is needed.' });

  const blocks: string[] = [];
  if (input.allowedCidrBlocks.length > CIDR_BLOCKS_MAX)
    fields.push({ path: 'allowedCIDRBlocks', message: `At most ${CIDR_BLOCKS_MAX}.` });
  else
    input.allowedCidrBlocks.forEach((text, index) => {
      const canonical = canonicalBlock(text);
      if ('block' in canonical) blocks.push(canonical.block);
      else fields.push({ path: `allowedCIDRBlocks[${index}]`, message: canonical.problem });
    });

  if (fields.length > 0)
    throw new ServiceError('bad_request', 'The token cannot be granted like this.', { fields });
  return {
    name: input.name.trim(),
    permissions: [...new Set(input.permissions)],
    allowedCidrBlocks: [...new Set(blocks)],
  };
}

/** @throws ServiceError `bad_request` with every field that is wrong */
export const changedGrant = (before: Grant, change: Change): Grant =>
  grantOf(
    { ...change, allowedCidrBlocks: change.allowedCidrBlocks ?? before.allowedCidrBlocks },
    before.permissions,
  );

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry, index) => entry === other[index]);

export const isSameGrant = (one: Grant, other: Grant): boolean =>
  one.name === other.name &&
  isSameList(one.permissions, other.permissions) &&
  isSameList(one.allowedCidrBlocks, other.allowedCidrBlocks);
