import { execFile } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import pg from 'pg';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

type Json = Record<string, unknown>;

const EVENT = { sourceIPAddress: '8.8.8.8', eventName: 'GetObject', big: 1 };
const RUN = ['EnrichmentRun'];

describe('the whole platform', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform();
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  const send = (method: string, path: string, key: string, init: RequestInit = {}) =>
    fetch(`${platform.gatewayUrl}${path}`, {
      method,
      ...init,
      headers: { 'X-API-Key': key, ...init.headers },
    });
  const json = async (method: string, path: string, key: string, body?: object) => {
    const response = await send(method, path, key, {
      ...(body
        ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
        : {}),
    });
    const text = await response.text();
    return { response, status: response.status, body: (text ? JSON.parse(text) : {}) as Json };
  };
  const createToken = async (permissions: readonly string[], more: object = {}) => {
    const { body } = await json('POST', '/api-tokens', platform.administratorToken, {
      name: 'walk',
      permissions,
      ...more,
    });
    return { id: String(body['id']), value: String(body['value']) };
  };
  const ndjson = (logType: string, key: string, body: NonNullable<RequestInit['body']>) =>
    send('POST', `/enrichment/events?logType=${logType}`, key, {
      body,
      headers: { 'content-type': 'application/x-ndjson' },
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    } as RequestInit);
  const records = async () => {
    const { body } = await json('GET', '/audit-log?limit=500', platform.administratorToken);
    return body['results'] as Json[];
  };
  const metricOf = async (service: string, name: string): Promise<number> => {
    const response = await fetch(`${platform.installation.healthUrl(service)}/metrics`);
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };

  it('lets a new token in at once, and out the moment it is deleted', async () => {
    for (let i = 0; i < 10; i++) {
      const { id, value } = await createToken(['AlertRead']);
      expect((await json('GET', '/permissions', value)).status).toBe(200);
      await json('DELETE', `/api-tokens/${id}`, platform.administratorToken);
      await eventually(
        'it is refused',
        async () => (await json('GET', '/permissions', value)).status === 401,
      );
    }
  });

  it('asks neither the bus nor the database who is calling once it knows', async () => {
    const { value } = await createToken(['AlertRead']);
    await eventually('the cache is warm', async () => {
      const before = await metricOf(
        'gateway',
        'margay_gateway_authentications_total{from="tokens"',
      );
      await json('GET', '/permissions', value);
      return (
        (await metricOf('gateway', 'margay_gateway_authentications_total{from="tokens"')) === before
      );
    });
    const asked = 'margay_rpc_server_seconds_count{method="AuthenticateToken"';
    const before = await metricOf('tokens', asked);
    for (let i = 0; i < 50; i++)
      expect((await json('GET', '/permissions', value)).status).toBe(200);
    expect(await metricOf('tokens', asked)).toBe(before);
  });

  it('gives the same answers by JSON and by NDJSON', async () => {
    const { value } = await createToken(RUN);
    const events = Array.from({ length: 250 }, (_, n) => ({ ...EVENT, n }));
    const batch = await json('POST', '/enrichment/events', value, {
      logType: 'AWS.CloudTrail',
      events,
    });
    const stream = await ndjson(
      'AWS.CloudTrail',
      value,
      events.map((e) => JSON.stringify(e)).join('\n'),
    );
    const lines = (await stream.text()).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(batch.body['results']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...EVENT,
      p_enrichment: {
        asn: { sourceIPAddress: { asn: 15169, p_match: '8.8.8.8' } },
        country: { sourceIPAddress: { country_code: 'US' } },
      },
      p_enrichment_status: { asn: { sourceIPAddress: 'hit' } },
    });
  });

  it('names broken lines by number and enriches the rest, byte for byte', async () => {
    const { value } = await createToken(RUN);
    const good = '{"sourceIPAddress":"8.8.8.8","id":12345678901234567890}';
    const response = await ndjson('AWS.CloudTrail', value, `${good}\n{"broken\n[1]\n\n${good}`);
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of [lines[0], lines[3]]) expect(line?.startsWith(good.slice(0, -1))).toBe(true);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ line: 2, error: { code: 'bad_request' } });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ line: 3, error: { code: 'bad_request' } });
  });

  it('enriches an unknown log type by the addresses found, and says so', async () => {
    const { value } = await createToken(RUN);
    const { body } = await json('POST', '/enrichment/events', value, {
      logType: 'Our.Own',
      events: [{ deep: { inside: ['1.1.1.1', 'nothing'] } }],
    });
    expect((body['results'] as Json[])[0]).toMatchObject({
      p_any_ip_addresses: ['1.1.1.1'],
      p_enrichment: { asn: { p_any_ip_addresses: [{ asn: 13335 }] } },
      p_enrichment_status: {
        p_data_model: expect.stringContaining('unknown log type') as unknown as string,
      },
    });
  });

  it('streams any amount through little memory', async () => {
    const { value } = await createToken(RUN);
    const line = `${JSON.stringify({ ...EVENT, text: 'x'.repeat(900) })}\n`;
    const chunk = Buffer.from(line.repeat(60));
    const chunks = 1_500;
    const body = Readable.from(
      (function* () {
        for (let i = 0; i < chunks; i++) yield chunk;
      })(),
    );
    const response = await ndjson('AWS.CloudTrail', value, Readable.toWeb(body) as ReadableStream);
    let lines = 0;
    let bytes = 0;
    let most = 0;
    for await (const part of response.body ?? []) {
      bytes += part.length;
      for (const byte of part) if (byte === 10) lines++;
      if (bytes > most + 20_000_000) {
        most = bytes;
        // Ninety megabytes pass; a gateway that held them would be far beyond this.
        expect(await metricOf('gateway', 'process_resident_memory_bytes')).toBeLessThan(
          400_000_000,
        );
      }
    }
    expect(lines).toBe(chunks * 60);
  });

  it('records every attempt once, under the id that the answer carried', async () => {
    const { value, id } = await createToken(['AlertRead']);
    const made = await Promise.all([
      json('GET', '/api-tokens', value),
      json('GET', '/audit-log', value),
      json('DELETE', '/api-tokens/other', value),
      json('GET', '/api-tokens', 'mgy_nonsense'),
      json('POST', '/api-tokens', platform.administratorToken, { name: '', permissions: ['x'] }),
      json('GET', '/api-tokens', platform.administratorToken),
      json('DELETE', `/api-tokens/${id}`, platform.administratorToken),
    ]);
    const ids = made.map(({ response }) => String(response.headers.get('x-request-id')));
    const results = await eventually('all are recorded', async () => {
      const known = await records();
      const found = ids.map((one) => known.filter(({ requestId }) => requestId === one));
      return found.every(({ length }) => length > 0) && found;
    });
    expect(results.map(({ length }) => length)).toEqual(ids.map(() => 1));
    expect(results.map(([one]) => one?.['actionResult'])).toEqual([
      'FAILED',
      'FAILED',
      'FAILED',
      'FAILED',
      'FAILED',
      'SUCCEEDED',
      'SUCCEEDED',
    ]);
  });

  it('registers a role, says what makes it, finds what is wrong with another, and records it all', async () => {
    const key = platform.administratorToken;
    const arn = 'arn:aws:iam::444455556666:role/walk';
    const secret = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:walk-AbCdEf';
    const proposal = { arn, purpose: 'a walk', environment: 'detection', secrets: [secret] };
    const { status, body } = await json('POST', '/iam-roles', key, proposal);
    expect([status, body['status']]).toEqual([200, 'proposed']);
    expect((await json('POST', '/iam-roles', key, proposal)).status).toBe(409);
    const path = `/iam-roles/${String(body['id'])}`;

    const { body: templates } = await json('GET', `${path}/templates`, key);
    const trustPolicy = String(templates['trustPolicy']);
    expect(trustPolicy).toContain(body['externalId']);
    const review = async (text: string) =>
      (await json('POST', `${path}/review`, key, { trustPolicy: text })).body['passed'];
    expect(await review(trustPolicy)).toBe(true);
    expect(await review(trustPolicy.replace('StringEquals', 'StringEqualsIfExists'))).toBe(false);

    await json('POST', `${path}/revoke`, key, { reason: 'the walk is over' });
    expect((await json('POST', '/iam-roles', key, proposal)).status).toBe(200);
    const ours = await eventually('it is recorded', async () => {
      const known = (await records()).filter((record) => JSON.stringify(record).includes(arn));
      return known.length >= 4 && known;
    });
    const actions = ours.map((record) => `${record['actionName']} ${record['actionResult']}`);
    // Events and attempts come by different ways, so not always in the same order.
    expect(actions.sort()).toEqual([
      'CREATE_IAM_ROLE FAILED',
      'CREATE_IAM_ROLE SUCCEEDED',
      'CREATE_IAM_ROLE SUCCEEDED',
      'REVOKE_IAM_ROLE SUCCEEDED',
    ]);
    expect(JSON.stringify(ours)).not.toContain(body['externalId']);
  });

  it('keeps values out of the database, of every stream, log and metric', async () => {
    const { value } = await createToken(RUN);
    await json('GET', '/permissions', value);
    await json('GET', `/api-tokens/${value}`, platform.administratorToken);
    await json('POST', '/api-tokens', value, { name: value, permissions: [value] });
    await json('POST', '/api-tokens', platform.administratorToken, {
      name: 'x',
      permissions: [value],
    });
    // A value that was derived, and one that is reported with itself as where it was found.
    const again = { 'content-type': 'application/json', 'Idempotency-Key': value };
    const body = JSON.stringify({ name: 'again', permissions: RUN });
    const derived = await Promise.all(
      [1, 2].map(async () => {
        const answer = await send('POST', '/api-tokens', platform.administratorToken, {
          headers: again,
          body,
        });
        return ((await answer.json()) as { value?: string }).value ?? '';
      }),
    );
    const canaries = [value, ...derived.filter((each) => each !== '')];
    expect(new Set(canaries).size).toBe(2);
    await json('POST', '/api-tokens/leaks', '', { values: canaries, source: value });
    await eventually(
      'it is stopped',
      async () => (await json('GET', '/permissions', value)).status === 401,
    );
    await eventually('it is recorded', async () =>
      (await records()).some(({ actionName }) => actionName === 'GET_API_TOKEN'),
    );
    const haystacks: Record<string, string> = {};
    const { places, databaseUrl, jetStreamStore, services } = platform.installation;
    for (const { name } of services) {
      haystacks[`log of ${name}`] = await readFile(places.log(name), 'utf8');
      const metrics = await fetch(`${platform.installation.healthUrl(name)}/metrics`);
      haystacks[`metrics of ${name}`] = await metrics.text();
    }
    for (const file of await readdir(jetStreamStore(), { recursive: true, withFileTypes: true }))
      if (file.isFile())
        haystacks[`JetStream ${file.name}`] = await readFile(
          join(file.parentPath, file.name),
          'latin1',
        );
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ all: string | null }>(
        `SELECT string_agg(t::text, '') AS all FROM ${name} t`,
      );
      haystacks[name] = rows[0]?.all ?? '';
    }
    await client.end();
    const found = Object.entries(haystacks).filter(([, text]) =>
      canaries.some((canary) => text.includes(canary)),
    );
    expect(found.map(([where]) => where)).toEqual([]);
    expect(Object.keys(haystacks).length).toBeGreaterThan(15);
  });

  it('asks the bus for nothing that its logins may not', async () => {
    await ndjson('AWS.CloudTrail', platform.administratorToken, JSON.stringify(EVENT));
    const log = await readFile(platform.installation.places.log('nats'), 'utf8');
    expect(log).not.toBe('');
    expect(log).not.toMatch(/Permissions Violation/);
  });

  it('is told in its own words what is wrong with its environment', async () => {
    const main = new URL('../../../services/tokens/dist/main.js', import.meta.url).pathname;
    const run = promisify(execFile)(process.execPath, [main], { env: { TOKEN_PEPPERS: 'leaky' } });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^The environment is not usable:\n {2}DATABASE_URL: /,
      ) as unknown as string,
    });
    await expect(run).rejects.not.toMatchObject({
      stderr: expect.stringContaining('leaky') as unknown as string,
    });
  });

  const samples = process.env['MARGAY_SAMPLE_DATA'] ?? '';
  const withSamples = existsSync(samples) ? it : it.skip;

  withSamples('enriches sample logs to the last line', async () => {
    const { value } = await createToken(RUN);
    for (const [file, logType, count] of [
      ['aws-cloudtrail-s3-exfiltration.jsonl', 'AWS.CloudTrail', 103],
      ['web-access.jsonl.gz', 'Apache.AccessCombined', 9_999],
    ] as const) {
      const source = createReadStream(join(samples, file));
      const body = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
      const response = await ndjson(logType, value, Readable.toWeb(body) as ReadableStream);
      const lines = (await response.text()).trimEnd().split('\n');
      const events = lines.map((line) => JSON.parse(line) as Json);
      expect(events.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(events.length).toBeGreaterThanOrEqual(count);
      expect(events.every(({ p_enrichment_status }) => p_enrichment_status !== undefined)).toBe(
        true,
      );
    }
  });
});
