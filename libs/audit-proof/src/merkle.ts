import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** In one call: an object to feed piece by piece costs more than hashing a record. */
const sha256 = (data: Uint8Array | string): Hash => Buffer.from(hash('sha256', data, 'hex'), 'hex');

const NODE = Uint8Array.of(1);

/** @see https://www.rfc-editor.org/rfc/rfc6962#section-2.1 */
export const leafHash = (text: string): Hash => sha256(`\0${text}`);
export const nodeHash = (left: Hash, right: Hash): Hash =>
  sha256(Buffer.concat([NODE, left, right]));

export const EMPTY_ROOT: Hash = sha256('');
/** The chain before the first record. */
export const CHAIN_START: Hash = Buffer.alloc(32);

/** Each record's place in the chain covers everything before it. */
export const chained = (before: Hash, leaf: Hash): Hash => sha256(Buffer.concat([before, leaf]));

/** A complete subtree: that of level `level` over the leaves from `index * 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest complete subtrees that leaves `0 … size - 1` consist of, from the left. */
export function peaksOf(size: number): readonly Subtree[] {
  const peaks: Subtree[] = [];
  let from = 0;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (size - from < width) continue;
    peaks.push({ level, index: from / width });
    from += width;
  }
  return peaks;
}

const rootOfPeaks = (peaks: readonly Hash[]): Hash =>
  peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));

/** A Merkle tree that only grows, by its peaks: all that is needed to go on and to know the root. */
export class MerkleFrontier {
  private readonly peaks: { readonly level: number; readonly hash: Hash }[];

  /** @param peaks hashes of `peaksOf(size)` */
  constructor(
    private count = 0,
    peaks: readonly Hash[] = [],
  ) {
    const shape = peaksOf(count);
    if (shape.length !== peaks.length) throw new RangeError('A tree of this size has other peaks.');
    this.peaks = peaks.map((hash, at) => ({ hash, level: shape[at]?.level ?? 0 }));
  }

  get size(): number {
    return this.count;
  }

  get hashes(): readonly Hash[] {
    return this.peaks.map(({ hash }) => hash);
  }

  get root(): Hash {
    return rootOfPeaks(this.hashes);
  }

  /** @returns the complete subtrees above the leaf that it completes, lowest first */
  append(leaf: Hash): readonly (Subtree & { readonly hash: Hash })[] {
    const completed: (Subtree & { readonly hash: Hash })[] = [];
    let node = { level: 0, hash: leaf };
    for (let left = this.peaks.at(-1); left?.level === node.level; left = this.peaks.at(-1)) {
      this.peaks.pop();
      node = { level: node.level + 1, hash: nodeHash(left.hash, node.hash) };
      completed.push({ ...node, index: Math.floor(this.count / 2 ** node.level) });
    }
    this.peaks.push(node);
    this.count++;
    return completed;
  }
}

/** Leaves `from … to - 1`, as a node of the tree. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Largest power of two below `n`. */
const splitOf = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** Which nodes prove that leaf `index` is in the tree of `size`, lowest first (RFC 6962, 2.1.1). */
export function inclusionPath(index: number, size: number): readonly Span[] {
  const path = (from: number, to: number): Span[] => {
    if (to - from <= 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...path(from, middle), { from: middle, to }]
      : [...path(middle, to), { from, to: middle }];
  };
  if (index < 0 || index >= size) throw new RangeError('There is no such leaf.');
  return path(0, size);
}

/** Which nodes prove that the tree of `older` leaves is the beginning of that of `newer` (RFC 6962, 2.1.2). */
export function consistencyPath(older: number, newer: number): readonly Span[] {
  const path = (from: number, to: number, complete: boolean): Span[] => {
    const left = older - from;
    if (left === to - from) return complete ? [] : [{ from, to }];
    const middle = from + splitOf(to - from);
    return older <= middle
      ? [...path(from, middle, complete), { from: middle, to }]
      : [...path(middle, to, false), { from, to: middle }];
  };
  if (older < 0 || older > newer) throw new RangeError('The older tree is the larger one.');
  return older === 0 || older === newer ? [] : path(0, newer, true);
}

/** The root that an inclusion proof leads to; undefined if it does not fit. (RFC 9162, 2.1.3.2) */
export function rootByInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
): Hash | undefined {
  if (index < 0 || index >= size) return undefined;
  let at = BigInt(index);
  let last = BigInt(size - 1);
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0n) return undefined;
    if (at & 1n || at === last) {
      root = nodeHash(sibling, root);
      while (!(at & 1n) && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else root = nodeHash(root, sibling);
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : undefined;
}

/** Whether the older tree is the beginning of the newer one. (RFC 9162, 2.1.4.2) */
export function isConsistent(
  older: { readonly size: number; readonly root: Hash },
  newer: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0 && older.root.equals(EMPTY_ROOT);
  const isPeak = Number.isInteger(Math.log2(older.size));
  const [first, ...rest] = isPeak ? [older.root, ...proof] : proof;
  if (!first) return false;
  let at = BigInt(older.size - 1);
  let last = BigInt(newer.size - 1);
  while (at & 1n) {
    at >>= 1n;
    last >>= 1n;
  }
  let [oldRoot, newRoot] = [first, first];
  for (const node of rest) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      oldRoot = nodeHash(node, oldRoot);
      newRoot = nodeHash(node, newRoot);
      while (!(at & 1n) && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else newRoot = nodeHash(newRoot, node);
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && oldRoot.equals(older.root) && newRoot.equals(newer.root);
}
