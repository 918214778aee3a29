import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AttemptResult } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { eventually } from '@margay/testing';
import { auditSuite, caller } from './audit-suite.js';

describe('the audit service', () => {
  const suite = auditSuite();

  it("turns another service's event into a record with who, whence, when and what", async () => {
    const cause = caller();
    const record = await suite.recordOf(await suite.make('ci', cause));
    expect(record).toMatchObject({
      actionName: 'CREATE_API_TOKEN',
      actionResult: 'SUCCEEDED',
      actor: { id: 't-1', type: 'TOKEN', name: 'Kö' },
      sourceIp: '192.0.2.7',
      forwardedFor: ['198.51.100.1', '192.0.2.7'],
      userAgent: 'curl/8',
      requestId: cause.requestId,
      productVersion: '0.1.0',
      actionParams: { dynamic: { input: { name: 'ci', permissions: ['AlertRead'] } } },
    });
    expect(record.targets).toEqual([expect.objectContaining({ type: 'api-token', name: 'ci' })]);
  });

  it('shows an attempt as soon as it is acknowledged', async () => {
    const requestId = randomUUID();
    await suite.attempt(requestId);
    const { records } = await suite.audit.searchRecords({}, caller());
    expect(records[0]).toMatchObject({
      actionName: 'CREATE_API_TOKEN',
      actionResult: 'FAILED',
      errors: ['The API key lacks a permission.'],
      actionDetails: { reason: 'permission' },
      requestId,
    });
  });

  it('records an attempt once, however often it is told of it', async () => {
    const requestId = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => suite.attempt(requestId)));
    await suite.attempt(requestId);
    expect((await suite.all()).filter((record) => record.requestId === requestId)).toHaveLength(1);
  });

  it('leaves out an attempt at what the service that did it has told already', async () => {
    const cause = caller();
    await suite.recordOf(await suite.make('ci', cause));
    await suite.attempt(cause.requestId);
    expect(
      (await suite.all()).filter(({ requestId }) => requestId === cause.requestId),
    ).toHaveLength(1);
  });

  it('refuses an attempt without a result or without a request id', async () => {
    await expect(
      suite.attempt(randomUUID(), { result: AttemptResult.UNSPECIFIED }),
    ).rejects.toMatchObject({ code: 'bad_request' });
    await expect(suite.attempt('')).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('keeps inputs as evidence, not as an archive', async () => {
    const requestId = randomUUID();
    await suite.attempt(requestId, { params: { name: 'x'.repeat(100_000) } });
    const { records } = await suite.audit.searchRecords({}, caller());
    expect(records[0]?.actionParams).toEqual({ dynamic: { input: { truncated: true } } });
  });

  it('numbers records without gaps and shows the newest first', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? suite.make('x') : suite.attempt())),
    );
    const id = await suite.make('last');
    await suite.recordOf(id);
    const sequences = (await suite.all()).map(({ sequence }) => Number(sequence));
    expect(sequences).toEqual(
      Array.from({ length: sequences.length }, (_, index) => sequences.length - index),
    );
  });

  it('refuses a cursor that it did not make', async () => {
    await expect(suite.audit.searchRecords({ cursor: 'x' }, caller())).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('misses nothing that happened while it was away', async () => {
    await suite.closeAudit();
    const ids = await Promise.all(Array.from({ length: 30 }, (_, i) => suite.make(`away ${i}`)));
    await suite.serveAudit();
    for (const id of ids) await suite.recordOf(id);
    const events = (await suite.all()).map(({ eventId }) => eventId);
    expect(new Set(events).size).toBe(events.length);
  });

  it('makes records anew under the same numbers', async () => {
    for (let i = 0; i < 5; i++)
      await (i % 2 ? suite.recordOf(await suite.make('x')) : suite.attempt());
    const before = await suite.all();
    await suite.closeAudit();
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`DELETE FROM audit_record`;
    await owner.sql`DELETE FROM target_state`;
    await owner.sql`DELETE FROM checkpoint`;
    await owner.sql`DELETE FROM generation`;
    await owner.close();
    await suite.serveAudit();
    await eventually(
      'all records are there again',
      async () => (await suite.all()).length === before.length,
    );
    expect(await suite.all()).toEqual(before);
  });

  it('says what an event changed, by what it knew of the target before', async () => {
    const token = randomUUID();
    await suite.make('before', caller(), token);
    const record = await suite.recordOf(await suite.change(token, 'after'));
    const { changes } = JSON.parse(record.json) as { changes: unknown };
    expect(changes).toEqual([{ field: 'name', before: 'before', after: 'after' }]);
  });

  it('links records of one cause', async () => {
    const cause = { ...caller(), correlationId: 'c-1', causationId: 'e-1' };
    expect(await suite.recordOf(await suite.make('x', cause))).toMatchObject({
      correlationId: 'c-1',
      causationId: 'e-1',
    });
  });

  describe('an attempt that a service may tell of itself', () => {
    const maybe = { result: AttemptResult.SUCCEEDED, errors: [], reason: '', mayBeTold: true };
    const recordsOf = async (requestId: string) =>
      (await suite.all()).filter((record) => record.requestId === requestId);

    it('is left out when the service tells, whoever is first', async () => {
      const causes = Array.from({ length: 20 }, () => caller());
      await Promise.all(
        causes.map(async (cause, index) => {
          if (index % 2) await suite.make('x', cause);
          const told = suite.attempt(cause.requestId, maybe);
          await (index % 2 ? told : Promise.all([suite.make('x', cause), told]));
        }),
      );
      const last = caller();
      await suite.attempt(last.requestId, maybe);
      await eventually('the last is decided', async () => (await recordsOf(last.requestId))[0]);
      for (const { requestId } of causes) expect(await recordsOf(requestId)).toHaveLength(1);
    });

    it('waits for its own service alone, and holds up no other', async () => {
      const [ofRoles, ofTokens] = [caller(), caller()];
      await suite.attempt(ofRoles.requestId, { ...maybe, actionName: 'SUSPEND_IAM_ROLE' });
      await suite.attempt(ofTokens.requestId, { ...maybe, actionName: 'UPDATE_API_TOKEN' });
      await eventually('one is decided', async () => (await recordsOf(ofTokens.requestId))[0]);
      expect(await recordsOf(ofRoles.requestId)).toEqual([]);
    });

    it('is recorded as one that changed nothing when no service tells', async () => {
      const { requestId } = caller();
      await suite.attempt(requestId, maybe);
      const record = await eventually('it is decided', async () => (await recordsOf(requestId))[0]);
      expect(record).toMatchObject({
        actionResult: 'SUCCEEDED',
        actionDetails: { changed: false },
      });
    });
  });
});
