import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnrichmentPipelineApi, PutOutcome } from '@margay/contracts';
import type { Client } from '@margay/messaging';
import {
  eventually,
  type OwnNats,
  startOwnNats,
  type TestDatabase,
  testNats,
} from '@margay/testing';
import { EnrichedReader } from './enriched-reader.js';
import { caller, enrichmentDatabase, Serving } from './serving.js';
import { smallTableFiles, WorkerProcess } from './worker-process.js';

const EVENTS = 30_000;
const BATCH = 250;
/** Of workers, spread over the events. */
const KILLS = 5;

describe('the pipeline, while what it stands on is killed', () => {
  let database: TestDatabase;
  let tables: Awaited<ReturnType<typeof smallTableFiles>>;
  let ownNats: OwnNats | undefined;
  let serving: Serving | undefined;
  let reader: EnrichedReader | undefined;
  let workers: WorkerProcess[] = [];

  beforeAll(async () => {
    database = await enrichmentDatabase();
    tables = await smallTableFiles();
  });
  afterAll(async () => {
    await database.drop();
    await tables.remove();
  });
  beforeEach(() => {
    workers = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.kill9()));
    await reader?.stop();
    await serving?.close();
    await ownNats?.stop();
    reader = serving = ownNats = undefined;
  });

  const open = async (nats: { servers: string[]; namespace: string }) => {
    serving = new Serving(nats, database);
    await serving.replica({ worker: false, ackWaitMs: 10_000 });
    reader = new EnrichedReader(serving.bus).start();
    return serving.client.of(EnrichmentPipelineApi);
  };
  const startWorkers = (
    count: number,
    { servers, namespace }: { servers: string[]; namespace: string },
  ) => {
    workers = Array.from(
      { length: count },
      () =>
        new WorkerProcess({
          DATABASE_URL: database.url,
          CURSOR_SECRET: 'a cursor secret of enough length',
          NATS_URL: servers.join(','),
          NATS_NAMESPACE: namespace,
          ASN_DATA_DIRECTORY: tables.path,
          COUNTRY_DATA_DIRECTORY: tables.path,
        }),
    );
  };
  const ready = (pipeline: Client<typeof EnrichmentPipelineApi>) =>
    eventually('the queues are there', async () => {
      await pipeline.getPipeline({}, caller());
      return true;
    });
  /** Sends again, under the same ids, whatever was not taken. */
  const putAll = async (pipeline: Client<typeof EnrichmentPipelineApi>, count: number) => {
    for (let from = 0; from < count; from += BATCH) {
      const events = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => ({
        id: `event-${from + n}`,
        event: Buffer.from(JSON.stringify({ n: from + n, actor_ip: '8.8.8.8' })),
      }));
      await eventually('the batch is in', async () => {
        const { results } = await pipeline.putEvents({ logType: 'GitHub.Audit', events }, caller());
        return results.every(
          ({ outcome }) => outcome === PutOutcome.ACCEPTED || outcome === PutOutcome.KNOWN,
        );
      });
    }
  };
  const isDone = (pipeline: Client<typeof EnrichmentPipelineApi>) => async () => {
    const { logs, enriched } = await pipeline.getPipeline({}, caller());
    return logs?.events === 0n && enriched?.events === 0n;
  };
  const ids = () => (reader?.read ?? []).map(({ id }) => id);

  it('loses and doubles nothing when a worker is killed again and again', async () => {
    const nats = testNats();
    const pipeline = await open(nats);
    await ready(pipeline);
    startWorkers(2, nats);
    const putting = putAll(pipeline, EVENTS);
    for (let kill = 0; kill < KILLS; kill++) {
      const enough = (kill + 1) * (EVENTS / (KILLS + 1));
      await eventually('some came out', () => ids().length >= enough, 40_000);
      await workers[kill % workers.length]?.kill9AndRestart();
    }
    await putting;
    await eventually('everything came out', isDone(pipeline), 40_000);
    expect(ids()).toHaveLength(EVENTS);
    expect(new Set(ids()).size).toBe(EVENTS);
    expect(reader?.read.every(({ text }) => text.includes('"asn":15169'))).toBe(true);
  }, 120_000);

  it('loses no accepted event when the nats-server is killed', async () => {
    ownNats = await startOwnNats();
    const nats = { ...testNats(), servers: [ownNats.url] };
    const pipeline = await open(nats);
    await ready(pipeline);
    await putAll(pipeline, 2_000);
    await ownNats.kill9();
    await ownNats.restart();
    await ready(pipeline);
    startWorkers(1, nats);
    await eventually('everything came out', isDone(pipeline), 45_000);
    expect(new Set(ids()).size).toBe(2_000);
  });
});
