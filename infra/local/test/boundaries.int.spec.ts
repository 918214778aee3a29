import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./lint-violations.mjs', import.meta.url));
const run = promisify(execFile);

const ENV = { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' };

describe('the linter bites at', () => {
  let broken: Record<string, string[]> = {};

  beforeAll(async () => {
    // Without a project graph the boundary rule says nothing at all, and fails nothing.
    await run(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], {
      cwd: ROOT,
      env: ENV,
    });
    const { stdout } = await run(process.execPath, [SCRIPT, ROOT], { cwd: ROOT, env: ENV });
    broken = JSON.parse(stdout) as Record<string, string[]>;
  }, 120_000);

  it.each([
    ['a decider that knows Nest', 'no-restricted-imports'],
    ['a decider that waits', 'no-restricted-syntax'],
    ['a decider that looks at the clock', 'no-restricted-syntax'],
    ['a service that speaks to NATS itself', '@nx/enforce-module-boundaries'],
    ['a service that speaks to PostgreSQL itself', '@nx/enforce-module-boundaries'],
    ['a service that reaches into another', '@nx/enforce-module-boundaries'],
    ['a service that uses the kits of specs', '@typescript-eslint/no-restricted-imports'],
    ['a gateway that holds data', '@typescript-eslint/no-restricted-imports'],
    ['a library that knows more than it may', '@nx/enforce-module-boundaries'],
    ['doing that knows its door', 'no-restricted-imports'],
    ['a promise that nobody waits for', '@typescript-eslint/no-floating-promises'],
    ['a switch that forgets a case', '@typescript-eslint/switch-exhaustiveness-check'],
  ])('%s', (what, rule) => {
    expect(broken[what]).toContain(rule);
  });

  it('nothing else', () => expect(broken['nothing wrong']).toEqual([]));
});
