import type { Signature, TrustedKey } from './signing-key.js';

/** What proves a range of the log: between what it stands, and what may be missing from it. */
export interface ManifestBody {
  readonly origin: string;
  readonly exportedAt: string;
  readonly fromSequence: number;
  readonly toSequence: number;
  /** The one that ends with `toSequence`. */
  readonly checkpoint: { readonly ordinal: number; readonly hash: string };
  /** The log before the first record: complete subtrees from the left, and the chain. */
  readonly prefix: { readonly peaks: readonly string[]; readonly chain: string };
  /** Whose personal fields are gone from the records up to a sequence. */
  readonly erased: readonly { readonly subject: string; readonly through: number }[];
  readonly keys: readonly TrustedKey[];
}

export interface Manifest extends ManifestBody {
  readonly signatures: readonly Signature[];
}
