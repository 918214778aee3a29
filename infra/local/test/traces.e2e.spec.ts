import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** A collector as OpenTelemetry describes it: OTLP over HTTP, in JSON. */
function collector() {
  const spans: Span[] = [];
  const texts: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const isZipped = request.headers['content-encoding'] === 'gzip';
      const text = (isZipped ? gunzipSync(body) : body).toString();
      texts.push(text);
      const { resourceSpans } = JSON.parse(text) as {
        resourceSpans: {
          resource: { attributes: { key: string; value: { stringValue?: string } }[] };
          scopeSpans: { spans: Omit<Span, 'service'>[] }[];
        }[];
      };
      for (const { resource, scopeSpans } of resourceSpans) {
        const service =
          resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        for (const scope of scopeSpans)
          spans.push(...scope.spans.map((span) => ({ ...span, service })));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  return {
    spans,
    texts,
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('a request', () => {
  const told = collector();
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    await told.listen();
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: told.url };
    temporary = await startTemporaryPlatform({ env });
    ({ platform } = temporary);
  }, 120_000);
  afterAll(async () => {
    await temporary.stop();
    await told.close();
  });

  const create = async (name: string, traceparent?: string) => {
    const response = await fetch(`${platform.gatewayUrl}/api-tokens`, {
      method: 'POST',
      headers: {
        'X-API-Key': platform.administratorToken,
        'content-type': 'application/json',
        ...(traceparent ? { traceparent } : {}),
      },
      body: JSON.stringify({ name, permissions: ['AlertRead'] }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { value: string };
  };
  const PATH = [
    ['gateway', 'POST /api-tokens'],
    ['gateway', 'tokens/CreateToken'],
    ['tokens', 'CreateToken'],
    ['tokens', 'append tokens'],
    ['tokens', 'publish TokenCreated'],
    ['audit', 'consume TokenCreated'],
  ] as const;
  const spansOf = (traceId: string) =>
    eventually('the whole way is told', () => {
      const spans = told.spans.filter((span) => span.traceId === traceId);
      const has = ([service, name]: readonly [string, string]) =>
        spans.some((span) => span.service === service && span.name === name);
      return PATH.every(has) && spans;
    });

  it('is one trace from REST over bus, log and relay to the consumer, below the one of its client', async () => {
    const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
    const { value } = await create('traced secretly', `00-${traceId}-${spanId}-01`);
    const spans = await spansOf(traceId);
    const known = new Set([spanId, ...spans.map((span) => span.spanId)]);
    for (const { parentSpanId } of spans) expect(known).toContain(parentSpanId);
    const text = told.texts.join('\n');
    for (const secret of [value, platform.administratorToken, 'traced secretly'])
      expect(text).not.toContain(secret);
  });

  it('begins a trace where its client began none', async () => {
    const before = new Set(told.spans.map(({ traceId }) => traceId));
    await create('without a trace');
    const root = await eventually('a trace was begun', () =>
      told.spans.find(({ name, traceId }) => name === 'POST /api-tokens' && !before.has(traceId)),
    );
    expect(root.parentSpanId ?? '').toBe('');
    await spansOf(root.traceId);
  });

  it('is told of to nobody if its client says so', async () => {
    const traceId = randomBytes(16).toString('hex');
    await create('not sampled', `00-${traceId}-${randomBytes(8).toString('hex')}-00`);
    const after = randomBytes(16).toString('hex');
    await create('sampled', `00-${after}-${randomBytes(8).toString('hex')}-01`);
    await spansOf(after);
    expect(told.spans.filter((span) => span.traceId === traceId)).toEqual([]);
  });
});
