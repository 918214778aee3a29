import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { CHECKOUT } from '../src/checkout.js';
import { guard } from '../src/guardian.js';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

const MARGAY = join(CHECKOUT, 'services/cli/bin/margay.mjs');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('margay, the command line', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;
  let directory: string;

  beforeAll(async () => {
    temporary = await startTemporaryPlatform();
    ({ platform } = temporary);
    // A checkout as its user sees it, with the state of this platform.
    directory = await mkdtemp(join(tmpdir(), 'margay-cli-'));
    await symlink(join(CHECKOUT, 'infra'), join(directory, 'infra'));
    await symlink(join(CHECKOUT, 'node_modules'), join(directory, 'node_modules'));
    await symlink(platform.installation.stateDirectory, join(directory, '.margay'));
  });
  afterAll(async () => {
    await temporary.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: directory,
    XDG_CONFIG_HOME: join(directory, 'config'),
    MARGAY_URL: platform.gatewayUrl,
    MARGAY_TOKEN: platform.administratorToken,
    ...more,
  });
  const start = (args: readonly string[], env = environment()): ChildProcess => {
    const child = spawn(process.execPath, [MARGAY, ...args], { cwd: directory, env });
    guard.process(child.pid ?? 0, 'SIGKILL');
    child.once('exit', () => guard.gone(child.pid ?? 0));
    return child;
  };
  const run = async (
    args: readonly string[],
    { input = '', env = environment() } = {},
  ): Promise<Ended> => {
    const child = start(args, env);
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin?.end(input);
    await once(child, 'close');
    return { code: child.exitCode, out, err };
  };
  const answer = async <T>(...args: string[]): Promise<T> => {
    const { code, out, err } = await run(['--json', ...args]);
    expect({ code, err }).toMatchObject({ code: 0 });
    return JSON.parse(out) as T;
  };

  it('walks through the platform by the commands of the README, word for word', async () => {
    const readme = await readFile(join(CHECKOUT, 'README.md'), 'utf8');
    const walk = [...readme.matchAll(/```sh\n([^]*?)```/g)]
      .map(([, block = '']) => block)
      .find((block) => block.includes('margay login'));
    expect(walk).toContain('127.0.0.1:8080');
    // Where it runs is all that differs.
    const here = (walk ?? '').replaceAll('http://127.0.0.1:8080', platform.gatewayUrl);
    const env = environment({ MARGAY_URL: '', MARGAY_TOKEN: '' });
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], {
      cwd: directory,
      env,
      timeout: 120_000,
    });
    expect(stdout).toMatch(/value +mgy_/);
    expect(stdout).toContain('arn:aws:iam::123456789012:role/margay-virustotal');
    expect(stdout).toMatch(/HOP +FROM +TO/);
    expect(stdout).toContain('CREATE_API_TOKEN');
    expect(stdout).toContain('Untouched.');
    const enriched = await readFile(join(directory, 'enriched.ndjson'), 'utf8');
    expect(enriched).toContain('p_enrichment');
    const kept = await readFile(join(directory, 'config/margay/profiles.json'), 'utf8');
    expect(kept).toContain(platform.gatewayUrl);
  });

  it('finds what is tampered with in an export, without a gateway', async () => {
    const [exported, key] = [join(directory, 'tampered'), join(directory, 'key.pem')];
    expect(await run(['audit', 'export', exported])).toMatchObject({ code: 0 });
    expect(await run(['audit', 'keys', '--save', key])).toMatchObject({ code: 0 });
    const file = join(exported, 'records.ndjson');
    const records = await readFile(file, 'utf8');
    await writeFile(file, records.replace('"SUCCEEDED"', '"FAILED"'));
    const env = environment({ MARGAY_URL: '', MARGAY_TOKEN: '', XDG_CONFIG_HOME: '/nowhere' });
    const { code, out } = await run(['audit', 'verify', exported, key], { env });
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('TAMPERED') });
    await writeFile(file, records);
    expect(await run(['audit', 'verify', exported, key], { env })).toMatchObject({ code: 0 });
    const late = ['audit', 'verify', exported, key, '--not-before', '2999-01-01T00:00:00Z'];
    expect(await run(late, { env })).toMatchObject({ code: 1 });
  });

  it('answers programs in JSON, and never says a token that it was given', async () => {
    const made = await answer<{ id: string; value: string }>(
      ...['tokens', 'create', '--name', 'json', '--permissions', 'AlertRead,RuleRead'],
    );
    const got = await answer<{ permissions: string[] }>('tokens', 'get', made.id);
    expect(got.permissions.sort()).toEqual(['AlertRead', 'RuleRead']);
    const { out, err } = await run(['tokens', 'list', '--all'], { env: environment() });
    expect(out + err).not.toContain(platform.administratorToken);
    expect(out).toContain(made.id);
  });

  it('enriches lines that come through a pipe, and says which were refused', async () => {
    const input = '{"sourceIPAddress":"8.8.8.8"}\nnot json\n{"sourceIPAddress":"1.1.1.1"}\n';
    const { code, out, err } = await run(['enrich', '-', '--log-type', 'AWS.CloudTrail'], {
      input,
    });
    expect(out.trim().split('\n')).toHaveLength(3);
    expect(code).toBe(1);
    expect(err).toContain('line 2:');
    expect(err).toContain('3 events, 1 of them refused.');
    // Nobody watches: no bar, no colours.
    expect(out + err).not.toMatch(/\u001b/);
  });

  it('tells a shell what happened', async () => {
    const few = await answer<{ value: string }>(
      ...['tokens', 'create', '--name', 'few', '--permissions', 'AlertRead'],
    );
    const wrong = environment({ MARGAY_TOKEN: 'mgy_wrong' });
    const narrow = environment({ MARGAY_TOKEN: few.value });
    const away = environment({ MARGAY_URL: 'http://127.0.0.1:9' });
    const nobody = environment({ MARGAY_URL: '', MARGAY_TOKEN: '', XDG_CONFIG_HOME: '/nowhere' });
    const cases: [readonly string[], NodeJS.ProcessEnv, number, RegExp][] = [
      [['tokens', 'list'], wrong, 3, /unauthorized/],
      [['tokens', 'list'], narrow, 3, /forbidden/],
      [['tokens', 'get', 'nobody'], environment(), 4, /not_found/],
      [['tokens', 'create', '--name', 'x'], environment(), 2, /permissions: /],
      [['tokens', 'list', '--limit', 'many'], environment(), 2, /limit/],
      [['tokens', 'list', '--nonsense'], environment(), 2, /unknown option/],
      [['nonsense'], environment(), 2, /unknown command/],
      [['tokens', 'list'], away, 5, /127\.0\.0\.1:9/],
      [['tokens', 'list'], nobody, 2, /margay login/],
      [['enrich', 'no-such-file', '--log-type', 'X'], environment(), 1, /no-such-file/],
    ];
    for (const [args, env, code, said] of cases) {
      const ended = await run(args, { env });
      expect({ args, ...ended }).toMatchObject({ args, code, out: '' });
      expect(ended.err).toMatch(said);
      expect(ended.err).not.toMatch(/\n +at /);
    }
  }, 120_000);

  it('follows the audit log until it is told to stop', async () => {
    const child = start(['--json', 'audit', 'tail', '--action', 'CREATE_API_TOKEN']);
    const lines: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n')));
    await eventually('a record was shown', async () => {
      await run(['tokens', 'create', '--name', 'seen', '--permissions', 'AlertRead']);
      return lines.some((line) => line.includes('"CREATE_API_TOKEN"'));
    });
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(child.exitCode).toBe(130);
    const [first = ''] = lines;
    expect(JSON.parse(first)).toMatchObject({ actionName: 'CREATE_API_TOKEN' });
  });

  it('stops quietly when nobody reads on', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      ['-c', `"${process.execPath}" "${MARGAY}" tokens permissions | head -1`],
      { env: environment() },
    );
    expect({ lines: stdout.trim().split('\n').length, stderr }).toEqual({ lines: 1, stderr: '' });
  });

  it('looks at everything with the doctor', async () => {
    const { code, out, err } = await run(['--json', 'doctor']);
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { check: string; is: string });
    expect(findings.length).toBeGreaterThanOrEqual(15);
    expect(findings.filter(({ is }) => is === 'failure' || is === 'skipped')).toEqual([]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const wrong = await run(['doctor'], { env: environment({ MARGAY_TOKEN: 'mgy_wrong' }) });
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('margay login') });
  });
});
