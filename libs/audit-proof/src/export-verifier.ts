import { canonicalJson } from './canonical.js';
import { type AuditRecord, publishedRecord, takenApart } from './record.js';
import { type Checkpoint, checkpointHash, encoded } from './checkpoint.js';
import { commitmentTo } from './commitment.js';
import type { Manifest } from './manifest.js';
import { chained, type Hash, leafHash, MerkleFrontier } from './merkle.js';
import { isSigned, type TrustedKey } from './signing-key.js';

export interface Export {
  /** Lines as they were exported, each one record. */
  readonly records: AsyncIterable<string> | Iterable<string>;
  /** In their order: from the last before the export's first record, or the log's first, to the newest. */
  readonly checkpoints: AsyncIterable<string> | Iterable<string>;
  readonly manifest: string;
}

export interface VerifyOptions {
  /** Any key that was in force when the first of the checkpoints was made. */
  readonly publicKey: TrustedKey;
  /** When the export was asked for: an older one, replayed, is refused. */
  readonly notBefore?: Date;
}

export interface Verified {
  readonly records: number;
  readonly checkpoints: number;
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly exportedAt: string;
}

/** The export is not what was written. The message says what is wrong, and where. */
export class Tampered extends Error {
  override readonly name = 'Tampered';
}

const fail = (message: string): never => {
  throw new Tampered(message);
};

function parsed<T>(text: string, what: string): T {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
  } catch {
    // Told below.
  }
  return fail(`${what} is not a JSON object.`);
}

function hashFrom(text: string): Hash {
  const bytes = Buffer.from(text, 'base64url');
  // More than one text decodes to the same bytes; one is what was written.
  return bytes.toString('base64url') === text
    ? bytes
    : fail('A hash is not written as it should be.');
}

/** What of the checkpoints the records are held against. */
interface Head {
  readonly ordinal: number;
  readonly size: number;
  readonly rootHash: string;
  readonly chainHash: string;
  readonly hash: string;
}

/** Follows the signatures, the chain and the clock of checkpoints. */
class CheckpointWalk {
  readonly heads: Head[] = [];
  private last: Checkpoint | undefined;
  private trusted: readonly TrustedKey[];

  constructor(
    trusted: TrustedKey,
    private readonly origin: string,
  ) {
    this.trusted = [trusted];
  }

  get keys(): readonly TrustedKey[] {
    return this.trusted;
  }

  take(text: string): void {
    const checkpoint = parsed<Checkpoint>(text, 'A checkpoint');
    const { signatures, ...body } = checkpoint;
    const name = `Checkpoint ${body.ordinal}`;
    if (text !== canonicalJson(checkpoint)) fail(`${name} is not in its canonical form.`);
    if (!Array.isArray(signatures) || !isSigned(canonicalJson(body), signatures, this.trusted))
      fail(`${name} is not signed by anybody who is trusted.`);
    if (body.origin !== this.origin) fail(`${name} is of another log.`);
    if (this.last) this.follow(name, this.last, checkpoint);
    const { ordinal, size, rootHash, chainHash } = body;
    this.heads.push({ ordinal, size, rootHash, chainHash, hash: checkpointHash(checkpoint) });
    this.last = checkpoint;
    this.trusted = body.keys;
  }

  /** That none are missing before the first that covers a record of the range. */
  assertFrom(fromSequence: number): void {
    const [first] = this.heads;
    if (!first) fail('There is no checkpoint.');
    else if (first.ordinal !== 1 && first.size >= fromSequence)
      fail(`Checkpoints before ${first.ordinal} are missing.`);
  }

  private follow(name: string, before: Checkpoint, checkpoint: Checkpoint): void {
    if (checkpoint.ordinal !== before.ordinal + 1) fail(`${name} does not follow the one before.`);
    if (checkpoint.previous !== checkpointHash(before))
      fail(`${name} continues another log than this one.`);
    if (checkpoint.size < before.size) fail(`${name} covers less than the one before.`);
    if (Date.parse(checkpoint.time) < Date.parse(before.time))
      fail(`${name} is older than the one before.`);
  }
}

/** Rebuilds tree and chain from the records themselves, and holds them against each checkpoint on the way. */
class RecordWalk {
  count = 0;
  private readonly tree: MerkleFrontier;
  private readonly heads: readonly Head[];
  private chain: Hash;
  private next = 0;

