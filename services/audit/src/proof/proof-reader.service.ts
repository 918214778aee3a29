import {
  canonicalJson,
  type Checkpoint,
  checkpointHash,
  consistencyPath,
  encoded,
  inclusionPath,
  type Manifest,
  type ManifestBody,
  pemOf,
  publicHalves,
  signed,
} from '@margay/audit-proof';
import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CursorSecret } from '../search/cursor-secret.js';
import { CheckpointsService, SigningKeys } from './checkpoints.service.js';
import { TreeQuery } from './tree.query.js';

const LIMIT = { default: 50, max: 500 } as const;
const LIST = 'audit-checkpoints';
const After = z.number().int().positive();

interface CheckpointRow {
  readonly ordinal: number;
  readonly size: number;
  readonly checkpoint: string;
}

export interface CheckpointPage {
  readonly limit: number;
  readonly cursor: string;
  readonly oldestFirst: boolean;
  readonly sizeFrom: number;
}

/** Answers with what proves the log. */
@Injectable()
export class ProofReader {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: CheckpointsService,
    private readonly tree: TreeQuery,
    private readonly signing: SigningKeys,
    private readonly cursors: CursorSecret,
  ) {}

  keys() {
    return publicHalves(this.signing.all).map((key) => ({ id: key.id, publicKey: pemOf(key) }));
  }

  /** Oldest first, they begin with the last before `sizeFrom`: what an export from that record is verified with. */
  async page({ limit, cursor, oldestFirst, sizeFrom }: CheckpointPage) {
    const list = `${LIST}.${oldestFirst ? 'up' : 'down'}`;
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    const after =
      cursor === '' ? undefined : After.parse(openCursor(this.cursors.value, list, cursor));
    const rows = oldestFirst
      ? await this.database.sql<CheckpointRow>`
          SELECT ordinal, size, checkpoint FROM log_checkpoint
          WHERE ordinal > ${after ?? 0}
            AND ordinal >= coalesce((SELECT max(ordinal) FROM log_checkpoint WHERE size < ${sizeFrom}), 1)
          ORDER BY ordinal LIMIT ${size + 1}`
      : await this.database.sql<CheckpointRow>`
          SELECT ordinal, size, checkpoint FROM log_checkpoint
          WHERE ordinal < ${after ?? Number.MAX_SAFE_INTEGER} AND size >= ${sizeFrom}
          ORDER BY ordinal DESC LIMIT ${size + 1}`;
    const shown = rows.slice(0, size);
    const last = shown.at(-1);
    return {
      checkpoints: shown.map(({ checkpoint }) => checkpoint),
      next: rows.length > size && last ? sealCursor(this.cursors.value, list, last.ordinal) : '',
    };
  }

  /** @param size of a checkpoint; 0 for the newest */
  async inclusion(sequence: number, size: number) {
    const row = size === 0 ? await this.newest() : await this.ofSize(size);
    if (sequence < 1 || sequence > row.size)
      throw new ServiceError('not_found', 'The checkpoint covers no such record.');
    const index = sequence - 1;
    const [leaf, ...hashes] = await this.tree.hashes([
      { from: index, to: sequence },
      ...inclusionPath(index, row.size),
    ]);
    return {
      sequence,
      size: row.size,
      leafHash: leaf ? encoded(leaf) : '',
      hashes: hashes.map(encoded),
      checkpoint: row.checkpoint,
    };
  }

  async consistency(older: number, newer: number) {
    if (older > newer)
      throw new ServiceError('bad_request', 'The older log is the larger one.', {
        fields: [{ path: 'older', message: 'Must not be more than `newer`.' }],
      });
    if (older > 0) await this.ofSize(older);
    await this.ofSize(newer);
    const hashes = await this.tree.hashes(consistencyPath(older, newer));
    return { older, newer, hashes: hashes.map(encoded) };
  }

  /** A checkpoint of this moment, and the range of records up to it. */
  async beginExport(from: number) {
    const checkpoint = await this.checkpoints.make();
    const [mark] = await this.database.sql<{ readonly dropped: number }>`
      SELECT dropped_through AS dropped FROM retention_mark`;
    return {
      fromSequence: Math.max(from, (mark?.dropped ?? 0) + 1),
      toSequence: checkpoint.size,
      ordinal: checkpoint.ordinal,
    };
  }

  async manifest(fromSequence: number, toSequence: number): Promise<Manifest> {
    const row = await this.ofSize(toSequence);
    if (fromSequence < 1 || fromSequence > toSequence + 1)
      throw new ServiceError('bad_request', 'The range is not one of the log.');
    const checkpoint = JSON.parse(row.checkpoint) as Checkpoint;
    const erased = await this.database.sql<ManifestBody['erased'][number]>`
      SELECT subject, max(through)::bigint AS through FROM erasure GROUP BY subject ORDER BY subject`;
    return signed(
      {
        origin: checkpoint.origin,
        exportedAt: new Date().toISOString(),
        fromSequence,
        toSequence,
        checkpoint: { ordinal: row.ordinal, hash: checkpointHash(checkpoint) },
        prefix: {
          peaks: (await this.tree.peaks(fromSequence - 1)).map(encoded),
          chain: encoded(await this.tree.chain(fromSequence - 1)),
        },
        erased,
        keys: publicHalves(this.signing.all),
      },
      this.signing.all,
    );
  }

  async signedManifest(fromSequence: number, toSequence: number): Promise<string> {
    return canonicalJson(await this.manifest(fromSequence, toSequence));
  }

  private async newest(): Promise<CheckpointRow> {
    const [row] = await this.database.sql<CheckpointRow>`
      SELECT ordinal, size, checkpoint FROM log_checkpoint ORDER BY ordinal DESC LIMIT 1`;
    if (!row) throw new ServiceError('not_found', 'There is no checkpoint yet.');
    return row;
  }

  /** The newest of that size. */
  private async ofSize(size: number): Promise<CheckpointRow> {
    const [row] = await this.database.sql<CheckpointRow>`
      SELECT ordinal, size, checkpoint FROM log_checkpoint
      WHERE size = ${size} ORDER BY ordinal DESC LIMIT 1`;
    if (!row) throw new ServiceError('not_found', 'There is no checkpoint of that size.');
    return row;
  }
}
