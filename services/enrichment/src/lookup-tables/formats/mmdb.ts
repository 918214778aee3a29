import { setImmediate } from 'node:timers/promises';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { Reader, type Response } from 'mmdb-lib';
import { isJsonObject } from '../../json-object.js';
import { TableFault } from '../table-fault.js';
import { isByBlock } from '../table-schema.js';
import { wholeFile } from './document.js';
import type { Each, RowReader } from './row-reader.js';

/** It is held as a whole; the largest that are published have a fifth of it. */
const MMDB_BYTES_MAX = 512 * 1024 * 1024;
/** The process has other things to do than to read this file. */
const NETWORKS_AT_ONCE = 2_000;
/** Many networks share a record, and records share their parts: each is decoded once while it is in use. */
const RECORDS_KEPT = 20_000;

interface Space {
  readonly bits: 32 | 128;
  /** Blocks that only repeat what the IPv4 part says. */
  readonly aliases: readonly { readonly first: bigint; readonly prefix: number }[];
}

const numberOf = (bytes: readonly number[]): bigint =>
  bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
const alias = (first: string, prefix: number) => ({
  first: numberOf(ipaddr.IPv6.parse(first).toByteArray()),
  prefix,
});

const IPV4: Space = { bits: 32, aliases: [] };
/** Where the IPv4 tree stands, and what may point to it. */
const IPV6: Space = {
  bits: 128,
  aliases: [alias('::', 96), alias('::ffff:0:0', 96), alias('2001::', 32), alias('2002::', 16)],
};

const textOf = (address: bigint, bits: number): string => {
  const bytes = Array.from({ length: bits / 8 }, (_, i) =>
    Number((address >> BigInt(bits - 8 * (i + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
};

/**
 * Every network of a part of the tree with its record, null where nothing is known, in the order of
 * their addresses.
 *
 * @throws TableFault for a tree with more networks than it has nodes for: its nodes go round in circles
 */
function* networksOf(reader: Reader<Response>, { bits, aliases }: Space) {
  const end = 1n << BigInt(bits);
  let left = reader.metadata.nodeCount + 1 + aliases.length * bits;
  for (let at = 0n; at < end;) {
    if (left-- === 0) throw fault('The tree of networks has no end.');
    const skipped = aliases.find(({ first }) => first === at);
    const [record, prefix] = skipped
      ? [null, skipped.prefix]
      : reader.getWithPrefixLength(textOf(at, bits));
    const size = BigInt(bits - prefix);
    // What was skipped may lie inside of a larger network.
    const first = (at >> size) << size;
    yield { network: `${textOf(first, bits)}/${prefix}`, record };
    at = first + (1n << size);
  }
}

/** A member of a member, by its path: `country.iso_code`. A name with dots in it goes before. */
function memberOf(record: unknown, path: string): unknown {
  let value = record;
  if (isJsonObject(value) && Object.hasOwn(value, path)) return value[path];
  for (const name of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

const fault = (problem: string, cause?: unknown) =>
  new TableFault(problem, undefined, undefined, { cause });

function open(file: Buffer): Reader<Response> {
  let reader: Reader<Response>;
  try {
    const cache = new LRUCache<string | number, object>({ max: RECORDS_KEPT });
    reader = new Reader(file, { cache });
  } catch (cause) {
    throw fault('Not an MMDB file.', cause);
  }
  if (reader.metadata.searchTreeSize > file.length) throw fault('The file ends too early.');
  return reader;
}

async function readNetworks(file: Buffer, primaryKey: string, each: Each): Promise<void> {
  const reader = open(file);
  let [networks, rows] = [0, 0];
  for (const space of reader.metadata.ipVersion === 6 ? [IPV4, IPV6] : [IPV4])
    for (const { network, record } of networksOf(reader, space)) {
      if (++networks % NETWORKS_AT_ONCE === 0) await setImmediate();
      if (record === null) continue;
      each((column) => (column === primaryKey ? network : memberOf(record, column)), ++rows);
    }
  if (rows === 0) throw fault('Nothing is known of any network.');
}

/**
 * A MaxMind database: a tree of networks. The primary key takes the network, every other column the
 * member of its name. Where IPv6 wraps an IPv4 address (mapped, 6to4, Teredo), networks are left
 * out: most files only repeat IPv4 there.
 *
 * @see https://maxmind.github.io/MaxMind-DB/
 */
export const mmdb: RowReader = {
  isText: false,
  read: (schema, each) => [
    wholeFile(MMDB_BYTES_MAX, async (file) => {
      if (!isByBlock(schema))
        throw new TableFault('The key must be a block of addresses.', undefined, schema.primaryKey);
      try {
        await readNetworks(file, schema.primaryKey, each);
      } catch (thrown) {
        throw thrown instanceof TableFault ? thrown : fault('A record cannot be read.', thrown);
      }
    }),
  ],
};
