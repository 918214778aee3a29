import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Checkpoint,
  isConsistent,
  rootByInclusion,
  Tampered,
  trustedKey,
  verifyDirectory,
  verifyExport,
} from '@margay/audit-proof';
import { describe, expect, it } from '@jest/globals';
import { Database } from '@margay/event-store';
import { Bus, NumberedStream } from '@margay/messaging';
import { eventually } from '@margay/testing';
import { CHECKPOINT_STREAM } from '../src/anchoring/stream-anchor.client.js';
import { RECORD_STREAM } from '../src/consumers/record-stream.js';
import { RetentionKeeper } from '../src/retention/retention.reactor.js';
import { auditSuite, caller } from './audit-suite.js';

const bytes = (text: string) => Buffer.from(text, 'base64url');

describe('the log as it can be proved', () => {
  const suite = auditSuite();

  const checkpointOf = (text: string) => JSON.parse(text) as Checkpoint;
  const publicKey = async () => {
    const { keys } = await suite.audit.listSigningKeys({}, caller());
    return trustedKey(keys[0]?.publicKey ?? '');
  };
  /** What an auditor takes home. */
  const exported = async (from = 0) => {
    const { fromSequence, toSequence } = await suite.audit.beginExport(
      { fromSequence: BigInt(from) },
      caller(),
    );
    const records: string[] = [];
    for (let cursor = ''; ;) {
      const filter = { fromSequence, toSequence };
      const page = await suite.audit.searchRecords(
        { limit: 100, cursor, oldestFirst: true, filter },
        caller(),
      );
      records.push(...page.records.map(({ json }) => json));
      if ((cursor = page.next) === '') break;
    }
    const checkpoints: string[] = [];
    for (let cursor = ''; ;) {
      const page = await suite.audit.listCheckpoints(
        { limit: 3, cursor, oldestFirst: true, sizeFrom: fromSequence },
        caller(),
      );
      checkpoints.push(...page.checkpoints);
      if ((cursor = page.next) === '') break;
    }
    const { manifest } = await suite.audit.getManifest({ fromSequence, toSequence }, caller());
    return { records, checkpoints, manifest };
  };
  const attempts = async (count: number) => {
    for (let i = 0; i < count; i++) await suite.attempt();
    const [newest] = (await suite.audit.searchRecords({ limit: 1 }, caller())).records;
    return Number(newest?.sequence);
  };

  it('is exported so that a public key is enough to verify it', async () => {
    await attempts(30);
    await exported();
    await attempts(20);
    const whole = await exported();
    await expect(verifyExport(whole, { publicKey: await publicKey() })).resolves.toMatchObject({
      records: whole.records.length,
      checkpoints: whole.checkpoints.length,
    });
    const from = (JSON.parse(whole.records[16] ?? '') as { sequence: number }).sequence;
    const part = await exported(from);
    await expect(verifyExport(part, { publicKey: await publicKey() })).resolves.toMatchObject({
      fromSequence: from,
      records: part.records.length,
    });
  });

  it('proves each record, and that what was signed first is the beginning of it', async () => {
    await attempts(300);
    await exported();
    await attempts(40);
    await exported();
    const { checkpoints } = await suite.audit.listCheckpoints({ limit: 500 }, caller());
    const [newest] = checkpoints.map(checkpointOf);
    const head = { size: newest?.size ?? 0, root: bytes(newest?.rootHash ?? '') };
    for (const sequence of [1, 2, 255, 256, 257, head.size]) {
      const proof = await suite.audit.proveInclusion({ sequence: BigInt(sequence) }, caller());
      const hashes = proof.hashes.map(bytes);
      expect(rootByInclusion(bytes(proof.leafHash), sequence - 1, head.size, hashes)).toEqual(
        head.root,
      );
    }
    for (const text of checkpoints) {
      const { size, rootHash } = checkpointOf(text);
      const range = { older: BigInt(size), newer: BigInt(head.size) };
      const { hashes } = await suite.audit.proveConsistency(range, caller());
      expect(isConsistent({ size, root: bytes(rootHash) }, head, hashes.map(bytes))).toBe(true);
    }
  });

  it('has no proof of what is not there', async () => {
    const last = await attempts(1);
    await exported();
    await expect(
      suite.audit.proveInclusion({ sequence: BigInt(last + 1_000) }, caller()),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      suite.audit.proveConsistency({ older: 9n, newer: 3n }, caller()),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('still verifies after somebody was erased, and says nothing of them any more', async () => {
    await suite.attempt();
    const cause = {
      ...caller(undefined, 't-gone'),
      origin: { ...caller().origin, sourceIp: '203.0.113.9' },
    };
    const record = await suite.recordOf(await suite.make('x', cause));
    expect(record.sourceIp).toBe('203.0.113.9');
    const { records } = await suite.audit.eraseSubject(
      { subject: 't-gone', reason: 'They asked for it.' },
      caller(),
    );
    expect(records).toBe(1n);
    const whole = await exported();
    const line = whole.records.find((each) => each.includes(record.eventId)) ?? '';
    expect(JSON.parse(line)).toMatchObject({ actor: { id: 't-gone' }, sourceIP: null });
    expect(line).not.toContain('203.0.113.9');
    const filter = { addresses: ['203.0.113.0/24'] };
    expect((await suite.audit.searchRecords({ filter }, caller())).records).toEqual([]);
    await expect(verifyExport(whole, { publicKey: await publicKey() })).resolves.toBeDefined();

    // What is recorded of them later is theirs again.
    const again = await suite.recordOf(await suite.make('y', cause));
    expect(again.sourceIp).toBe('203.0.113.9');
    await expect(
      verifyExport(await exported(), { publicKey: await publicKey() }),
    ).resolves.toBeDefined();
  });

  it('shows nothing of whoever was erased from the moment it was decided, before all of it is gone', async () => {
    const cause = caller(undefined, 't-many');
    const record = await suite.recordOf(await suite.make('x', cause));
    const owner = new Database(suite.ownerUrl, 'audit');
    const through = record.sequence;
    await owner.sql`INSERT INTO erasure (event_id, subject, through)
                    VALUES (gen_random_uuid(), 't-many', ${through})`;
    await owner.sql`UPDATE subject_key SET erased_through = ${through} WHERE subject = 't-many'`;
    const [shown] = (await suite.audit.searchRecords({ filter: { actors: ['t-many'] } }, caller()))
      .records;
    expect(JSON.parse(shown?.json ?? '')).toMatchObject({ sourceIP: null, userAgent: null });
    const later = await suite.recordOf(await suite.make('y', cause));
    expect(later.sourceIp).toBe('192.0.2.7');

    // What a process that died has left over, another finishes.
    await eventually('it is gone', async () => {
      const [row] = await owner.sql<{ left: number }>`
          SELECT count(*) AS left FROM audit_record
          WHERE subject = 't-many' AND sequence <= ${through} AND personal IS NOT NULL`;
      return Number(row?.left) === 0;
    });
    await owner.close();
  });

  it('keeps everything while a hold is in force', async () => {
    await suite.make('x', caller(undefined, 't-held'));
    const reason = 'A court said so.';
    await suite.audit.placeHold({ id: 'case-1', reason }, caller());
    await expect(
      suite.audit.eraseSubject({ subject: 't-1', reason: 'x' }, caller()),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await suite.audit.getRetention({}, caller())).holds).toMatchObject([
      { id: 'case-1', reason, placedBy: 'Kö' },
    ]);
    await suite.audit.liftHold({ id: 'case-1', reason: 'It is over.' }, caller());
    expect((await suite.audit.getRetention({}, caller())).holds).toEqual([]);
  });

  it('drops whole partitions when their time is over, and proves what is left', async () => {
    const last = await attempts(10);
    await exported();
    const keeper = suite.app.get(RetentionKeeper);
    await keeper.seal({ age: '0 seconds', records: 1 });
    await attempts(10);
    expect(await keeper.drop()).toBe(false);
    await expect(suite.audit.setRetention({ days: 29 }, caller())).rejects.toMatchObject({
      code: 'bad_request',
    });
    await suite.audit.setRetention({ days: 30 }, caller());

    // Time passes: nobody but the owner can make it.
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`UPDATE record_partition SET newest_at = now() - interval '31 days'
                    WHERE to_sequence IS NOT NULL`;
    await owner.close();
    expect(await keeper.drop()).toBe(true);
    await eventually('they are gone', async () => {
      const { droppedThrough } = await suite.audit.getRetention({}, caller());
      return Number(droppedThrough) >= last;
    });
    const left = await exported();
    const { fromSequence, records } = await verifyExport(left, { publicKey: await publicKey() });
    expect(fromSequence).toBeGreaterThan(last);
    expect(records).toBeGreaterThanOrEqual(10);
    // What was dropped can still be proved by whoever has it.
    const proof = await suite.audit.proveInclusion({ sequence: 1n }, caller());
    expect(proof.hashes.length).toBeGreaterThan(0);
    const names = (await suite.all()).map(({ actionName }) => actionName);
    expect(names).toEqual(expect.arrayContaining(['DROP_AUDIT_RECORDS', 'UPDATE_AUDIT_RETENTION']));
  });

  it('gives its own login no way to change, drop or reveal records', async () => {
    await attempts(1);
    const service = new Database(suite.url, 'audit');
    const denied = /permission denied|must be owner/;
    await expect(service.sql`DELETE FROM audit_record`).rejects.toThrow(denied);
    await expect(service.sql`UPDATE audit_record SET leaf = ''`).rejects.toThrow(denied);
    await expect(service.sql`UPDATE record_number SET leaf_hash = NULL`).rejects.toMatchObject(
      denied,
    );
    await expect(service.sql`DELETE FROM log_checkpoint`).rejects.toThrow(denied);
    await expect(service.sql`DROP TABLE audit_record`).rejects.toThrow(denied);
    await expect(service.sql`SELECT drop_records(event_id) FROM event LIMIT 1`).rejects.toThrow(
      'Nobody decided that.',
    );
    await service.close();
  });

  it('is searched by everything that a record says', async () => {
    const found = async (filter: object) =>
      (await suite.audit.searchRecords({ limit: 500, filter }, caller())).records;
    const cause = {
      ...caller(undefined, 't-search'),
      origin: { sourceIp: '2001:db8::17', forwardedFor: [], userAgent: 'needle-agent' },
    };
    const token = '0b7c1f0a-0000-4000-8000-000000000001';
    const { sequence } = await suite.recordOf(await suite.make('haystack gold', cause, token));
    for (const filter of [
      { actors: ['t-search', 'nobody'] },
      { targets: [token] },
      { addresses: ['2001:db8::/64', '192.0.2.255'] },
      { text: 'haystack "haystack gold"' },
      { text: 'needle-agent' },
      { text: `gold needle-agent ${token.toUpperCase()}` },
      { requestId: cause.requestId },
      { actors: ['t-search'], actions: ['CREATE_API_TOKEN'], results: ['SUCCEEDED'] },
    ])
      expect([filter, (await found(filter)).map((each) => each.sequence)]).toEqual([
        filter,
        [sequence],
      ]);
    expect(await found({ actors: ['t-search'], results: ['FAILED'] })).toEqual([]);
    expect(await found({ actors: ['t-search'], text: 'silver' })).toEqual([]);
    await expect(found({ addresses: ['nonsense'] })).rejects.toMatchObject({ code: 'bad_request' });
    const { counts } = await suite.audit.countRecords(
      { filter: { actors: ['t-search'] }, bucket: 'hour', by: 'action' },
      caller(),
    );
    expect(counts).toMatchObject([{ group: 'CREATE_API_TOKEN', count: 1n }]);
  });

  it('keeps its checkpoints outside as well: in a file, behind a URL, on the bus', async () => {
    await attempts(1);
    const { checkpoints } = await exported();
    const newest = checkpoints.at(-1) ?? '';
    await eventually('the file has it', async () => {
      const names = await readdir(suite.anchors);
      const texts = await Promise.all(
        names.map((name) => readFile(join(suite.anchors, name), 'utf8')),
      );
      return texts.join('').split('\n').includes(newest);
    });
    await eventually('whoever is posted to has it', () => suite.posted.includes(newest));

    const bus = new Bus({ ...suite.nats, service: 'audit' }).start();
    const stream = new NumberedStream(bus, CHECKPOINT_STREAM);
    const { ordinal } = checkpointOf(newest);
    await eventually('the stream has it', async () => (await stream.last()) >= ordinal);
    await bus.close();
    expect(new Set(suite.posted).size).toBe(suite.posted.length);
  });

  it('is on the bus as well, without whoever was erased, and comes back when it is lost', async () => {
    const cause = caller(undefined, 't-on-the-bus');
    const erased = await suite.recordOf(await suite.make('x', cause));
    const newest = await attempts(3);
    const bus = new Bus({ ...suite.nats, service: 'reader' }).start();
    const { streams } = await (await bus.ready(5_000)).jetstreamManager();
    const name = bus.stream(RECORD_STREAM.name);
    const at = async (sequence: number) => {
      const message = await streams.getMessage(name, { seq: sequence }).catch((error: unknown) => {
        if (error instanceof Error && /no message found/.test(error.message)) return undefined;
        throw error;
      });
      return message && { subject: message.subject, json: message.string() };
    };
    const all = new Map((await suite.all()).map(({ sequence, json }) => [Number(sequence), json]));
    const isWhole = async () => {
      const { state } = await streams.info(name);
      return state.last_seq >= newest && state.messages;
    };
    await eventually('the stream has them', isWhole);
    expect((await at(newest))?.json).toBe(all.get(newest));
    expect(await at(Number(erased.sequence))).toEqual({
      subject: bus.subject('audit.records.CREATE_API_TOKEN'),
      json: all.get(Number(erased.sequence)),
    });

    await suite.audit.eraseSubject({ subject: 't-on-the-bus', reason: 'x' }, caller());
    await eventually(
      'they are gone from the stream',
      async () => (await at(Number(erased.sequence))) === undefined,
    );
    expect((await at(newest))?.json).toBe(all.get(newest));

    await streams.delete(name);
    await eventually('it is there again', () => isWhole().catch(() => false));
    expect((await at(newest))?.json).toBe(all.get(newest));
    const [again] = (
      await suite.audit.searchRecords({ filter: { actors: ['t-on-the-bus'] } }, caller())
    ).records;
    expect(await at(Number(erased.sequence))).toMatchObject({ json: again?.json });
    await bus.close();
  });

  it('is verified from its files, without a network', async () => {
    await attempts(3);
    const { records, checkpoints, manifest } = await exported();
    const directory = await mkdtemp(join(tmpdir(), 'margay-export-'));
    const { keys } = await suite.audit.listSigningKeys({}, caller());
    const write = (name: string, lines: readonly string[]) =>
      writeFile(join(directory, name), lines.map((line) => `${line}\n`).join(''));
    await write('checkpoints.ndjson', checkpoints);
    await write('manifest.json', [manifest]);
    const verified = async (lines: readonly string[]) => {
      await write('records.ndjson', lines);
      return verifyDirectory(directory, keys[0]?.publicKey ?? '');
    };
    expect(await verified(records)).toMatchObject({ records: records.length });
    await expect(verified(records.slice(0, -1))).rejects.toBeInstanceOf(Tampered);
    await rm(directory, { recursive: true });
  });
});
