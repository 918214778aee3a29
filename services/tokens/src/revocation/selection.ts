import { canonicalBlock, type FieldError, parseAddress, ServiceError } from '@margay/contracts';

/** What tokens are alike in. All that is named must be so. */
export interface Selection {
  readonly createdBy?: string;
  readonly permission?: string;
  /** Canonical CIDR notation. */
  readonly address?: string;
  /** ISO 8601 in UTC. */
  readonly unusedSince?: string;
  /** `*` for any characters. */
  readonly name?: string;
}

const TEXT_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 500;

/** An address stands for the block of itself. */
function blockOf(text: string): { readonly block: string } | { readonly problem: string } {
  const address = parseAddress(text);
  if (!address) return canonicalBlock(text);
  return { block: `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}` };
}

/**
 * A selection in its one form.
 *
 * @throws ServiceError `bad_request` for one that names nothing, and so would mean everything
 */
export function selectionOf(input: Selection, reason: string): Selection {
  const fields: FieldError[] = [];
  if (Object.keys(input).length === 0)
    fields.push({ path: '', message: 'Say what the tokens are alike in.' });
  for (const path of ['createdBy', 'permission', 'name'] as const)
    if ((input[path]?.length ?? 0) > TEXT_LENGTH_MAX)
      fields.push({ path, message: `At most ${TEXT_LENGTH_MAX} characters.` });
  if (input.name !== undefined && /^\**$/.test(input.name))
    fields.push({ path: 'name', message: 'Would mean every token.' });
  if (reason.trim() === '' || reason.length > REASON_LENGTH_MAX)
    fields.push({ path: 'reason', message: `From 1 to ${REASON_LENGTH_MAX} characters.` });
  const block = input.address === undefined ? undefined : blockOf(input.address);
  if (block && 'problem' in block) fields.push({ path: 'address', message: block.problem });
  if (fields.length > 0)
    throw new ServiceError('bad_request', 'The tokens cannot be chosen like this.', { fields });
  return block && 'block' in block ? { ...input, address: block.block } : input;
}

/** What stands for a name's pattern in SQL's LIKE. */
export const likePattern = (name: string): string =>
  name.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
