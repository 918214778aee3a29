import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';
import type { AuditRecord } from './record.js';
import { type Checkpoint, checkpointHash, signed } from './checkpoint.js';
import { commitmentTo } from './commitment.js';
import { type Export, Tampered, verifyExport } from './export-verifier.js';
import { KEY, sampleLog, type SampleLog, sampleRecord } from './sample-log.js';
import { signingKey } from './signing-key.js';

const LOG = sampleLog([0, 5, 5, 17, 32, 32, 40]);
const PART = sampleLog([0, 5, 17, 32, 40], { from: 18 });
const OTHER = sampleLog([0, 5, 5, 17, 32, 32, 40], { word: 'forged' });
const OLDER = sampleLog([0, 5, 5, 17]);

const check = (log: Export) => verifyExport(log, { publicKey: KEY });

const index = (length: number) => fc.nat({ max: length - 1 });
const without = <T>(list: readonly T[], at: number) => list.toSpliced(at, 1);
const swapped = <T>(list: readonly T[], one: number, other: number) =>
  list.with(one, list[other] as T).with(other, list[one] as T);

/** Somewhere in a JSON value, another value of the same kind: an edit that no parser would notice. */
function edited(value: unknown, choice: () => number): unknown {
  if (typeof value === 'string')
    return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`;
  if (typeof value === 'number') return value + 1 + (choice() % 3);
  if (Array.isArray(value)) {
    if (value.length === 0) return ['x'];
    const at = choice() % value.length;
    return choice() % 4 === 0 ? without(value, at) : value.with(at, edited(value[at], choice));
  }
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value);
    if (keys.length === 0 || choice() % 6 === 0) return { ...value, extra: 1 };
    const key = keys[choice() % keys.length] as string;
    const now = (value as Record<string, unknown>)[key];
    if (choice() % 6 === 0)
      return Object.fromEntries(Object.entries(value).filter(([k]) => k !== key));
    return { ...value, [key]: edited(now, choice) };
  }
  return value === null ? [] : !value;
}

const editedLine = (line: string, seeds: readonly number[]): string => {
  let next = 0;
  const choice = () => seeds[next++ % seeds.length] ?? 0;
  return canonicalJson(edited(JSON.parse(line), choice));
};

/** Whoever edits who did it also works out the commitment anew: they have the export, and so its opening. */
const editedPersonal = (line: string): string => {
  const record = JSON.parse(line) as AuditRecord;
  const personal = {
    name: 'somebody else',
    sourceIP: record.sourceIP as string,
    XForwardedFor: record.XForwardedFor as string[],
    userAgent: record.userAgent as string,
  };
  const opening = Buffer.from(record.seal.opening as string, 'base64url');
  const seal = { ...record.seal, commitment: commitmentTo(opening, canonicalJson(personal)) };
  return canonicalJson({ ...record, actor: { ...record.actor, name: personal.name }, seal });
};

/** As if it had been erased. */
const stripped = (line: string): string => {
  const { actor, seal, ...record } = JSON.parse(line) as AuditRecord;
  return canonicalJson({
    ...record,
    actor: { id: actor.id, type: actor.type },
    sourceIP: null,
    XForwardedFor: null,
    userAgent: null,
    seal: { commitment: seal.commitment },
  });
};

const seeds = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 12 });

const tamperings = (log: SampleLog): fc.Arbitrary<SampleLog> => {
  const { records, checkpoints, manifest } = log;
  const record = index(records.length);
  const checkpoint = index(checkpoints.length);
  const two = (length: number) =>
    fc.tuple(index(length), index(length)).filter(([one, other]) => one !== other);
  const withRecords = (each: (lines: readonly string[], at: number) => readonly string[]) =>
    record.map((at) => ({ ...log, records: each(records, at) }));
  return fc.oneof(
    fc.tuple(record, seeds).map(([at, seed]) => ({
      ...log,
      records: records.with(at, editedLine(records[at] as string, seed)),
    })),
    withRecords((lines, at) => lines.with(at, editedPersonal(lines[at] as string))),
    withRecords((lines, at) => lines.with(at, stripped(lines[at] as string))),
    withRecords(without),
    withRecords((lines, at) => lines.toSpliced(at, 0, lines[at] as string)),
    withRecords((lines, at) =>
      lines.toSpliced(at, 0, canonicalJson(sampleRecord(at, 'new').record)),
    ),
    // Taken out, and everything behind moved up.
    withRecords((lines, at) =>
      without(lines, at).map((line, i) =>
        i < at ? line : canonicalJson({ ...(JSON.parse(line) as AuditRecord), sequence: i + 1 }),
      ),
    ),
    two(records.length).map(([one, other]) => ({ ...log, records: swapped(records, one, other) })),
    withRecords((lines, at) => lines.slice(0, at)),
    withRecords((lines, at) => lines.slice(at + 1)),
    fc.tuple(checkpoint, seeds).map(([at, seed]) => ({
      ...log,
      checkpoints: checkpoints.with(at, editedLine(checkpoints[at] as string, seed)),
    })),
    checkpoint.map((at) => ({ ...log, checkpoints: without(checkpoints, at) })),
    checkpoint.map((at) => ({ ...log, checkpoints: checkpoints.slice(0, at) })),
    two(checkpoints.length).map(([one, other]) => ({
      ...log,
      checkpoints: swapped(checkpoints, one, other),
    })),
    // An old checkpoint in the place of a newer one, and after the newest.
    two(checkpoints.length)
      .filter(([one, other]) => one < other)
      .map(([one, other]) => ({
        ...log,
        checkpoints: checkpoints.with(other, checkpoints[one] as string),
      })),
    checkpoint.map((at) => ({ ...log, checkpoints: [...checkpoints, checkpoints[at] as string] })),
    // A fork: another history, signed by somebody else.
    fc.nat(3).map((kind) => forked(log, kind)),
    // An older export, replayed with what is new.
    fc.constantFrom(
      { ...log, manifest: OLDER.manifest },
      { ...log, checkpoints: OLDER.checkpoints },
      { ...log, records: OLDER.records },
      { ...log, checkpoints: OLDER.checkpoints, manifest: OLDER.manifest },
    ),
    seeds.map((seed) => ({ ...log, manifest: editedLine(manifest, seed) })),
  );
};

const THIEF = signingKey(Buffer.alloc(32, 66));

/** A history of somebody's own, sealed by the rules but for the key. */
const FORGERY = sampleLog([0, 5, 5, 17, 32, 32, 40], { word: 'forged', keysAt: () => [THIEF] });

function forked(log: SampleLog, kind: number): SampleLog {
  switch (kind) {
    case 0:
      return FORGERY;
    case 1:
      return { ...OTHER, manifest: log.manifest };
    case 2:
      return { ...log, records: [...log.records.slice(0, 10), ...OTHER.records.slice(10)] };
    default:
      return {
        ...log,
        checkpoints: [...log.checkpoints.slice(0, 3), ...FORGERY.checkpoints.slice(3)],
      };
  }
}

describe('the verifier of exports', () => {
  it('accepts what was written', async () => {
    await expect(check(LOG)).resolves.toMatchObject({
      records: 40,
      checkpoints: 7,
      toSequence: 40,
    });
  });

  it('accepts a part of the log, proved by what stands before it', async () => {
    await expect(check(PART)).resolves.toMatchObject({ records: 23, fromSequence: 18 });
  });

  it('accepts an empty log', async () => {
    await expect(check(sampleLog([0]))).resolves.toMatchObject({ records: 0 });
  });

  it('finds each of 10,000 tamperings', async () => {
    const same = (one: SampleLog, other: SampleLog) =>
      one.manifest === other.manifest &&
      one.records.join('\n') === other.records.join('\n') &&
      one.checkpoints.join('\n') === other.checkpoints.join('\n');
    const tampered = fc
      .constantFrom(LOG, PART)
      .chain((log) => tamperings(log).filter((now) => !same(now, log)))
      // What failed is found by its seed; printed, it would be a hundred pages.
      .map((log) => ({ ...log, [fc.toStringMethod]: () => 'a log that was tampered with' }));
    await fc.assert(
      fc.asyncProperty(tampered, async (log) => {
        await expect(check(log)).rejects.toBeInstanceOf(Tampered);
      }),
      { numRuns: 10_000 },
    );
  }, 300_000);

  it('refuses an old export where a new one was asked for', async () => {
    const notBefore = new Date('2026-01-01T00:00:00Z');
    await expect(verifyExport(LOG, { publicKey: KEY, notBefore })).rejects.toThrow('older');
  });

  it('refuses another key', async () => {
    await expect(verifyExport(LOG, { publicKey: THIEF })).rejects.toThrow('not signed');
  });

  describe('when keys change', () => {
    const next = signingKey(Buffer.alloc(32, 2));
    // The old one alone, both, the new one alone.
    const rotated = sampleLog([0, 7, 30, 64, 90], {
      keysAt: (at) => (at < 2 ? [KEY] : at < 3 ? [next, KEY] : [next]),
    });

    it('follows from the old key to the new one', () =>
      expect(check(rotated)).resolves.toMatchObject({ records: 90 }));

    it('does not follow to a key that nobody who was trusted named', async () => {
      const abrupt = sampleLog([0, 7, 30], { keysAt: (at) => (at < 2 ? [KEY] : [next]) });
      await expect(check(abrupt)).rejects.toThrow('not signed');
    });

    it('no longer trusts a key that was taken away', async () => {
      const [newest] = rotated.checkpoints.slice(-1).map((line) => JSON.parse(line) as Checkpoint);
      const { signatures: _, ...body } = newest as Checkpoint;
      const late = signed(
        { ...body, ordinal: body.ordinal + 1, previous: checkpointHash(newest as Checkpoint) },
        [KEY],
      );
      const log = { ...rotated, checkpoints: [...rotated.checkpoints, canonicalJson(late)] };
      await expect(check(log)).rejects.toThrow('not signed');
    });
  });
});
