import { setTimeout as sleep } from 'node:timers/promises';
import { create } from '@bufbuild/protobuf';
import { describedEvent, TokenCreatedSchema } from '@margay/contracts';
import { idOf, type PostgresEventStore, type Recorded } from '@margay/event-store';
import { startTemporaryNats } from '@margay/local';
import {
  Bus,
  BusClient,
  createService,
  EVENT_SOURCE,
  EventLogController,
  Relay,
} from '@margay/messaging';
import { Health } from '@margay/observability';
import { Logger } from '@nestjs/common';
import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import type { SampleEvent } from '../event-store/sample-event.js';
import { alternate, rate } from '../rounds.js';
import { percentile } from '../tokens/percentile.js';
import { type AuditCode, auditCode } from './audit-code.js';
import { appendBy, RecordDatabase, someActors } from './record-database.js';
import { searches } from './search.js';

const BACKLOG = 100_000;
const ROUNDS_MOST = 3;
const APPENDING = 256;
const LOOK_EVERY_MS = 10;
const DRAIN_MS = 300_000;
const FRESH = 300;
const VERIFIED = 20_000;

const RELAY = 'relay, log to stream';
const RECORDS = 'records of the same events';
const VERIFY = 'records verified offline';

const toWire = ({ stream, event: { grant } }: Recorded<SampleEvent>) =>
  describedEvent(
    create(TokenCreatedSchema, {
      tokenId: idOf(stream),
      name: grant.name,
      permissions: [...grant.permissions],
      allowedCidrBlocks: [...grant.allowedCidrBlocks],
    }),
  );

/** The service whose log it is: readers compare the stream with it. */
async function ownerOf(log: PostgresEventStore<SampleEvent>, bus: Bus) {
  const providers = [{ provide: EVENT_SOURCE, useValue: { log, toWire } }];
  const module = { module: class Owner {}, controllers: [EventLogController], providers };
  const service = await createService(module, { bus, health: new Health() });
  await service.listen();
  return service;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DRAIN_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come to an end.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** A log of one service, its relay, and the audit service's own reader of it. */
class Trail {
  private appended = 0;
  private readonly actors = someActors();

  constructor(
    private readonly code: AuditCode,
    private readonly database: RecordDatabase,
    private readonly log: PostgresEventStore<SampleEvent>,
    private readonly tokens: Bus,
    private readonly audit: Bus,
  ) {}

  async append(count: number): Promise<void> {
    const end = this.appended + count;
    await Promise.all(
      Array.from({ length: APPENDING }, async () => {
        while (this.appended < end) await this.log.append(appendBy(this.actors, this.appended++));
      }),
    );
  }

  async relay(): Promise<number> {
    const { position } = await this.log.head();
    const relay = new Relay(this.tokens, { log: this.log, toWire });
    const manager = await (await this.tokens.ready(10_000)).jetstreamManager({ checkAPI: false });
    const last = async () =>
      manager.streams.info('EVENTS_TOKENS').then(
        ({ state }) => state.last_seq,
        () => 0,
      );
    try {
      return await rate(position - (await last()), async () => {
        relay.onApplicationBootstrap();
        await until('The relay', async () => (await last()) >= position);
      });
    } finally {
      await relay.onModuleDestroy();
    }
  }

  async records(): Promise<number> {
    const { position } = await this.log.head();
    const before = await this.database.records();
    return this.reading(() =>
      rate(position - before, () =>
        until('The records', async () => (await this.database.records()) >= position),
      ),
    );
  }

  /** Milliseconds from a commit in the log until its record can be read. */
  async freshness(): Promise<readonly number[]> {
    const relay = new Relay(this.tokens, { log: this.log, toWire });
    relay.onApplicationBootstrap();
    try {
      return await this.reading(async () => {
        const times: number[] = [];
        for (let i = 0; i < FRESH + 20; i++) {
          await this.log.append(appendBy(this.actors, i));
          const { position } = await this.log.head();
          const start = performance.now();
          while ((await this.database.records()) < position) await sleep(1);
          if (i >= 20) times.push(performance.now() - start);
        }
        return times;
      });
    } finally {
      await relay.onModuleDestroy();
    }
  }

  private async reading<T>(work: () => Promise<T>): Promise<T> {
    const reader = new this.code.ServiceEvents(
      this.audit,
      new BusClient(this.audit),
      this.database.open('audit', 6),
      '1.0.0',
    );
    reader.onApplicationBootstrap();
    try {
      return await work();
    } finally {
      await reader.onModuleDestroy();
    }
  }
}

async function verification(code: AuditCode): Promise<number> {
  const log = code.sampleLog([0, VERIFIED / 2, VERIFIED]);
  return rate(VERIFIED, () => code.verifyExport(log, { publicKey: code.KEY }));
}

async function run(conditions: Conditions): Promise<Findings> {
  const { progress } = conditions;
  const rounds = Math.min(conditions.rounds, ROUNDS_MOST);
  Logger.overrideLogger(['fatal']);
  return cleaningUp(async (whenDone) => {
    const code = await auditCode();
    const database = await RecordDatabase.start(code.MIGRATIONS);
    whenDone(() => database.stop());
    const nats = await startTemporaryNats();
    whenDone(() => nats.stop());
    const [tokens, audit] = ['tokens', 'audit'].map((service) =>
      new Bus({ servers: [nats.url], service }).start(),
    ) as [Bus, Bus];
    whenDone(async () => {
      await tokens.close();
      await audit.close();
    });
    await audit.ready(10_000);
    const log = database.log();
    const owner = await ownerOf(log, tokens);
    whenDone(() => owner.close());
    const trail = new Trail(code, database, log, tokens, audit);
    const measured = await alternate(
      [
        {
          name: RELAY,
          run: async () => {
            await trail.append(BACKLOG);
            return trail.relay();
          },
        },
        { name: RECORDS, run: () => trail.records() },
        { name: VERIFY, run: () => verification(code) },
      ],
      rounds,
      turn({ ...conditions, rounds }),
    );
    progress('from commit to record');
    const fresh = await trail.freshness();
    const sought = await searches(code, database.owner, database.urlOf('audit'), (detail) =>
      progress('filling the search', detail),
    );
    const of = (percent: number) => `${percentile(fresh, percent).toFixed(1)} ms`;
    return {
      measured,
      checks: [],
      notes: [
        `${BACKLOG} events in each round`,
        `from a commit to its record, ${fresh.length} times: p50 ${of(50)}, p99 ${of(99)}`,
        ...sought,
      ],
      servers: {},
    };
  });
}

/** What the audit log keeps up with, and how fast it is asked. */
export const audit: Benchmark = {
  name: 'audit',
  about: 'Records of a backlog against its relay, verification, from commit to record, search.',
  unit: 'records',
  comparisons: [{ what: RECORDS, base: RELAY, atLeast: 0.7 }],
  run,
};
