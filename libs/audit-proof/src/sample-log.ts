import { canonicalJson } from './canonical.js';
import { type Leaf, type Personal, publishedRecord, type AuditRecord } from './record.js';
import { type Checkpoint, checkpointHash, encoded, publicHalves, signed } from './checkpoint.js';
import { commitmentTo, openingOf } from './commitment.js';
import { CHAIN_START, chained, type Hash, leafHash, MerkleFrontier } from './merkle.js';
import { type SigningKey, signingKey } from './signing-key.js';

/** A log in memory, by the same rules as the real one, to tamper with. */
export interface SampleLog {
  readonly records: readonly string[];
  readonly checkpoints: readonly string[];
  readonly manifest: string;
}

export const KEY = signingKey(Buffer.alloc(32, 1));
const ORIGIN = '5b1f6f0e-6f0b-4a43-9d8e-0c4f5f1f6d11';
const SUBJECT_KEY = Buffer.alloc(32, 9);
const at = (second: number): string => new Date(1_760_000_000_000 + second * 1_000).toISOString();

export function sampleRecord(sequence: number, word = 'ci'): { record: AuditRecord; leaf: Leaf } {
  const eventId = `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`;
  const personal: Personal = {
    name: `somebody ${sequence % 7}`,
    sourceIP: `192.0.2.${sequence % 250}`,
    XForwardedFor: ['198.51.100.1'],
    userAgent: 'curl/8',
  };
  const opening = openingOf(SUBJECT_KEY, eventId);
  const leaf: Leaf = {
    sequence,
    eventId,
    requestId: `r-${sequence}`,
    correlationId: `r-${sequence}`,
    actionName: 'UPDATE_API_TOKEN',
    actionDescription: 'Changes what an API token may do.',
    actionResult: sequence % 5 === 0 ? 'FAILED' : 'SUCCEEDED',
    actionParams: {
      dynamic: { input: { name: `${word} ${sequence}`, permissions: ['AlertRead'] } },
    },
    actionDetails: {},
    actor: { id: `t-${sequence % 7}`, type: 'TOKEN' },
    errors: sequence % 5 === 0 ? [{ message: 'No.' }] : null,
    timestamp: at(sequence).replace('T', ' ').replace('Z', ''),
    pantherVersion: '0.1.0',
    targets: [{ type: 'api-token', id: `t-${sequence % 11}`, name: word }],
    changes: [{ field: 'name', before: null, after: `${word} ${sequence}` }],
    seal: { commitment: commitmentTo(opening, canonicalJson(personal)) },
  };
  return {
    leaf,
    record: publishedRecord(leaf, { personal, opening: opening.toString('base64url') }),
  };
}

/**
 * @param sizes of the checkpoints; the last is the log's
 * @param keysAt which keys sign the checkpoint with that index
 */
export function sampleLog(
  sizes: readonly number[],
  options: {
    readonly from?: number;
    readonly word?: string;
    readonly keysAt?: (index: number) => readonly SigningKey[];
  } = {},
): SampleLog {
  const { from = 1, word = 'ci', keysAt = () => [KEY] } = options;
  const size = sizes.at(-1) ?? 0;
  const tree = new MerkleFrontier();
  let chain: Hash = CHAIN_START;
  let prefix = { peaks: [] as readonly string[], chain: encoded(CHAIN_START) };
  const records: string[] = [];
  const checkpoints: Checkpoint[] = [];
  const checkpointed = () => {
    while (sizes[checkpoints.length] === tree.size) {
      const index = checkpoints.length;
      const before = checkpoints.at(-1);
      checkpoints.push(
        signed(
          {
            origin: ORIGIN,
            ordinal: index + 1,
            size: tree.size,
            rootHash: encoded(tree.root),
            chainHash: encoded(chain),
            time: at(10_000 + index),
            previous: before ? checkpointHash(before) : null,
            keys: publicHalves(keysAt(index)),
          },
          keysAt(index),
        ),
      );
    }
  };
  checkpointed();
  for (let sequence = 1; sequence <= size; sequence++) {
    if (sequence === from) prefix = { peaks: tree.hashes.map(encoded), chain: encoded(chain) };
    const { leaf, record } = sampleRecord(sequence, word);
    const hash = leafHash(canonicalJson(leaf));
    tree.append(hash);
    chain = chained(chain, hash);
    if (sequence >= from) records.push(canonicalJson(record));
    checkpointed();
  }
  const newest = checkpoints.at(-1) as Checkpoint;
  const keys = keysAt(checkpoints.length - 1);
  const manifest = signed(
    {
      origin: ORIGIN,
      exportedAt: at(20_000),
      fromSequence: from,
      toSequence: size,
      checkpoint: { ordinal: newest.ordinal, hash: checkpointHash(newest) },
      prefix,
      erased: [],
      keys: publicHalves(keys),
    },
    keys,
  );
  const shown = checkpoints.filter(
    (each, index) => each.size >= from || (checkpoints[index + 1]?.size ?? Infinity) >= from,
  );
  return {
    records,
    checkpoints: shown.map(canonicalJson),
    manifest: canonicalJson(manifest),
  };
}
