import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { Secret } from '@margay/config';
import {
  AttemptResult,
  AuditApi,
  TokenCreatedSchema,
  TokenUpdatedSchema,
  type AuditRecord,
} from '@margay/contracts';
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
import { type INestMicroservice, Module } from '@nestjs/common';
import { AuditModule } from '../src/audit.module.js';
import { MIGRATIONS } from '../src/migrations.js';
import { AuditProcess } from './audit-process.js';

type Made =
  | { readonly type: 'Made'; readonly name: string }
  | { readonly type: 'Changed'; readonly name: string };

const WEBHOOK_SECRET = 'a secret of webhooks, long enough';
export const SEED = Buffer.alloc(32, 7);

export const caller = (requestId: string = randomUUID(), id = 't-1') => ({
  actor: { type: 'api-token', id, name: 'Kö' } as const,
  requestId,
  origin: {
    sourceIp: '192.0.2.7',
    forwardedFor: ['198.51.100.1', '192.0.2.7'],
    userAgent: 'curl/8',
  },
});

/** Somebody outside who keeps what is posted to them; the first time they are not in the mood. */
function collecting() {
  const lines: string[] = [];
  let refused = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (refused++ === 0) return response.writeHead(503).end();
      lines.push(...Buffer.concat(parts).toString().trim().split('\n'));
      return response.writeHead(204).end();
    });
  });
  return {
    lines,
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    },
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The audit service on a bus and a database of a suite's own, and a service called tokens beside it. No other is there. */
export function auditSuite() {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let suite: TestDatabase;
  let others: TestDatabase;
  let log: PostgresEventStore<Made>;
  let audit: Client<typeof AuditApi>;
  let app: INestMicroservice;
  let closeAudit: () => Promise<void>;
  let anchors: string;
  const collector = collecting();

  const serveAudit = async () => {
    const bus = new Bus({ ...nats, service: 'audit' }).start();
    const module = AuditModule.with({
      postgres: { url: suite.url },
      cursorSecret: new Secret('a cursor secret'),
      signingSeeds: [new Secret(SEED)],
      anchors: { directory: anchors, url: collector.url },
      webhooks: { secret: new Secret(WEBHOOK_SECRET), allowPrivate: true },
      patience: { leastMs: 20, mostMs: 200, attemptsMax: 5 },
    });
    app = await createService(module, { bus, health: new Health() });
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
              wireEvent(event.type === 'Made' ? TokenCreatedSchema : TokenUpdatedSchema, {
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
    const tokens = await createService(Tokens, { bus, health: new Health() });
    await tokens.listen();
    running.push({
      close: async () => {
        await tokens.close();
        await bus.close();
        await log.close();
        await source.close();
      },
    });
    expect(tokens.get(EVENT_SOURCE)).toBeDefined();
  };

  beforeAll(async () => {
    anchors = await mkdtemp(join(tmpdir(), 'margay-anchors-'));
    await collector.listen();
    suite = await testDatabase('audit', (url, login) =>
      migrate({ url, schema: 'audit', login, migrations: MIGRATIONS }),
    );
    others = await testDatabase('tokens', (url, login) =>
      migrate({ url, schema: 'tokens', login }),
    );
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    audit = new BusClient(bus).of(AuditApi);
    await serveTokens();
    await serveAudit();
  });
  afterAll(async () => {
    await closeAudit();
    await Promise.all(running.map((one) => one.close()));
    await Promise.all([suite.drop(), others.drop()]);
    await collector.close();
    await rm(anchors, { recursive: true });
  });

  const write = async (event: Made, stream: string, cause: Cause) => {
    const id = randomUUID();
    await log.append({ stream, expect: 'any', events: [{ id, event }], cause });
    return id;
  };
  const all = async (): Promise<AuditRecord[]> => {
    const records: AuditRecord[] = [];
    for (let cursor = ''; ;) {
      const page = await audit.searchRecords({ limit: 7, cursor }, caller());
      records.push(...page.records);
      if (page.next === '') return records;
      cursor = page.next;
    }
  };
  return {
    nats,
    posted: collector.lines,
    get anchors() {
      return anchors;
    },
    get audit() {
      return audit;
    },
    get app() {
      return app;
    },
    get url() {
      return suite.url;
    },
    get othersOwnerUrl() {
      return others.ownerUrl;
    },
    get ownerUrl() {
      return suite.ownerUrl;
    },
    serveAudit,
    closeAudit: () => closeAudit(),
    /** The same service in a process of its own. Close the one of this process before. */
    startAudit: () =>
      new AuditProcess({
        DATABASE_URL: suite.url,
        NATS_URL: nats.servers.join(','),
        NATS_NAMESPACE: nats.namespace,
        CURSOR_SECRET: 'a cursor secret, long enough',
        WEBHOOK_SECRET,
        EGRESS_ALLOW_PRIVATE: 'true',
        AUDIT_SIGNING_KEYS: `1:${SEED.toString('hex')}`,
      }),
    make: (name: string, cause: Cause = caller(), token: string = randomUUID()) =>
      write({ type: 'Made', name }, `token-${token}`, cause),
    change: (token: string, name: string, cause: Cause = caller()) =>
      write({ type: 'Changed', name }, `token-${token}`, cause),
    attempt: (requestId: string = randomUUID(), more: object = {}) =>
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
      ),
    all,
    recordOf: (eventId: string) =>
      eventually('the event has become a record', async () =>
        (await all()).find((record) => record.eventId === eventId),
      ),
  };
}
