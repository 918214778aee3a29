import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { isIPv4, isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import ipaddr from 'ipaddr.js';

const ENRICHMENT = new URL('../../../../services/enrichment/', import.meta.url);
const require = createRequire(new URL('package.json', ENRICHMENT));

type Row = Readonly<Record<string, unknown>>;
type Address =
  { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

/** Sorted ranges of one family: first and last addresses, and a row for each. */
interface Ranges<Value> {
  readonly firsts: ArrayLike<Value>;
  readonly lasts: ArrayLike<Value>;
  readonly rows: readonly Row[];
}

function find<Value extends number | bigint>(ranges: Ranges<Value>, value: Value): Row | undefined {
  let [low, high] = [0, ranges.firsts.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ranges.firsts[middle]! <= value) low = middle + 1;
    else high = middle - 1;
  }
  return high >= 0 && value <= ranges.lasts[high]! ? ranges.rows[high] : undefined;
}

async function rangesOf(file: string, rowOf: (columns: readonly string[]) => Row) {
  const seen = new Map<string, Row>();
  const [firsts, lasts, rows]: [string[], string[], Row[]] = [[], [], []];
  for await (const record of createReadStream(require.resolve(file)).pipe(parse())) {
    const [first = '', last = '', ...rest] = record as string[];
    const key = rest.join();
    if (!seen.has(key)) seen.set(key, rowOf(rest));
    firsts.push(first);
    lasts.push(last);
    rows.push(seen.get(key)!);
  }
  return { firsts, lasts, rows };
}

async function table(name: string, rowOf: (columns: readonly string[]) => Row) {
  const v4 = await rangesOf(`@ip-location-db/${name}/${name}-ipv4-num.csv`, rowOf);
  const v6 = await rangesOf(`@ip-location-db/${name}/${name}-ipv6-num.csv`, rowOf);
  return {
    v4: {
      firsts: Uint32Array.from(v4.firsts, Number),
      lasts: Uint32Array.from(v4.lasts, Number),
      rows: v4.rows,
    },
    v6: { firsts: v6.firsts.map(BigInt), lasts: v6.lasts.map(BigInt), rows: v6.rows },
  };
}

const bigOf = (bytes: readonly number[]): bigint =>
  bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);

function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) {
    const [a, b, c, d] = text.split('.');
    return {
      family: 4,
      value: Number(a) * 0x1000000 + Number(b) * 0x10000 + Number(c) * 0x100 + Number(d),
    };
  }
  return isIPv6(text)
    ? { family: 6, value: bigOf(ipaddr.IPv6.parse(text).toByteArray()) }
    : undefined;
}

interface SpecialBlock {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly row: Row;
}

/** Narrowest first. */
async function specialBlocks(): Promise<SpecialBlock[]> {
  const file = fileURLToPath(new URL('data/special-purpose.csv', ENRICHMENT));
  const blocks: SpecialBlock[] = [];
  for await (const record of createReadStream(file).pipe(parse({ from: 2 }))) {
    const [block = '', name, rfc, reachable] = record as string[];
    const [address, prefix] = ipaddr.parseCIDR(block);
    const bytes = address.toByteArray();
    const first = bigOf(bytes);
    blocks.push({
      family: bytes.length === 4 ? 4 : 6,
      first,
      last: first + (1n << BigInt(bytes.length * 8 - prefix)) - 1n,
      row: { block, name, rfc, globally_reachable: reachable === '' ? null : reachable === 'true' },
    });
  }
  return blocks.sort((a, b) => (a.last - a.first < b.last - b.first ? -1 : 1));
}

/**
 * What somebody would write for one log type and one field, without any setting: parse, three
 * searches, write. It gives the same events as the service does.
 */
export async function handWritten(field: string): Promise<(event: Uint8Array) => Buffer> {
  const asn = await table('asn', ([number, organization]) => ({
    asn: Number(number),
    organization,
  }));
  const country = await table('asn-country', ([country_code]) => ({ country_code }));
  const special = await specialBlocks();
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    const value = (JSON.parse(text) as Row)[field] as string;
    const found: Record<string, Record<string, Row>> = {};
    const status: Record<string, Record<string, string>> = {
      asn: {},
      country: {},
      special_purpose: {},
    };
    const address = addressOf(value);
    const big = address === undefined ? 0n : BigInt(address.value);
    const block = special.find(
      ({ family, first, last }) => family === address?.family && big >= first && big <= last,
    );
    const isMulticast =
      address?.family === 4 ? address.value >>> 28 === 0xe : big >> 120n === 0xffn;
    const isPrivate = block?.row['globally_reachable'] === false || isMulticast;
    for (const [name, { v4, v6 }] of [
      ['asn', asn],
      ['country', country],
    ] as const) {
      const row =
        address === undefined || isPrivate
          ? undefined
          : address.family === 4
            ? find(v4, address.value)
            : find(v6, address.value);
      if (row !== undefined) (found[name] ??= {})[field] = { ...row, p_match: value };
      status[name]![field] =
        address === undefined
          ? 'skipped(not_an_address)'
          : isPrivate
            ? 'skipped(private)'
            : row === undefined
              ? 'not_found'
              : 'hit';
    }
    if (block !== undefined)
      (found['special_purpose'] ??= {})[field] = { ...block.row, p_match: value };
    status['special_purpose']![field] =
      address === undefined ? 'skipped(not_an_address)' : block === undefined ? 'not_found' : 'hit';
    const added = JSON.stringify({
      ...(Object.keys(found).length > 0 ? { p_enrichment: found } : {}),
      p_enrichment_status: status,
    });
    return Buffer.from(`${text.slice(0, text.lastIndexOf('}'))},${added.slice(1)}`);
  };
}
