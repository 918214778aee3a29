import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyPath,
  EMPTY_ROOT,
  type Hash,
  inclusionPath,
  isConsistent,
  leafHash,
  MerkleFrontier,
  nodeHash,
  rootByInclusion,
  type Span,
} from './merkle.js';

/** The definition of RFC 6962, word by word. */
const rootOf = (leaves: readonly Hash[]): Hash => {
  const [first] = leaves;
  if (!first) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
};

const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(`record ${i}`));
const LEAVES = leavesOf(300);
const root = (size: number) => rootOf(LEAVES.slice(0, size));
const at = (spans: readonly Span[]) => spans.map(({ from, to }) => rootOf(LEAVES.slice(from, to)));
const size = fc.integer({ min: 1, max: 300 });

describe('the tree', () => {
  it('has the root that RFC 6962 gives it, at every size', () => {
    const tree = new MerkleFrontier();
    expect(tree.root).toEqual(EMPTY_ROOT);
    for (const [index, leaf] of LEAVES.entries()) {
      tree.append(leaf);
      expect(tree.root).toEqual(root(index + 1));
    }
  });

  it('hashes as others do', () => {
    // From the test vectors of certificate-transparency.
    const tree = new MerkleFrontier();
    tree.append(leafHash(''));
    expect(tree.root.toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('goes on from its peaks', () =>
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 300 }), (newer, older) => {
        fc.pre(older <= newer);
        const first = new MerkleFrontier();
        for (const leaf of LEAVES.slice(0, older)) first.append(leaf);
        const second = new MerkleFrontier(older, first.hashes);
        for (const leaf of LEAVES.slice(older, newer)) second.append(leaf);
        expect(second.root).toEqual(root(newer));
      }),
    ));

  it('proves that a record is in it', () =>
    fc.assert(
      fc.property(size, fc.nat(), (n, k) => {
        const index = k % n;
        const proof = at(inclusionPath(index, n));
        expect(rootByInclusion(LEAVES[index] as Hash, index, n, proof)).toEqual(root(n));
      }),
    ));

  it('proves nothing of another record, another place or a shorter proof', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), (n, k) => {
        const index = k % n;
        const other = (index + 1) % n;
        const proof = at(inclusionPath(index, n));
        const leaf = LEAVES[index] as Hash;
        expect(rootByInclusion(LEAVES[other] as Hash, index, n, proof)).not.toEqual(root(n));
        expect(rootByInclusion(leaf, other, n, proof)).not.toEqual(root(n));
        expect(rootByInclusion(leaf, index, n, proof.slice(1))).not.toEqual(root(n));
      }),
    ));

  it('proves that an older one is its beginning, and of no other', () =>
    fc.assert(
      fc.property(size, fc.nat(), (newer, k) => {
        const older = k % (newer + 1);
        const proof = at(consistencyPath(older, newer));
        const [was, is] = [
          { size: older, root: root(older) },
          { size: newer, root: root(newer) },
        ];
        expect(isConsistent(was, is, proof)).toBe(true);
        const forged = { size: older, root: leafHash('another history') };
        expect(isConsistent(forged, is, proof)).toBe(false);
        if (older > 0 && older < newer)
          expect(isConsistent(was, { ...is, root: leafHash('x') }, proof)).toBe(false);
      }),
    ));
});
