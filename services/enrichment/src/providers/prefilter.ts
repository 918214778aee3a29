import { parseAddress } from '@margay/contracts';
import { isPublicAddress } from '@margay/egress';
import { parse } from 'tldts';
import type { Asked } from './provider.js';

/** Why a value is told to nobody. */
export type SkipReason = 'private' | 'malformed';

export type Prefiltered = { readonly asked: Asked } | { readonly skipped: SkipReason };

const URL_LENGTH_MAX = 2_048;
/** MD5, SHA-1 or SHA-256, in lower case. */
export const HASH = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/;

/** Names that mean something in a network of ours only. */
const OUR_OWN = /(?:^|\.)(?:local|localhost|internal|intranet|lan|home|corp|arpa|test|invalid)$/;

function ofHost(host: string): SkipReason | undefined {
  if (OUR_OWN.test(host)) return 'private';
  const { hostname, domain, isIp } = parse(host, { allowPrivateDomains: false });
  return hostname === null || domain === null || isIp === true ? 'malformed' : undefined;
}

function ofUrl(text: string): SkipReason | undefined {
  if (text.length > URL_LENGTH_MAX || !/^https?:\/\//i.test(text) || !URL.canParse(text))
    return 'malformed';
  const { hostname, username, password } = new URL(text);
  // What is written for one reader is not to be read by another.
  if (username !== '' || password !== '') return 'private';
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (parseAddress(bare)) return isPublicAddress(bare) ? undefined : 'private';
  return ofHost(bare);
}

/** A value in the one form in which it is asked about and remembered, or why it is not asked about at all. */
export function prefiltered({ kind, value }: Asked): Prefiltered {
  const text = value.trim();
  switch (kind) {
    case 'ip': {
      const address = parseAddress(text);
      if (!address) return { skipped: 'malformed' };
      const plain = address.toString();
      return isPublicAddress(plain) ? { asked: { kind, value: plain } } : { skipped: 'private' };
    }
    case 'domain': {
      const host = text.toLowerCase().replace(/\.$/, '');
      const skipped = ofHost(host);
      return skipped ? { skipped } : { asked: { kind, value: host } };
    }
    case 'hash': {
      const hash = text.toLowerCase();
      return HASH.test(hash) ? { asked: { kind, value: hash } } : { skipped: 'malformed' };
    }
    case 'url': {
      const skipped = ofUrl(text);
      return skipped ? { skipped } : { asked: { kind, value: text } };
    }
  }
}
