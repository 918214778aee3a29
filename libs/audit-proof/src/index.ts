export { canonicalJson } from './canonical.js';
export { type Checkpoint, checkpointHash, encoded, publicHalves, signed } from './checkpoint.js';
export { commitmentTo, openingOf } from './commitment.js';
export { verifyDirectory } from './export-directory.js';
export { Tampered, type Verified, verifyExport } from './export-verifier.js';
export { type Manifest, type ManifestBody } from './manifest.js';
export {
  CHAIN_START,
  chained,
  consistencyPath,
  type Hash,
  inclusionPath,
  isConsistent,
  leafHash,
  MerkleFrontier,
  nodeHash,
  peaksOf,
  rootByInclusion,
  type Span,
  type Subtree,
} from './merkle.js';
export {
  type ActionResult,
  type AuditRecord,
  type Change,
  type Leaf,
  type Personal,
  publishedRecord,
  takenApart,
  type Target,
} from './record.js';
export { pemOf, signingKey, type SigningKey, trustedKey } from './signing-key.js';
