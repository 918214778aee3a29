import {
  CHAIN_START,
  type Hash,
  nodeHash,
  peaksOf,
  type Span,
  type Subtree,
} from '@margay/audit-proof';
import { Database, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';

/** Every eighth level of the tree is kept; what is between follows from at most 255 nodes. */
const LEVEL_STEP = 8;

export const isKept = ({ level }: Subtree): boolean => level > 0 && level % LEVEL_STEP === 0;

const splitOf = (width: number): number => 2 ** (Math.ceil(Math.log2(width)) - 1);

/** The complete subtree that a span is, if it is one whose hash is stored. */
function storedAs({ from, to }: Span): Subtree | undefined {
  const width = to - from;
  const level = Math.log2(width);
  return Number.isInteger(level) && level % LEVEL_STEP === 0 && from % width === 0
    ? { level, index: from / width }
    : undefined;
}

const halvesOf = ({ from, to }: Span): readonly [Span, Span] => {
  const middle = from + splitOf(to - from);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
};

/** The stored subtrees that a span's hash is made of. */
function storedIn(span: Span): readonly Subtree[] {
  const stored = storedAs(span);
  return stored ? [stored] : halvesOf(span).flatMap(storedIn);
}

const keyOf = ({ level, index }: Subtree): string => `${level}/${index}`;

/** The hash of any part of the tree, as far as checkpoints cover it. */
@Injectable()
export class TreeQuery {
  constructor(private readonly database: Database) {}

  /** @param spans each a node of the tree */
  async hashes(spans: readonly Span[]): Promise<readonly Hash[]> {
    const needed = new Map(spans.flatMap(storedIn).map((tree) => [keyOf(tree), tree]));
    const found = await this.load([...needed.values()]);
    const hashOf = (span: Span): Hash => {
      const stored = storedAs(span);
      if (!stored) {
        const [left, right] = halvesOf(span);
        return nodeHash(hashOf(left), hashOf(right));
      }
      const hash = found.get(keyOf(stored));
      if (!hash) throw new Error(`The tree has no node ${keyOf(stored)}.`);
      return hash;
    };
    return spans.map(hashOf);
  }

  /** The complete subtrees of the first `size` records, from the left. */
  peaks(size: number): Promise<readonly Hash[]> {
    return this.hashes(
      peaksOf(size).map(({ level, index }) => ({
        from: index * 2 ** level,
        to: (index + 1) * 2 ** level,
      })),
    );
  }

  /** The chain up to a record. @throws Error if there is none */
  async chain(sequence: number): Promise<Hash> {
    if (sequence === 0) return CHAIN_START;
    const [row] = await this.database.sql<{ readonly chain: Hash }>`
      SELECT chain FROM record_number WHERE sequence = ${sequence}`;
    if (!row) throw new Error(`There is no record ${sequence}.`);
    return row.chain;
  }

  private async load(trees: readonly Subtree[]): Promise<ReadonlyMap<string, Hash>> {
    const sequences = trees.filter(({ level }) => level === 0).map(({ index }) => index + 1);
    const inner = trees.filter(({ level }) => level > 0);
    const { sql } = this.database;
    const nodes = [
      ...(sequences.length > 0 ? await leaves(sequences, sql) : []),
      ...(inner.length > 0 ? await innerNodes(inner, sql) : []),
    ];
    return new Map(nodes.map(({ hash, ...tree }) => [keyOf(tree), hash]));
  }
}

type Node = Subtree & { readonly hash: Hash };

const leaves = (sequences: readonly number[], sql: Sql): Promise<Node[]> => sql<Node>`
  SELECT 0 AS level, sequence - 1 AS index, leaf_hash AS hash
  FROM record_number WHERE sequence = ANY (${sequences})`;

const innerNodes = (trees: readonly Subtree[], sql: Sql): Promise<Node[]> => sql<Node>`
  SELECT n.level, n.index, n.hash FROM tree_node n
  JOIN unnest(${trees.map(({ level }) => level)}::int[], ${trees.map(({ index }) => index)}::bigint[])
    AS t (level, index) ON n.level = t.level AND n.index = t.index`;
