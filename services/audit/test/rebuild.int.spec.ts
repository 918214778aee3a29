import { trustedKey, verifyExport } from '@margay/audit-proof';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, type Sql } from '@margay/event-store';
import { eventually } from '@margay/testing';
import { RetentionKeeper } from '../src/retention/retention.reactor.js';
import { auditSuite, caller } from './audit-suite.js';

/** More than are read at once. */
const MADE = 700;

describe('records made anew from the logs', () => {
  const suite = auditSuite();
  let owner: Database;

  beforeAll(async () => {
    owner = new Database(suite.ownerUrl, 'audit');
    for (let i = 0; i < MADE; i += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          suite.make(`ci ${i + at}`, caller(undefined, 't-1')),
        ),
      );
    const token = '0b7c1f0a-0000-4000-8000-000000000009';
    await suite.make('before', caller(), token);
    await suite.recordOf(await suite.change(token, 'after', caller()));
    for (let i = 0; i < 5; i++) await suite.attempt();
  });
  afterAll(() => owner.close());

  /** @returns their sequences */
  const made = async (count: number) => {
    const sequences: number[] = [];
    for (let i = 0; i < count; i++)
      sequences.push(Number((await suite.recordOf(await suite.make('ci', caller()))).sequence));
    return sequences;
  };
  /** As whoever owns the database of the other service may. */
  const tampering = async (work: (sql: Sql) => Promise<unknown>) => {
    const tokens = new Database(suite.othersOwnerUrl, 'tokens');
    await tokens.transaction(async (sql) => {
      await sql`ALTER TABLE event DISABLE TRIGGER USER`;
      await work(sql);
      await sql`ALTER TABLE event ENABLE TRIGGER USER`;
    });
    await tokens.close();
  };
  const state = () => suite.audit.getRebuild({}, caller());
  const ended = () =>
    eventually('it is over', async () => {
      const now = await state();
      return !now.isRunning && now.endedAt && now;
    });
  const rebuilt = async () => {
    await suite.audit.beginRebuild({ reason: 'To be sure.' }, caller());
    return ended();
  };
  const rows = () => owner.sql`SELECT * FROM audit_record ORDER BY sequence`;
  /** What is recorded of the rebuild itself comes on top. */
  const upTo = async (count: number) => (await rows()).slice(0, count);
  const verified = async () => {
    const { fromSequence, toSequence } = await suite.audit.beginExport({}, caller());
    const filter = { fromSequence, toSequence };
    const records: string[] = [];
    for (let cursor = ''; ;) {
      const search = { limit: 500, cursor, oldestFirst: true, filter };
      const page = await suite.audit.searchRecords(search, caller());
      records.push(...page.records.map(({ json }) => json));
      if ((cursor = page.next) === '') break;
    }
    const checkpoints: string[] = [];
    for (let cursor = ''; ;) {
      const page = await suite.audit.listCheckpoints(
        { limit: 500, cursor, oldestFirst: true },
        caller(),
      );
      checkpoints.push(...page.checkpoints);
      if ((cursor = page.next) === '') break;
    }
    const { manifest } = await suite.audit.getManifest({ fromSequence, toSequence }, caller());
    const { keys } = await suite.audit.listSigningKeys({}, caller());
    const publicKey = trustedKey(keys[0]?.publicKey ?? '');
    return verifyExport({ records, checkpoints, manifest }, { publicKey });
  };

  it('are those that are there, to the byte, and nothing is found', async () => {
    const before = await rows();
    const { records, findings } = await rebuilt();
    expect(findings).toEqual([]);
    expect(Number(records)).toBeGreaterThanOrEqual(before.length);
    expect(await upTo(before.length)).toEqual(before);
    await expect(verified()).resolves.toBeDefined();
  });

  it('are on record, with what was found', async () => {
    const cause = caller();
    await suite.audit.beginRebuild({ reason: 'For the record.' }, cause);
    await ended();
    const [end, begin] = (
      await suite.audit.searchRecords(
        { filter: { actions: ['REBUILD_AUDIT_LOG', 'END_AUDIT_REBUILD'] } },
        caller(),
      )
    ).records;
    expect(begin).toMatchObject({ requestId: cause.requestId, actor: { id: 't-1' } });
    expect(end).toMatchObject({ actionDetails: { alert: false, findings: [] } });
  });

  it('tell which were edited, deleted or slipped in, and put them right', async () => {
    const [leaf, personal, action, gone] = await made(4);
    const before = await rows();
    await owner.sql`UPDATE audit_record SET leaf = replace(leaf, 'ci', 'cj') WHERE sequence = ${leaf}`;
    await owner.sql`UPDATE audit_record SET personal = replace(personal, '192', '193')
                    WHERE sequence = ${personal}`;
    await owner.sql`UPDATE audit_record SET action_name = 'X' WHERE sequence = ${action}`;
    await owner.sql`DELETE FROM audit_record WHERE sequence = ${gone}`;
    await owner.sql`
      INSERT INTO audit_record
      SELECT 1000000, r.event_id, r.request_id, r.source, r.recorded_at, r.action_name,
             r.action_result, r.actor_id, r.targets, r.leaf, r.words, r.subject
      FROM audit_record r WHERE sequence = ${leaf}`;
    const { findings } = await rebuilt();
    expect(findings.map(({ kind, sequences }) => [kind, sequences.map(Number)])).toEqual([
      ['altered', [leaf, personal, action]],
      ['missing', [gone]],
      ['surplus', [1_000_000]],
    ]);
    expect(await upTo(before.length)).toEqual(before);
    await expect(verified()).resolves.toBeDefined();
  });

  it('tell which have another event than was sealed, and leave them as they were', async () => {
    const [sequence] = await made(1);
    const before = await rows();
    const id = before.find((row) => row['sequence'] === sequence)?.['event_id'];
    const rename = (name: string) =>
      tampering(
        (sql) =>
          sql`UPDATE event SET data = data || ${JSON.stringify({ name })} WHERE event_id = ${id}`,
      );
    await rename('forged');
    const { findings } = await rebuilt();
    await rename('ci');
    expect(findings).toMatchObject([{ kind: 'unlike', sequences: [BigInt(sequence ?? 0)] }]);
    expect(await upTo(before.length)).toEqual(before);
  });

  it('tell which have no event any more, and leave them as they were', async () => {
    const [sequence] = await made(1);
    await made(1);
    const before = await rows();
    const id = before.find((row) => row['sequence'] === sequence)?.['event_id'];
    await tampering((sql) => sql`CREATE TABLE taken AS SELECT * FROM event WHERE event_id = ${id}`);
    await tampering((sql) => sql`DELETE FROM event WHERE event_id = ${id}`);
    const { findings } = await rebuilt();
    await tampering((sql) => sql`INSERT INTO event SELECT * FROM taken`);
    await tampering((sql) => sql`DROP TABLE taken`);
    expect(findings).toMatchObject([{ kind: 'lost', sequences: [BigInt(sequence ?? 0)] }]);
    expect(await upTo(before.length)).toEqual(before);
  });

  it('go on after a kill -9 in the middle, while the old ones are read', async () => {
    const [gone] = await made(1);
    const before = await rows();
    await owner.sql`DELETE FROM audit_record WHERE sequence = ${gone}`;
    await suite.closeAudit();
    const service = suite.startAudit();
    try {
      await eventually('it answers', () =>
        state().then(
          () => true,
          () => false,
        ),
      );
      // One log can be read, and the other cannot for now.
      const tokens = await new Database(suite.othersOwnerUrl, 'tokens').dedicated();
      await tokens.query('BEGIN; LOCK TABLE event IN ACCESS EXCLUSIVE MODE');
      await suite.audit.beginRebuild({ reason: 'To be killed.' }, caller());
      await eventually('it is in the middle', async () => {
        const sources = await owner.sql<{ readonly done: boolean }>`
          SELECT position >= head AS done FROM rebuild_source ORDER BY source`;
        return sources[0]?.done && sources[1]?.done === false;
      });
      const { records } = await suite.audit.searchRecords({ limit: 2 }, caller());
      expect(records).toHaveLength(2);
      await service.kill9();
      await tokens.end();
      expect(await owner.sql`SELECT FROM audit_record WHERE sequence = ${gone}`).toEqual([]);
      await service.kill9AndRestart();
      const { findings } = await ended();
      expect(findings).toMatchObject([{ kind: 'missing', sequences: [BigInt(gone ?? 0)] }]);
      expect(await upTo(before.length)).toEqual(before);
    } finally {
      await service.kill9();
      await suite.serveAudit();
    }
  });

  it('bring back neither whoever was erased nor what was dropped', async () => {
    await suite.recordOf(await suite.make('x', caller(undefined, 't-gone')));
    await suite.audit.eraseSubject({ subject: 't-gone', reason: 'x' }, caller());
    const keeper = suite.app.get(RetentionKeeper);
    await suite.audit.beginExport({}, caller());
    await keeper.seal({ age: '0 seconds', records: 1 });
    await suite.audit.setRetention({ days: 30 }, caller());
    await suite.recordOf(await suite.make('y', caller(undefined, 't-late')));
    await suite.audit.eraseSubject({ subject: 't-late', reason: 'x' }, caller());
    await owner.sql`UPDATE record_partition SET newest_at = now() - interval '31 days'
                    WHERE to_sequence IS NOT NULL`;
    expect(await keeper.drop()).toBe(true);
    await eventually(
      'they are gone',
      async () => Number((await suite.audit.getRetention({}, caller())).droppedThrough) > 0,
    );
    const before = await rows();
    const { findings } = await rebuilt();
    expect(findings).toEqual([]);
    expect(await upTo(before.length)).toEqual(before);
    const [late] = before.filter((row) => row['subject'] === 't-late');
    expect(late).toMatchObject({ personal: null, source_ip: null });
    await expect(verified()).resolves.toBeDefined();
  });

  it('are one at a time, and only for a reason', async () => {
    await expect(suite.audit.beginRebuild({ reason: ' ' }, caller())).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('are put in place by what was decided alone, and only as they were sealed', async () => {
    const service = new Database(suite.url, 'audit');
    await expect(service.sql`SELECT replace_records(gen_random_uuid())`).rejects.toThrow(
      'Nobody decided that.',
    );
    const [begun] = await owner.sql<{ readonly id: string }>`
      SELECT event_id AS id FROM event WHERE type = 'RebuildBegun' LIMIT 1`;
    const [newest] = await rows().then((all) => all.slice(-1));
    await expect(
      service.transaction(async (sql) => {
        await sql`INSERT INTO record_anew SELECT * FROM audit_record WHERE sequence = ${newest?.['sequence']}`;
        await sql`UPDATE record_anew SET leaf = '{}'`;
        await sql`INSERT INTO rebuild_finding SELECT sequence, 'altered' FROM record_anew`;
        await sql`SELECT replace_records(${begun?.id})`;
      }),
    ).rejects.toThrow('not the one that was sealed');
    await service.close();
  });
});
