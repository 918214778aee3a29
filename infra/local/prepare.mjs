// Brings a checkout to where the compiled launcher can take over: Node, dependencies, build. Each does nothing
// when there is nothing to do.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECKOUT, excerpt, mustRun, run, toolScript } from './tools.mjs';

const NODE_AT_LEAST = [20, 19];
const INSTALL_MS = 15 * 60_000;
const BUILD_MS = 10 * 60_000;

const at = (...parts) => join(CHECKOUT, ...parts);
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const readOrEmpty = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** undefined, or what is wrong with this Node. */
export const nodeProblem = (version = process.versions.node) => {
  const [major, minor] = version.split('.').map(Number);
  const [needMajor, needMinor] = NODE_AT_LEAST;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return undefined;
  return (
    `Margay needs Node ${NODE_AT_LEAST.join('.')} or later; this is ${version} (${process.execPath}).\n` +
    'Install a current one from https://nodejs.org, or with a version manager: nvm install'
  );
};

/** Whether npm's own record of what it installed agrees with the lock file. */
export const lockMatches = (lock, installed) =>
  Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const got = installed.packages?.[path];
    if (!got) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
    return wanted.link ? Boolean(got.link) : got.version === wanted.version;
  });

const STAMP = at('node_modules/.margay-lock');

const isInstalled = () => {
  const lock = readFileSync(at('package-lock.json'), 'utf8');
  if (readOrEmpty(STAMP) === sha256(lock)) return true;
  const record = readOrEmpty(at('node_modules/.package-lock.json'));
  if (record === '' || !lockMatches(JSON.parse(lock), JSON.parse(record))) return false;
  writeFileSync(STAMP, sha256(lock));
  return true;
};

const install = async (steps, signal) => {
  if (isInstalled()) return;
  await steps.step(
    'dependencies',
    {
      deadlineMs: INSTALL_MS,
      signal,
      hint: 'Is the npm registry reachable? Try by hand: npm ci',
    },
    async ({ signal: stop, note }) => {
      const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
      const { code, output } = await run('npm', ['ci', ...flags], { signal: stop });
      if (code !== 0) {
        // A registry that lacks packages for other machines makes npm ci refuse; npm install takes what is there,
        // in the versions of the lock file all the same.
        if (!output.includes('from lock file'))
          throw new Error(`${excerpt(output)}\n(exit ${code})`);
        await mustRun('npm', ['install', '--no-save', ...flags], { signal: stop });
        note('the lock file names packages that this registry lacks, or the other way round');
      }
      writeFileSync(STAMP, sha256(readFileSync(at('package-lock.json'))));
    },
  );
};

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', '.nx']);

const walk = (directory, add) => {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (NOT_SOURCES.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) walk(path, add);
    else {
      const { mtimeMs, size } = statSync(path);
      add(`${path} ${mtimeMs} ${size}`);
    }
  }
};

const projects = () =>
  ['libs', 'services', 'infra'].flatMap((group) =>
    readdirSync(at(group))
      .map((name) => at(group, name))
      .filter((directory) => existsSync(join(directory, 'tsconfig.json'))),
  );

/** Changes whenever a file that a build reads was touched. */
const fingerprint = () => {
  const seen = [];
  for (const name of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) {
    seen.push(`${name} ${sha256(readOrEmpty(at(name)))}`);
  }
  for (const directory of projects()) walk(directory, (line) => seen.push(line));
  return sha256(seen.sort().join('\n'));
};

const BUILT = at('.margay/built');

const build = async (steps, signal) => {
  const now = fingerprint();
  const whole = projects().every(
    (path) => !existsSync(join(path, 'src')) || existsSync(join(path, 'dist')),
  );
  if (whole && readOrEmpty(BUILT) === now) return;
  await steps.step(
    'build',
    { deadlineMs: BUILD_MS, signal, hint: 'Try by hand: npm run build' },
    async ({ signal: stop }) => {
      await mustRun(
        process.execPath,
        [toolScript('nx'), 'run-many', '-t', 'build', '--output-style=static'],
        {
          signal: stop,
          env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' },
        },
      );
      mkdirSync(dirname(BUILT), { recursive: true });
      writeFileSync(BUILT, now);
    },
  );
};

/** Installs and builds what is missing or changed. */
export const prepare = async (steps, signal) => {
  await install(steps, signal);
  await build(steps, signal);
};
