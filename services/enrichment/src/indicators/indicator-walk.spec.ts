import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json-object.js';
import { INDICATOR_FIELDS } from './indicator-kinds.js';
import { indicatorsOf, WALK_LIMITS } from './indicator-walk.js';

const nested = (depth: number): JsonObject =>
  depth === 0 ? { ip: '8.8.8.8' } : { in: nested(depth - 1) };

const found = (event: JsonObject) => Object.fromEntries(indicatorsOf(event).found);
const addresses = (event: JsonObject) => {
  const { found, isTruncated } = indicatorsOf(event);
  return { addresses: found.get('p_any_ip_addresses') ?? [], isTruncated };
};

describe('the indicators of an unknown event', () => {
  it('are found at any place, each once, the nearest to the top first', () =>
    expect(
      addresses({
        deep: { list: [{ ip: '2001:4860::1' }, '1.1.1.1', 'x'] },
        top: '8.8.8.8',
        again: ['8.8.8.8'],
      }),
    ).toEqual({ addresses: ['8.8.8.8', '1.1.1.1', '2001:4860::1'], isTruncated: false }));

  it.each<[string, JsonObject, JsonObject]>([
    ['an address', { a: '::1' }, { p_any_ip_addresses: ['::1'] }],
    ['a host', { a: 'www.example.com' }, { p_any_domain_names: ['www.example.com'] }],
    ['a host and port', { a: 'example.com:443' }, { p_any_domain_names: ['example.com'] }],
    ['an address and port', { a: '1.2.3.4:443' }, { p_any_ip_addresses: ['1.2.3.4'] }],
    ['a URL', { a: 'https://u:p@example.com/x?y' }, { p_any_domain_names: ['example.com'] }],
    ['a URL of an address', { a: 'http://[::1]:8080/' }, { p_any_ip_addresses: ['::1'] }],
    ['an e-mail address', { a: 'ann@example.com' }, { p_any_emails: ['ann@example.com'] }],
    ['an MD5 hash', { a: 'a'.repeat(32) }, { p_any_md5_hashes: ['a'.repeat(32)] }],
    ['a SHA-1 hash', { a: 'a'.repeat(40) }, { p_any_sha1_hashes: ['a'.repeat(40)] }],
    ['a SHA-256 hash', { a: 'A'.repeat(64) }, { p_any_sha256_hashes: ['A'.repeat(64)] }],
    ['a MAC address', { a: '00:1b:44:11:3a:b7' }, { p_any_mac_addresses: ['00:1b:44:11:3a:b7'] }],
    ['a user, by its field', { userName: 'ann' }, { p_any_usernames: ['ann'] }],
    ['users, by the field of their list', { user: ['ann'] }, { p_any_usernames: ['ann'] }],
    [
      'an account, by its field',
      { accountId: '123456789012' },
      { p_any_aws_account_ids: ['123456789012'] },
    ],
    [
      'an instance',
      { a: 'i-0123456789abcdef0' },
      { p_any_aws_instance_ids: ['i-0123456789abcdef0'] },
    ],
    [
      'an ARN and what is in it',
      { a: 'arn:aws:sts::123456789012:assumed-role/admin/ann@example.com' },
      {
        p_any_aws_arns: ['arn:aws:sts::123456789012:assumed-role/admin/ann@example.com'],
        p_any_aws_account_ids: ['123456789012'],
        p_any_emails: ['ann@example.com'],
      },
    ],
    [
      'an ARN without an account',
      { a: 'arn:aws-us-gov:s3:::bucket/key' },
      { p_any_aws_arns: ['arn:aws-us-gov:s3:::bucket/key'] },
    ],
    [
      'the ARN of an instance',
      { a: 'arn:aws:ec2:us-east-1:123456789012:instance/i-01234567' },
      {
        p_any_aws_arns: ['arn:aws:ec2:us-east-1:123456789012:instance/i-01234567'],
        p_any_aws_account_ids: ['123456789012'],
        p_any_aws_instance_ids: ['i-01234567'],
      },
    ],
  ])('are of their kinds: %s', (_what, event, kinds) => expect(found(event)).toEqual(kinds));

  it.each([
    'from 1.2.3.4',
    '12:30',
    'index.html',
    'co.uk',
    'a sentence. with a dot',
    'foo@bar',
    'arn:aws:s3',
    'g'.repeat(32),
    'i-xyz',
    '123456789012',
    `https://${'x'.repeat(3000)}.com`,
    '',
  ])('are not in other texts: %j', (a) => expect(found({ a })).toEqual({}));

  it('are texts, never numbers or truths', () =>
    expect(found({ a: 16909060, b: true, c: null, user: 7 })).toEqual({}));

  it('are not looked for in what an earlier enrichment wrote', () =>
    expect(found({ p_enrichment: { asn: { x: { p_match: '8.8.8.8' } } } })).toEqual({}));

  it('are found down to the limit of depth, and beyond it the event is said to go on', () => {
    expect(addresses(nested(WALK_LIMITS.depth - 1)).addresses).toEqual(['8.8.8.8']);
    expect(addresses(nested(WALK_LIMITS.depth))).toEqual({ addresses: [], isTruncated: true });
  });

  it('are found up to the limit of their number', () => {
    const ips = Array.from({ length: WALK_LIMITS.perKind + 1 }, (_, i) => `8.8.${i}.8`);
    const { addresses: some, isTruncated } = addresses({ ips });
    expect({ some: some.length, isTruncated }).toEqual({
      some: WALK_LIMITS.perKind,
      isTruncated: true,
    });
  });

  it('are found up to the limit of their length together', () => {
    const user = Array.from({ length: 99 }, (_, i) => `${i}`.padEnd(250, 'x'));
    const email = Array.from({ length: 99 }, (_, i) => `a${i}@${'y'.repeat(50)}.example.com`);
    const urls = Array.from({ length: 99 }, (_, i) => `h${i}.${'z'.repeat(50)}.example.com`);
    const { found, isTruncated } = indicatorsOf({ user, email, urls });
    const characters = [...found.values()].flat().join('').length;
    expect(characters).toBeLessThanOrEqual(WALK_LIMITS.characters);
    expect(isTruncated).toBe(true);
  });

  it('are found at the top even beside an endless branch', () =>
    expect(addresses({ endless: Array(WALK_LIMITS.nodes * 2).fill('x'), ip: '8.8.8.8' })).toEqual({
      addresses: ['8.8.8.8'],
      isTruncated: true,
    }));

  it('are found in any JSON without an error, in fields we know', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (event) => {
        for (const field of indicatorsOf(event as JsonObject).found.keys())
          expect(INDICATOR_FIELDS).toContain(field);
      }),
    ));
});
