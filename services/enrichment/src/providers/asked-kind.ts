import { parseAddress } from '@margay/contracts';
import { parse } from 'tldts';
import { HASH } from './prefilter.js';
import type { AskedKind } from './provider.js';

/** What a text looks like; undefined: like nothing that anybody is asked about. */
export function kindOf(text: string): AskedKind | undefined {
  const value = text.trim();
  if (parseAddress(value)) return 'ip';
  if (HASH.test(value.toLowerCase())) return 'hash';
  if (/^https?:\/\//i.test(value)) return 'url';
  const { hostname, domain } = parse(value, { allowPrivateDomains: false });
  return domain !== null && hostname === value.toLowerCase().replace(/\.$/, '')
    ? 'domain'
    : undefined;
}
