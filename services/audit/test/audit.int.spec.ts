import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@margay/config';
import { AttemptResult, AuditApi, type AuditRecord } from '@margay/contracts';
import { type Cause, Database, migrate, PostgresEventStore } from '@margay/event-store';
import {
  Bus,
  BusClient,
  type Client,
  createService,
  EVENT_SOURCE,
  MessagingModule,
  wireEvent,
} from '@margay/messaging';
import { Health } from '@margay/observability';
import { eventually, testDatabase, type TestDatabase, testNats } from '@margay/testing';
import { Module } from '@nestjs/common';
import { TokenCreatedSchema } from '@margay/contracts';
import { AuditModule } from '../src/audit.module.js';
import { AuditRecord1710000000001 } from '../src/migrations/0001-audit-record.js';

type Made = { readonly type: 'Made'; readonly name: string };

const caller = (requestId: string = randomUUID()) => ({
  actor: { type: 'api-token', id: 't-1', name: 'Kö' } as const,
  requestId,
  origin: {
    sourceIp: '192.0.2.7',
    forwardedFor: ['198.51.100.1', '192.0.2.7'],
    userAgent: 'curl/8',
  },
});

describe('the audit service', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let suite: TestDatabase;
  let others: TestDatabase;
  let database: Database;
  let log: PostgresEventStore<Made>;
  let audit: Client<typeof AuditApi>;
  let closeAudit: () => Promise<void>;

  const serveAudit = async () => {
    const bus = new Bus({ ...nats, service: 'audit' }).start();
    const module = AuditModule.with({
      postgres: { url: suite.url },
      cursorSecret: new Secret('a cursor secret'),
    });
    const app = await createService(module, { bus, health: new Health() });
    await app.listen();
    closeAudit = async () => {
      await app.close();
      await bus.close();
    };
  };

  /** A service called tokens, as far as the bus can tell: a log of its own, published. */
  const serveTokens = async () => {
    const source = new Database(others.url, 'tokens');
    log = new PostgresEventStore<Made>(source);
    @Module({
      imports: [
        MessagingModule.publishing<Made>({
          useFactory: () => ({
            log,
            toWire: ({ event, stream }) =>
              wireEvent(TokenCreatedSchema, {
                tokenId: stream.slice('token-'.length),
                name: event.name,
                permissions: ['AlertRead'],
              }),
          }),
        }),
      ],
    })
    class Tokens {}
    const bus = new Bus({ ...nats, service: 'tokens' }).start();
    const app = await createService(Tokens, { bus, health: new Health() });
    await app.listen();
    running.push({
      close: async () => {
        await app.close();
        await bus.close();
        await log.close();
        await source.close();
      },
    });
    expect(app.get(EVENT_SOURCE)).toBeDefined();
  };

  beforeAll(async () => {
    suite = await testDatabase('audit', (url, login) =>
      migrate({ url, schema: 'audit', login, migrations: [AuditRecord1710000000001] }),
    );
    others = await testDatabase('tokens', (url, login) =>
      migrate({ url, schema: 'tokens', login }),
    );
    database = new Database(suite.url, 'audit');
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    audit = new BusClient(bus).of(AuditApi);
    await serveTokens();
    await serveAudit();
  });
  afterAll(async () => {
    await closeAudit();
    await Promise.all(running.map((one) => one.close()));
    await database.close();
    await Promise.all([suite.drop(), others.drop()]);
  });

  const make = async (name: string, cause: Cause = caller()) => {
    const id = randomUUID();
    const stream = `token-${randomUUID()}`;
    await log.append({
      stream,
      expect: 'none',
      events: [{ id, event: { type: 'Made', name } }],
      cause,
    });
    return id;
  };
  const attempt = (requestId: string = randomUUID(), more: object = {}) =>
    audit.recordAttempt(
      {
        actionName: 'CREATE_API_TOKEN',
        result: AttemptResult.FAILED,
        params: { name: 'ci' },
        errors: ['The API key lacks a permission.'],
        targetId: '',
        reason: 'permission',
        ...more,
      },
      caller(requestId),
    );
  const all = async (): Promise<AuditRecord[]> => {
    const records: AuditRecord[] = [];
    for (let cursor = ''; ;) {
      const page = await audit.searchRecords({ limit: 7, cursor }, caller());
      records.push(...page.records);
      if (page.next === '') return records;
      cursor = page.next;
    }
  };
  const recordOf = (eventId: string) =>
    eventually('the event has become a record', async () =>
      (await all()).find((record) => record.eventId === eventId),
    );

  it("turns another service's event into a record with who, whence, when and what", async () => {
    const cause = caller();
    const record = await recordOf(await make('ci', cause));
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
    await attempt(requestId);
    const { records } = await audit.searchRecords({}, caller());
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
    await Promise.all(Array.from({ length: 10 }, () => attempt(requestId)));
    await attempt(requestId);
    expect((await all()).filter((record) => record.requestId === requestId)).toHaveLength(1);
  });

  it('leaves out an attempt at what the service that did it has told already', async () => {
    const cause = caller();
    await recordOf(await make('ci', cause));
    await attempt(cause.requestId);
    expect((await all()).filter(({ requestId }) => requestId === cause.requestId)).toHaveLength(1);
  });

  it('refuses an attempt without a result or without a request id', async () => {
    await expect(
      attempt(randomUUID(), { result: AttemptResult.UNSPECIFIED }),
    ).rejects.toMatchObject({ code: 'bad_request' });
    await expect(attempt('')).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('keeps inputs as evidence, not as an archive', async () => {
    const requestId = randomUUID();
    await attempt(requestId, { params: { name: 'x'.repeat(100_000) } });
    const { records } = await audit.searchRecords({}, caller());
    expect(records[0]?.actionParams).toEqual({ dynamic: { input: { truncated: true } } });
  });

  it('numbers records without gaps and shows the newest first', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? make('x') : attempt())));
    const id = await make('last');
    await recordOf(id);
    const sequences = (await all()).map(({ sequence }) => Number(sequence));
    expect(sequences).toEqual(
      Array.from({ length: sequences.length }, (_, index) => sequences.length - index),
    );
  });

  it('refuses a cursor that it did not make', async () => {
    await expect(audit.searchRecords({ cursor: 'x' }, caller())).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('misses nothing that happened while it was away', async () => {
    await closeAudit();
    const ids = await Promise.all(Array.from({ length: 30 }, (_, i) => make(`away ${i}`)));
    await serveAudit();
    for (const id of ids) await recordOf(id);
    const events = (await all()).map(({ eventId }) => eventId);
    expect(new Set(events).size).toBe(events.length);
  });

  it('makes records anew under the same numbers', async () => {
    for (let i = 0; i < 5; i++) await (i % 2 ? recordOf(await make('x')) : attempt());
    const before = await all();
    await closeAudit();
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`DELETE FROM audit_record`;
    await owner.sql`DELETE FROM checkpoint`;
    await owner.sql`DELETE FROM generation`;
    await owner.close();
    await serveAudit();
    await eventually(
      'all records are there again',
      async () => (await all()).length === before.length,
    );
    expect(await all()).toEqual(before);
  });
});