  constructor(
    private readonly manifest: Manifest,
    heads: readonly Head[],
  ) {
    const { prefix, fromSequence, toSequence } = manifest;
    this.tree = new MerkleFrontier(fromSequence - 1, prefix.peaks.map(hashFrom));
    this.chain = hashFrom(prefix.chain);
    this.heads = heads.filter(({ size }) => size >= fromSequence - 1 && size <= toSequence);
    this.compare();
  }

  take(line: string): void {
    const record = parsed<AuditRecord>(line, `The record after ${this.tree.size}`);
    const { sequence } = record;
    if (sequence !== this.tree.size + 1)
      fail(`Record ${this.tree.size + 1} is expected, but ${String(sequence)} is there.`);
    const hash = leafHash(this.leafOf(record, line));
    this.tree.append(hash);
    this.chain = chained(this.chain, hash);
    this.count++;
    this.compare();
  }

  end(): void {
    const { toSequence } = this.manifest;
    if (this.tree.size !== toSequence)
      fail(`Records end at ${this.tree.size}, but the export goes to ${toSequence}.`);
    if (this.next < this.heads.length) fail('A checkpoint covers records that are not there.');
  }

  /** What was hashed of a record, once it is sure that the rest is what it was as well. */
  private leafOf(record: AuditRecord, line: string): string {
    const { sequence } = record;
    try {
      const { leaf, kept } = takenApart(record);
      if (canonicalJson(publishedRecord(leaf, kept)) !== line)
        fail(`Record ${sequence} is not in its canonical form.`);
      if (!kept && !this.isErased(leaf.actor.id, sequence))
        fail(`Who did it, or whence, was taken out of record ${sequence}.`);
      if (
        kept &&
        commitmentTo(hashFrom(kept.opening), canonicalJson(kept.personal)) !== leaf.seal.commitment
      )
        fail(`Who did it, or whence, was changed in record ${sequence}.`);
      return canonicalJson(leaf);
    } catch (error) {
      if (error instanceof Tampered) throw error;
      return fail(`Record ${sequence} is not a record.`);
    }
  }

  private isErased(actor: string, sequence: number): boolean {
    return this.manifest.erased.some(
      ({ subject, through }) => subject === actor && sequence <= through,
    );
  }

  private compare(): void {
    for (; ; this.next++) {
      const head = this.heads[this.next];
      if (!head || head.size !== this.tree.size) return;
      if (head.rootHash !== encoded(this.tree.root) || head.chainHash !== encoded(this.chain))
        fail(`The records up to ${head.size} are not those of checkpoint ${head.ordinal}.`);
    }
  }
}

function assertManifest(
  { checkpoint, toSequence, exportedAt }: Manifest,
  heads: readonly Head[],
  { notBefore }: VerifyOptions,
): void {
  const head = heads.find(({ ordinal }) => ordinal === checkpoint.ordinal);
  if (!head) return fail(`Checkpoint ${checkpoint.ordinal}, the newest of the export, is missing.`);
  if (head.hash !== checkpoint.hash) fail(`Checkpoint ${head.ordinal} is not that of the export.`);
  if (head.size !== toSequence) fail('The export does not end with its checkpoint.');
  if (notBefore && Date.parse(exportedAt) < notBefore.getTime())
    fail(`The export is older than it should be: of ${exportedAt}.`);
}

/**
 * Whether an export is what was written, with nothing but a public key to trust.
 *
 * Finds any record or checkpoint that was edited, taken out, put in, moved or cut off, a history that
 * was made up beside the true one, and, told when the export was asked for, an old one replayed.
 *
 * @throws Tampered saying what is wrong first
 */
export async function verifyExport(export_: Export, options: VerifyOptions): Promise<Verified> {
  const manifest = parsed<Manifest>(export_.manifest, 'The manifest');
  const { signatures, ...body } = manifest;
  const checkpoints = new CheckpointWalk(options.publicKey, body.origin);
  for await (const line of export_.checkpoints) checkpoints.take(line);
  checkpoints.assertFrom(body.fromSequence);
  if (
    !Array.isArray(signatures) ||
    !isSigned(canonicalJson(body), signatures, checkpoints.keys, true)
  )
    fail('The manifest is not signed by those who are trusted.');
  if (export_.manifest !== canonicalJson(manifest))
    fail('The manifest is not in its canonical form.');
  assertManifest(manifest, checkpoints.heads, options);

  const records = new RecordWalk(manifest, checkpoints.heads);
  for await (const line of export_.records) records.take(line);
  records.end();
  return {
    records: records.count,
    checkpoints: checkpoints.heads.length,
    fromSequence: manifest.fromSequence,
    toSequence: manifest.toSequence,
    exportedAt: manifest.exportedAt,
  };
}
