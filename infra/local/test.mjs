#!/usr/bin/env node
// Behind `npm test`: everything that says whether the project is well, against servers of its own.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeProblem, prepare } from './prepare.mjs';
import { StepFailed, Steps } from './steps.mjs';
import { CHECKOUT, mustRun, run, toolScript } from './tools.mjs';

const HELP = `Runs every check and test of the project, against its own PostgreSQL and nats-server.

  npm test [-- ARGUMENTS FOR JEST]

For example: npm test -- services/tokens
Faster, while working:
  npm run check                     everything that needs no servers
  npm run test:unit -- PATTERN      unit specs
  npm run test:int -- PATTERN       specs with servers (build first: npm run build)
  npm run test:e2e -- PATTERN       the whole platform`;

const MINUTE = 60_000;
const CHECK_MS = 5 * MINUTE;
const JEST_MS = 20 * MINUTE;

const fail = (message, code) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

const problem = nodeProblem();
if (problem) fail(problem, 1);
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => interrupted.abort(new Error('interrupted')));
}
const { signal } = interrupted;

const steps = new Steps();
const outcomes = [];
const started = Date.now();

/** Runs one part; what comes after it runs even if it fails. */
const part = async (title, work) => {
  signal.throwIfAborted();
  const from = Date.now();
  let counts;
  try {
    counts = (await work()) ?? { passed: 0, failed: 0 };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StepFailed)) steps.write(String(error?.stack ?? error));
    counts = { passed: 0, failed: 1 };
  }
  outcomes.push({ title, ...counts, ms: Date.now() - from });
};

const { FORCE_COLOR: _, ...coloured } = process.env;
const uncoloured = { ...coloured, NO_COLOR: '1' };

const check = (title, hint, script, scriptArgs, env = {}) =>
  part(title, () =>
    steps.step(title, { deadlineMs: CHECK_MS, signal, hint }, async (tools) => {
      await mustRun(process.execPath, [script, ...scriptArgs], {
        signal: tools.signal,
        env: { ...uncoloured, ...env },
      });
    }),
  );

const countsIn = (file, code) => {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  // Jest can fail without a failed test: a setup that threw, for example.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
};

/** Jest shows its own progress. */
const jest = (title, project, ...more) =>
  part(title, async () => {
    const file = join(CHECKOUT, '.margay/test-results', `${project}.json`);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    process.stdout.write(`\n${title}\n`);
    const late = AbortSignal.timeout(JEST_MS);
    const { code } = await run(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--no-warnings=ExperimentalWarning',
        toolScript('jest'),
        '--selectProjects',
        project,
        '--passWithNoTests',
        '--json',
        `--outputFile=${file}`,
        ...more,
        ...args,
      ],
      { signal: AbortSignal.any([signal, late]), show: true },
    );
    if (late.aborted) process.stdout.write(`${title}: stopped after ${JEST_MS / MINUTE} minutes\n`);
    return countsIn(file, code);
  });

/** One PostgreSQL and one nats-server for both kinds of specs that need them. */
const withServers = async (work) => {
  const given = { ...process.env };
  const { default: setUp } = await import('./test-servers.setup.mjs');
  const { default: tearDown } = await import('./test-servers.teardown.mjs');
  let up = false;
  await part('servers', () =>
    steps.step('servers', { deadlineMs: 8 * MINUTE, signal }, async () => {
      await setUp();
      up = true;
    }),
  );
  try {
    if (up) await work();
  } finally {
    await tearDown();
    for (const name of ['TEST_DATABASE_URL', 'TEST_NATS_URL']) {
      if (given[name] === undefined) delete process.env[name];
    }
  }
};

const summary = () => {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(9);
  const line = (title, passed, failed, ms) =>
    `${title.padEnd(20)}${String(passed).padStart(8)}${String(failed).padStart(8)}  ${seconds(ms)}`;
  const rows = outcomes.map(({ title, passed, failed, ms }) => line(title, passed, failed, ms));
  const head = `${'step'.padEnd(20)}${'passed'.padStart(8)}${'failed'.padStart(8)}  ${'time'.padStart(9)}`;
  const rule = '─'.repeat(head.length);
  const all = line('all', sum('passed'), sum('failed'), Date.now() - started);
  process.stdout.write(`\n${[head, rule, ...rows, rule, all].join('\n')}\n\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
};

const everything = async () => {
  await prepare(steps, signal);
  await check('format', 'Format it: npm run format', toolScript('prettier'), [
    '--check',
    '--log-level',
    'warn',
    '.',
  ]);
  await check(
    'lint',
    'See it whole: npm run lint',
    toolScript('nx'),
    ['run-many', '-t', 'lint', '--output-style=static'],
    { NX_DAEMON: 'false', NX_TUI: 'false' },
  );
  await check('types', undefined, toolScript('typescript', 'tsc'), [
    '--noEmit',
    '--pretty',
    'false',
    '-p',
    'tsconfig.json',
  ]);
  await check('contracts', undefined, join(CHECKOUT, 'infra/local/check-proto.mjs'), []);
  await jest('unit specs', 'unit');
  await withServers(async () => {
    await jest('integration specs', 'int');
    await jest('end-to-end specs', 'e2e', '--runInBand');
  });
};

try {
  await everything();
  process.exitCode = summary();
} catch (error) {
  if (signal.aborted) process.exit(130);
  if (!(error instanceof StepFailed)) process.stderr.write(`${error?.stack ?? error}\n`);
  // Nothing can be tested that is not installed or built.
  outcomes.push({ title: 'preparation', passed: 0, failed: 1, ms: Date.now() - started });
  process.exitCode = summary();
}
