import { parse as parseHost } from 'tldts';
import { z } from 'zod';
import { parseAddress } from '../address/address.js';

/** The fields that hold every indicator of a kind, as schemas of log types name them. */
export const INDICATOR_FIELDS = [
  'p_any_ip_addresses',
  'p_any_domain_names',
  'p_any_emails',
  'p_any_usernames',
  'p_any_md5_hashes',
  'p_any_sha1_hashes',
  'p_any_sha256_hashes',
  'p_any_mac_addresses',
  'p_any_aws_arns',
  'p_any_aws_account_ids',
  'p_any_aws_instance_ids',
] as const;

export type IndicatorField = (typeof INDICATOR_FIELDS)[number];

export const isIndicatorField = (text: string): text is IndicatorField =>
  (INDICATOR_FIELDS as readonly string[]).includes(text);

/** An indicator and the field it belongs to. */
export type Indicator = readonly [field: IndicatorField, value: string];

/** Nothing longer is looked at: the longest URL that browsers send, and no indicator beyond it. */
const TEXT_LENGTH_MAX = 2_048;
const NAME_LENGTH_MAX = 256;

/** What an address can be made of: most texts end here, before any parsing. */
const ADDRESS = /^[\da-fA-F:.]{2,45}$/;
const HEXADECIMAL = /^[\da-fA-F]+$/;
const MAC = /^[\da-fA-F]{2}([:-])[\da-fA-F]{2}(?:\1[\da-fA-F]{2}){4}$/;
const HOSTNAME =
  /^(?=.{4,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})\.?$/i;
const URL_START = /^[a-z][a-z\d+.-]{1,15}:\/\//i;
const HOST_AND_PORT = /^([^\s:/@]{4,253}):(\d{1,5})$/;
const ARN = /^arn:aws[a-z-]*:([a-z\d-]+):([a-z\d-]*):(\d{12})?:(\S+)$/;
const INSTANCE = /^i-(?:[\da-f]{8}|[\da-f]{17})$/;
const SESSION = /^assumed-role\/[^/]+\/(.+)$/;
const ACCOUNT_ID = /^\d{12}$/;
const EMAIL = z.regexes.email;

const HASHES: Readonly<Record<number, IndicatorField>> = {
  32: 'p_any_md5_hashes',
  40: 'p_any_sha1_hashes',
  64: 'p_any_sha256_hashes',
};

/** A name cannot be told by its look, only by the field it is in. */
const OF_A_USER =
  /^(?:user_?name|user|login|login_?name|account_?name|actor_?user(?:_?name)?|principal_?name|user_?principal_?name|sam_?account_?name)$/i;
const OF_AN_ACCOUNT = /^(?:(?:recipient|aws)_?)?account_?id$/i;

/**
 * What one text of an event is an indicator of: several kinds at once, or none.
 *
 * @param key of the member that holds it, or that holds the list it is in
 */
export function indicatorsIn(text: string, key: string): readonly Indicator[] {
  if (text.length < 2 || text.length > TEXT_LENGTH_MAX) return [];
  const found: Indicator[] = [];
  if (OF_A_USER.test(key) && text.length <= NAME_LENGTH_MAX) found.push(['p_any_usernames', text]);
  if (ACCOUNT_ID.test(text) && OF_AN_ACCOUNT.test(key)) found.push(['p_any_aws_account_ids', text]);
  if (ADDRESS.test(text) && parseAddress(text) !== undefined)
    return [...found, ['p_any_ip_addresses', text]];
  if (MAC.test(text)) return [...found, ['p_any_mac_addresses', text]];
  const hash = HASHES[text.length];
  if (hash !== undefined && HEXADECIMAL.test(text)) return [...found, [hash, text]];
  if (INSTANCE.test(text)) return [...found, ['p_any_aws_instance_ids', text]];
  if (text.startsWith('arn:')) return [...found, ...insideArn(text)];
  if (text.includes('@') && EMAIL.test(text)) return [...found, ['p_any_emails', text]];
  const host = hostOf(text);
  return host === undefined ? found : [...found, ...ofHost(host)];
}

function insideArn(text: string): readonly Indicator[] {
  const arn = ARN.exec(text);
  if (arn === null) return [];
  const [, service, , account, resource = ''] = arn;
  const found: Indicator[] = [['p_any_aws_arns', text]];
  if (account !== undefined) found.push(['p_any_aws_account_ids', account]);
  const instance = service === 'ec2' ? resource.split('/').at(-1) : undefined;
  if (instance !== undefined && INSTANCE.test(instance))
    found.push(['p_any_aws_instance_ids', instance]);
  const session = service === 'sts' ? SESSION.exec(resource)?.[1] : undefined;
  if (session !== undefined && EMAIL.test(session)) found.push(['p_any_emails', session]);
  return found;
}

/** The host of a URL, of `host:port`, or the text itself where it may be one. */
function hostOf(text: string): string | undefined {
  if (URL_START.test(text)) return URL.canParse(text) ? new URL(text).hostname : undefined;
  return HOST_AND_PORT.exec(text)?.[1] ?? text;
}

function ofHost(host: string): readonly Indicator[] {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (ADDRESS.test(bare) && parseAddress(bare) !== undefined) return [['p_any_ip_addresses', bare]];
  return HOSTNAME.test(bare) && isRegistrable(bare) ? [['p_any_domain_names', bare]] : [];
}

/** `index.html` looks like a host as well: only what ends in a suffix that is handed out is one. */
function isRegistrable(host: string): boolean {
  const { domain, isIcann } = parseHost(host, { extractHostname: false });
  return isIcann === true && domain !== null;
}
