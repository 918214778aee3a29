import ipaddr from 'ipaddr.js';

/** What a record may hold here; the format knows more. */
export type Datum =
  string | number | bigint | boolean | readonly Datum[] | { readonly [key: string]: Datum };

type Node = [left: Child, right: Child];
type Child = Node | { readonly record: number } | undefined;

const TYPES = { text: 2, uint32: 6, map: 7, uint64: 9, array: 11, boolean: 14 } as const;

/** A control byte, the extended type if it is one, and what a size beyond 28 needs. */
function control(type: number, size: number): Buffer {
  const [low, more] =
    size < 29
      ? [size, []]
      : size < 285
        ? [29, [size - 29]]
        : [30, [(size - 285) >> 8, (size - 285) & 0xff]];
  return Buffer.from(type > 7 ? [low, type - 7, ...more] : [(type << 5) | low, ...more]);
}

const numberBytes = (value: bigint): Buffer => {
  const hex = value === 0n ? '' : value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
};

function encoded(datum: Datum): Buffer {
  if (typeof datum === 'boolean') return control(TYPES.boolean, datum ? 1 : 0);
  if (typeof datum === 'string') {
    const bytes = Buffer.from(datum);
    return Buffer.concat([control(TYPES.text, bytes.length), bytes]);
  }
  if (typeof datum === 'number' || typeof datum === 'bigint') {
    const bytes = numberBytes(BigInt(datum));
    return Buffer.concat([
      control(typeof datum === 'number' ? TYPES.uint32 : TYPES.uint64, bytes.length),
      bytes,
    ]);
  }
  if (Array.isArray(datum))
    return Buffer.concat([
      control(TYPES.array, datum.length),
      ...(datum as readonly Datum[]).map(encoded),
    ]);
  const entries = Object.entries(datum as Readonly<Record<string, Datum>>);
  return Buffer.concat([control(TYPES.map, entries.length), ...entries.flat().map(encoded)]);
}

/** The bits of a block within a tree of that many bits; IPv4 stands at the end of 96 zeros. */
function bitsOf(block: string, isV6: boolean): number[] {
  const [address, prefix] = ipaddr.parseCIDR(block);
  const bits = address
    .toByteArray()
    .flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => (byte >> i) & 1));
  const fixed = bits.slice(0, prefix);
  return isV6 && address.kind() === 'ipv4' ? [...new Array<number>(96).fill(0), ...fixed] : fixed;
}

/**
 * A MaxMind database of blocks that do not overlap, with records of 24 bits a child.
 *
 * @param aliases blocks of IPv6 that point to where IPv4 stands
 */
export function mmdbFile(
  rows: readonly (readonly [block: string, record: Datum])[],
  {
    ipVersion = 6,
    aliases = [] as readonly string[],
  }: { ipVersion?: 4 | 6; aliases?: readonly string[] } = {},
): Buffer {
  const root: Node = [undefined, undefined];
  const put = (bits: readonly number[], child: Child): void => {
    let node = root;
    bits.slice(0, -1).forEach((bit) => (node = (node[bit] ??= [undefined, undefined]) as Node));
    node[bits.at(-1)!] = child;
  };
  const data: Buffer[] = [];
  let bytes = 0;
  for (const [block, record] of rows) {
    put(bitsOf(block, ipVersion === 6), { record: bytes });
    data.push(encoded(record));
    bytes += data.at(-1)!.length;
  }
  let ipv4: Child = root;
  for (let i = 0; i < 96 && Array.isArray(ipv4); i++) ipv4 = ipv4[0];
  for (const block of aliases) put(bitsOf(block, true), ipv4);
  const nodes = new Map<Node, number>();
  const number = (node: Node): void => {
    if (nodes.has(node)) return;
    nodes.set(node, nodes.size);
    for (const child of node) if (Array.isArray(child)) number(child);
  };
  number(root);
  const tree = Buffer.alloc(nodes.size * 6);
  for (const [node, at] of nodes)
    node.forEach((child, side) => {
      const value =
        child === undefined
          ? nodes.size
          : Array.isArray(child)
            ? nodes.get(child)!
            : nodes.size + 16 + child.record;
      tree.writeUIntBE(value, at * 6 + side * 3, 3);
    });
  const metadata = {
    node_count: nodes.size,
    record_size: 24,
    ip_version: ipVersion,
    database_type: 'Test',
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_767_225_600n,
    description: { en: 'Test' },
  };
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, encoded(metadata)]);
}
