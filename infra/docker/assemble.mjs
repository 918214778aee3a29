/**
 * Puts what a service needs at run time into a directory: its compiled files, those of the libraries it uses, and the
 * packages of the lock file that these depend on. `service.Dockerfile` calls it; it runs without Docker as well.
 *
 *   node infra/docker/assemble.mjs <service>|setup <directory>
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_SHIPPED = new Set(['src', 'test', 'node_modules', 'tsconfig.json', 'README.md']);

const manifestOf = (workspace) =>
  JSON.parse(readFileSync(join(CHECKOUT, workspace, 'package.json'), 'utf8'));

const workspaces = ['libs', 'services', 'infra'].flatMap((room) =>
  readdirSync(join(CHECKOUT, room))
    .map((name) => `${room}/${name}`)
    .filter((workspace) => existsSync(join(CHECKOUT, workspace, 'package.json'))),
);
const byName = new Map(workspaces.map((workspace) => [manifestOf(workspace).name, workspace]));

/** The workspaces that are asked for, and all that they depend on. */
function withDependencies(wanted) {
  const found = new Set(wanted);
  for (const workspace of found)
    for (const name of Object.keys(manifestOf(workspace).dependencies ?? {}))
      if (byName.has(name)) found.add(byName.get(name));
  return [...found];
}

/** `setup` makes secrets, the database and its tables: the launcher's files, and the migrations of every service. */
function wantedBy(service) {
  if (service === 'setup') return ['infra/local', ...workspaces.filter((each) => isMigrated(each))];
  const workspace = `services/${service}`;
  if (!workspaces.includes(workspace)) throw new Error(`There is no service ${service}.`);
  return [workspace];
}

const isMigrated = (workspace) => existsSync(join(CHECKOUT, workspace, 'src/migrate.ts'));

function assemble(service, directory) {
  const wanted = wantedBy(service);
  const shipped = withDependencies(wanted);
  for (const workspace of shipped)
    if (!existsSync(join(CHECKOUT, workspace, 'dist')))
      throw new Error(`${workspace} is not built. Run: npm run build`);

  mkdirSync(directory, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    cpSync(join(CHECKOUT, file), join(directory, file));
  // npm compares the lock file with the manifests of all workspaces.
  for (const workspace of workspaces) {
    mkdirSync(join(directory, workspace), { recursive: true });
    cpSync(join(CHECKOUT, workspace, 'package.json'), join(directory, workspace, 'package.json'));
  }
  const install = spawnSync(
    'npm',
    [
      ...[
        'ci',
        '--omit=dev',
        '--omit=optional',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
      ],
      ...wanted.flatMap((workspace) => ['--workspace', workspace]),
    ],
    { cwd: directory, stdio: 'inherit' },
  );
  if (install.status !== 0) throw new Error('npm ci failed.');

  for (const workspace of workspaces) {
    const target = join(directory, workspace);
    if (!shipped.includes(workspace)) {
      rmSync(target, { recursive: true });
      continue;
    }
    for (const entry of readdirSync(join(CHECKOUT, workspace)))
      if (!NOT_SHIPPED.has(entry))
        cpSync(join(CHECKOUT, workspace, entry), join(target, entry), { recursive: true });
  }
  // What the image runs, under one name for all of them.
  const entry =
    service === 'setup' ? 'infra/local/dist/setup.js' : `services/${service}/dist/main.js`;
  symlinkSync(entry, join(directory, 'main.js'));
  if (service === 'setup')
    for (const room of ['infra/postgres', 'infra/nats'])
      cpSync(join(CHECKOUT, room), join(directory, room), { recursive: true });
}

const [service, directory] = process.argv.slice(2);
if (!service || !directory) {
  process.stderr.write('node infra/docker/assemble.mjs <service>|setup <directory>\n');
  process.exit(2);
}
try {
  assemble(service, directory);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
