import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const README = new URL('../../../services/audit/README.md', import.meta.url);

interface Record {
  readonly sequence: number;
  readonly requestId: string;
  readonly actionName: string;
  readonly actionDetails: { readonly changed?: boolean };
  readonly targets: readonly { readonly id: string }[];
}

describe('the audit log over REST', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform();
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  const send = (method: string, path: string, body?: object, headers: object = {}) =>
    fetch(`${platform.gatewayUrl}${path}`, {
      method,
      headers: {
        'X-API-Key': platform.administratorToken,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const recordsOf = async (requestId: string) => {
    const response = await send('GET', `/audit-log?requestId=${requestId}`);
    return ((await response.json()) as { results: Record[] }).results;
  };
  const create = async () => {
    const response = await send('POST', '/api-tokens', { name: 'a', permissions: ['AlertRead'] });
    const { id } = (await response.json()) as { id: string };
    return { id, requestId: response.headers.get('x-request-id') ?? '' };
  };
  /** The shell commands of a README that hold a text. */
  const commandsWith = async (text: string) => {
    const blocks = [...(await readFile(README, 'utf8')).matchAll(/```(?:sh|js)\n([^]*?)```/g)];
    const found = blocks.map(([, block]) => block ?? '').find((block) => block.includes(text));
    if (found === undefined) throw new Error(`The README has no commands with ${text}.`);
    return found;
  };
  const shell = { cwd: ROOT, timeout: 60_000 } as const;
  const environment = () => ({
    ...process.env,
    key: platform.administratorToken,
    gateway: platform.gatewayUrl,
  });

  it('has one record of each request, of one that changed nothing as well', async () => {
    const { id, requestId } = await create();
    const twice = [
      await send('POST', `/api-tokens/${id}/disable`, { reason: 'x' }),
      await send('POST', `/api-tokens/${id}/disable`, { reason: 'x' }),
    ].map(({ headers }) => headers.get('x-request-id') ?? '');
    const found = await eventually('each has its record', async () => {
      const all = await Promise.all([requestId, ...twice].map(recordsOf));
      return all.every(({ length }) => length > 0) && all;
    });
    expect(found.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(found[1]?.[0]?.actionDetails).not.toHaveProperty('changed');
    expect(found[2]?.[0]?.actionDetails).toEqual({ changed: false });
  });

  it('has one record of a bulk action and one of each item, and none of a dry run', async () => {
    const made = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const body = { name: `bulk ${name}`, permissions: ['AlertRead'] };
        return (await (await send('POST', '/api-tokens', body)).json()) as { id: string };
      }),
    );
    const revoke = async (dryRun: boolean) => {
      const body = { name: 'bulk *', reason: 'An incident.', dryRun };
      const response = await send('POST', '/api-tokens/revoke', body);
      const { results } = (await response.json()) as { results: object[] };
      expect([response.status, results.length]).toEqual([200, 3]);
      return response.headers.get('x-request-id') ?? '';
    };
    const tried = await revoke(true);
    const done = await revoke(false);
    const [ofTried, ofDone] = await eventually('all are recorded', async () => {
      const all = await Promise.all([tried, done].map(recordsOf));
      return all[0]!.length === 1 && all[1]!.length === 4 && all;
    });
    expect(ofTried?.[0]).toMatchObject({
      actionName: 'REVOKE_API_TOKENS',
      actionDetails: { changed: false },
    });
    const names = ofDone?.map(({ actionName }) => actionName).sort();
    expect(names).toEqual([
      ...Array.from({ length: 3 }, () => 'DELETE_API_TOKEN'),
      'REVOKE_API_TOKENS',
    ]);
    const ids = ofDone?.flatMap(({ targets }) => targets.map(({ id }) => id)).sort();
    expect(ids).toEqual(made.map(({ id }) => id).sort());
  });

  it('is exported and verified with the commands of the README', async () => {
    for (let i = 0; i < 5; i++) await create();
    const directory = await mkdtemp(join(tmpdir(), 'margay-verify-'));
    const keys = (await (await send('GET', '/audit-log/keys')).json()) as {
      results: { publicKey: string }[];
    };
    await writeFile(join(directory, 'margay-audit.pem'), keys.results[0]?.publicKey ?? '');
    const commands = (await commandsWith('audit verify')).replace(
      'margay-audit.pem',
      join(directory, 'margay-audit.pem'),
    );
    const { stdout } = await promisify(execFile)('bash', ['-euc', commands], {
      ...shell,
      env: environment(),
    });
    expect(stdout).toContain('Untouched.');
    await rm(directory, { recursive: true });
  });

  it('is followed with the curl of the README, and goes on where it broke off', async () => {
    const commands = await commandsWith('/audit-log/stream');
    const { requestId } = await create();
    const [before] = await eventually('it is recorded', async () => {
      const found = await recordsOf(requestId);
      return found.length > 0 && found;
    });
    // As another program would be: killed, and started again behind what it had.
    const followed = async (after: number, until: (ids: readonly number[]) => boolean) => {
      const curl = spawn('bash', ['-euc', `exec ${commands.trim()}`], {
        cwd: ROOT,
        env: { ...environment(), last: String(after) },
      });
      let text = '';
      curl.stdout.on('data', (data: Buffer) => (text += data.toString()));
      const ids = () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
      try {
        await eventually('it arrives', () => until(ids()));
      } finally {
        curl.kill('SIGKILL');
      }
      return ids();
    };
    const start = before?.sequence ?? 0;
    const first = create();
    const one = await followed(start, (ids) => ids.length > 0);
    await first;
    for (let i = 0; i < 5; i++) await create();
    const two = await followed(one.at(-1) ?? 0, (ids) => ids.length >= 5);
    const all = [...one, ...two];
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => start + 1 + index));
  });

  it('repeats nothing and leaves nothing out when the service is killed while it is followed', async () => {
    const commands = await commandsWith('/audit-log/stream');
    const { requestId } = await create();
    const [before] = await eventually('it is recorded', async () => {
      const found = await recordsOf(requestId);
      return found.length > 0 && found;
    });
    const start = before?.sequence ?? 0;
    const curl = spawn('bash', ['-euc', `exec ${commands.trim()}`], {
      cwd: ROOT,
      env: { ...environment(), last: String(start) },
    });
    let text = '';
    curl.stdout.on('data', (data: Buffer) => (text += data.toString()));
    const ids = () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    try {
      for (let i = 0; i < 5; i++) await create();
      await eventually('the first have arrived', () => ids().length >= 3);
      const { pid } = platform.process('audit');
      process.kill(pid ?? 0, 'SIGKILL');
      for (let i = 0; i < 5; i++) await create();
      await eventually('it is restarted', () => {
        const now = platform.process('audit').pid;
        return now !== undefined && now !== pid;
      });
      await eventually('the rest has arrived', () => ids().length >= 10, 60_000);
    } finally {
      curl.kill('SIGKILL');
    }
    expect(ids()).toEqual(Array.from({ length: ids().length }, (_, index) => start + 1 + index));
  }, 120_000);

  it('is read from the bus with the subscriber of the README, while it and the service are killed', async () => {
    const program = await commandsWith('AUDIT_RECORDS');
    const directory = await mkdtemp(join(tmpdir(), 'margay-subscriber-'));
    const file = join(directory, 'records.ndjson');
    const subscribe = () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], {
        cwd: ROOT,
        env: {
          ...process.env,
          NATS_URL: platform.natsUrl,
          NATS_NKEY_SEED: platform.busSeedOf('records'),
          RECORDS: file,
        },
        stdio: 'ignore',
      });
    const sequences = async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return [...text.matchAll(/^.+$/gm)].map(([line]) => (JSON.parse(line) as Record).sequence);
    };
    let subscriber = subscribe();
    try {
      await create();
      await eventually('the first have arrived', async () => (await sequences()).length > 0);
      const { pid } = platform.process('audit');
      process.kill(pid ?? 0, 'SIGKILL');
      for (let i = 0; i < 5; i++) await create();
      await eventually('it is restarted', () => {
        const now = platform.process('audit').pid;
        return now !== undefined && now !== pid;
      });
      subscriber.kill('SIGKILL');
      const { requestId } = await create();
      subscriber = subscribe();
      const [newest] = await eventually(
        'it is recorded',
        async () => {
          const found = await recordsOf(requestId).catch(() => []);
          return found.length > 0 && found;
        },
        60_000,
      );
      await eventually(
        'the rest has arrived',
        async () => (await sequences()).includes(newest?.sequence ?? 0),
        60_000,
      );
      const all = await sequences();
      expect(all).toEqual(Array.from({ length: all.length }, (_, index) => 1 + index));
    } finally {
      subscriber.kill('SIGKILL');
      await rm(directory, { recursive: true });
    }
  }, 150_000);

  it('ends a stream when its key stops working', async () => {
    const made = await send('POST', '/api-tokens', { name: 's', permissions: ['AuditLogRead'] });
    const { id, value } = (await made.json()) as { id: string; value: string };
    const stream = await send('GET', '/audit-log/stream', undefined, { 'X-API-Key': value });
    expect(stream.status).toBe(200);
    await send('DELETE', `/api-tokens/${id}`);
    await expect(stream.text()).resolves.toContain(': following');
  });
});
