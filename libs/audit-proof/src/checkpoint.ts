import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.js';
import type { Hash } from './merkle.js';
import { type Signature, signaturesOf, type SigningKey, type TrustedKey } from './signing-key.js';

/** A head of the log, as it was at a time. Hashes are SHA-256 in base64url. */
export interface CheckpointBody {
  /** Names the log, so that a checkpoint of one says nothing of another. */
  readonly origin: string;
  /** 1, 2, 3, … without gaps. */
  readonly ordinal: number;
  /** Records that it covers: all up to this sequence. */
  readonly size: number;
  readonly rootHash: string;
  readonly chainHash: string;
  readonly time: string;
  /** Of the checkpoint before, signatures and all; null in the first. */
  readonly previous: string | null;
  /** Who may sign from now on: whoever trusts one that signed this trusts these. */
  readonly keys: readonly TrustedKey[];
}

export interface Checkpoint extends CheckpointBody {
  readonly signatures: readonly Signature[];
}

/** Anything signed: its canonical form without the signatures is what they are over. */
export function signed<Body extends object>(
  body: Body,
  keys: readonly SigningKey[],
): Body & { readonly signatures: readonly Signature[] } {
  return { ...body, signatures: signaturesOf(canonicalJson(body), keys) };
}

export const publicHalves = (keys: readonly SigningKey[]): readonly TrustedKey[] =>
  keys.map(({ id, publicKey }) => ({ id, publicKey }));

export const encoded = (hash: Hash): string => hash.toString('base64url');

/** What the next checkpoint and manifests call this one by. */
export const checkpointHash = (checkpoint: Checkpoint): string =>
  createHash('sha256').update(canonicalJson(checkpoint)).digest('base64url');
