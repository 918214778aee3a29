import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnrichmentApi } from '@margay/contracts';
import { Bus, BusClient, WorkQueue } from '@margay/messaging';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

type Json = Record<string, unknown>;

const OURS = ['AWS.CloudTrail', 'AWS.VPCFlow', 'Apache.AccessCombined', 'Okta.SystemLog'];
const BATCH = 200;

describe('one event, by three doors', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;
  let bus: Bus;
  let enriched: WorkQueue;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform();
    ({ platform } = temporary);
    const { natsUrl, secrets } = platform.installation;
    bus = new Bus({
      servers: [natsUrl],
      seed: { reveal: () => secrets.bus['detection'] ?? '' },
      service: 'detection',
    }).start();
    const bytesMax = 1_073_741_824;
    const limits = { bytesMax, ageMaxMs: 604_800_000, duplicateWindowMs: 120_000 };
    enriched = new WorkQueue(bus, { name: 'ENRICHED', subject: 'enriched', ...limits });
  });
  afterAll(async () => {
    enriched.close();
    await bus.close();
    await temporary.stop();
  });

  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${platform.gatewayUrl}/enrichment/${path}`, {
      method: 'POST',
      body,
      headers: {
        'X-API-Key': platform.administratorToken,
        'content-type': 'application/x-ndjson',
        ...headers,
      },
    });

  const byRest = async (logType: string, lines: readonly string[]) =>
    (await (await send(`events?logType=${logType}`, lines.join('\n'))).text())
      .trimEnd()
      .split('\n');

  const byBus = async (logType: string, lines: readonly string[]) => {
    const enrichment = new BusClient(bus).of(EnrichmentApi);
    const answers: string[] = [];
    for (let from = 0; from < lines.length; from += BATCH) {
      const { results } = await enrichment.enrichEvents(
        { logType, events: lines.slice(from, from + BATCH).map((line) => Buffer.from(line)) },
        { actor: { type: 'system', id: 'detection' }, requestId: randomUUID() },
      );
      for (const { outcome } of results)
        answers.push(Buffer.from(outcome.value as Uint8Array).toString());
    }
    return answers;
  };

  const byPipeline = async (logType: string, lines: readonly string[]) => {
    const path = `pipeline/events?logType=${logType}`;
    const key = { 'Idempotency-Key': randomUUID() };
    const answer = await send(path, lines.join('\n'), key);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ accepted: lines.length, refused: 0 });
    // The same request once more changes nothing.
    expect(await (await send(path, lines.join('\n'), key)).json()).toMatchObject({
      accepted: 0,
      known: lines.length,
    });
    const consumer = enriched.consumer('detections', {
      batch: 500,
      batchBytes: 4_194_304,
      ackWaitMs: 30_000,
      inWorkMax: 5_000,
    });
    const byLine = new Map<number, string>();
    const { signal } = new AbortController();
    await eventually('all came out', async () => {
      for (const item of await consumer.take(500, signal)) {
        byLine.set(Number(item.id.split(':')[1]), Buffer.from(item.body).toString());
        item.done();
      }
      return byLine.size === lines.length;
    });
    consumer.close();
    return [...byLine].sort(([a], [b]) => a - b).map(([, enrichedText]) => enrichedText);
  };

  const comesOutAlike = async (logType: string, all: string) => {
    const lines = all.split('\n').filter((line) => line.trim() !== '');
    const rest = await byRest(logType, lines);
    expect(rest).toHaveLength(lines.length);
    expect(rest.every((line) => line.includes('"p_enrichment_status"'))).toBe(true);
    expect(await byBus(logType, lines)).toEqual(rest);
    expect(await byPipeline(logType, lines)).toEqual(rest);
  };

  it.each(OURS)('comes out alike: %s', async (logType) => {
    const file = new URL(`../samples/${logType}.ndjson`, import.meta.url);
    await comesOutAlike(logType, await readFile(file, 'utf8'));
  });

  const samples = process.env['MARGAY_SAMPLE_DATA'] ?? '';
  (existsSync(samples) ? it : it.skip).each([
    ['AWS.CloudTrail', 'aws-cloudtrail-s3-exfiltration.jsonl'],
    ['Apache.AccessCombined', 'web-access.jsonl.gz'],
  ])('comes out alike, all of %s in %s', async (logType, file) => {
    const source = createReadStream(join(samples, file));
    await comesOutAlike(
      logType,
      await text(file.endsWith('.gz') ? source.pipe(createGunzip()) : source),
    );
  });

  it('says how the pipeline stands, and names the lines that are no events', async () => {
    const answer = await send('pipeline/events?logType=GitHub.Audit', '{"a":1}\nno\n\n[]');
    expect(await answer.json()).toEqual({
      accepted: 1,
      known: 0,
      refused: 2,
      errors: [
        { line: 2, code: 'bad_request', message: 'Not valid JSON.' },
        { line: 4, code: 'bad_request', message: 'Not a JSON object.' },
      ],
    });
    const state = await fetch(`${platform.gatewayUrl}/enrichment/pipeline`, {
      headers: { 'X-API-Key': platform.administratorToken },
    });
    expect((await state.json()) as Json).toMatchObject({ parked: 0, logs: { inWork: 0 } });
  });
});
