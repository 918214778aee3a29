import { writeFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { busUsers } from './bus-users.js';
import { CHECKOUT } from './checkout.js';
import { natsConfig } from './nats-config.js';
import { OUTSIDE_LOGINS } from './permissions/bus-login.js';
import { asLogin, databasePasswords, inDatabase, prepareDatabase } from './prepare-database.js';
import { mustRun } from './run-command.js';
import { loadSecrets, readSecrets, type Secrets } from './secrets.js';
import { secretsFor } from './service-environment.js';
import { DATABASE, loginOf, MIGRATOR, SERVICES } from './services.js';

const NATS_PORT = 4222;
/** Where the official image keeps what must last. */
const NATS_STORE = '/data/jetstream';
const HEALTH_PORT = '9090';
const GATEWAY_PORT = '8080';
const MIGRATE_MS = 300_000;

const USAGE = `What a platform needs before its services start. Running it again is always right.

  setup secrets DIRECTORY    makes secrets, once, and writes for each service what it is given:
                             DIRECTORY/<service>/service.env, nats/nats.conf, postgres/password
  setup database DIRECTORY   logins, database, schemas, and the migrations of every service
  setup token DIRECTORY      prints the value of the first token

Environment:
  ADMIN_DATABASE_URL   a login that may create roles and databases, with or without its password:
                       postgres://postgres@postgres:5432/postgres
  NATS_URL             nats://nats:4222
`;

const owners = SERVICES.filter(({ database }) => database);

const LOGINS = ['postgres', MIGRATOR, ...owners.map(({ name }) => loginOf(name))];
const BUS_LOGINS = [...SERVICES, ...OUTSIDE_LOGINS].map(({ name }) => name);

const fileIn = (directory: string): string => join(directory, 'setup', 'secrets.json');

function secretsIn(directory: string): Secrets {
  const secrets = readSecrets(fileIn(directory), LOGINS, BUS_LOGINS);
  if (secrets) return secrets;
  throw new Error(
    `${directory} has no secrets, or not all of them. Run: setup secrets ${directory}`,
  );
}

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set.`);
}

/** With the password that was made here where the caller's URL has none. */
function adminUrl({ postgres }: Secrets): string {
  const url = new URL(variable('ADMIN_DATABASE_URL'));
  if (url.password === '') url.password = postgres['postgres'] ?? '';
  return url.href;
}

/** Whoever reads sees the old or the new, and nobody but the owner does. */
async function put(directory: string, name: string, text: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = join(directory, `.${name}.${process.pid}`);
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, join(directory, name));
}

const envFile = (variables: NodeJS.ProcessEnv): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function writeSecrets(directory: string): Promise<void> {
  await mkdir(join(directory, 'setup'), { recursive: true, mode: 0o700 });
  const secrets = loadSecrets(fileIn(directory), LOGINS, BUS_LOGINS);
  const admin = adminUrl(secrets);
  const natsUrl = variable('NATS_URL');
  for (const service of SERVICES) {
    const login = loginOf(service.name);
    const variables = {
      ...secretsFor(service, secrets),
      ...(service.database
        ? { DATABASE_URL: asLogin(admin, login, secrets.postgres[login] ?? '') }
        : {}),
      ...(service.gateway ? { HOST: '0.0.0.0', PORT: GATEWAY_PORT } : {}),
      NATS_URL: natsUrl,
      NATS_NKEY_SEED: secrets.bus[service.name],
      HEALTH_HOST: '0.0.0.0',
      HEALTH_PORT,
    };
    await put(join(directory, service.name), 'service.env', envFile(variables));
  }
  await put(join(directory, 'postgres'), 'password', secrets.postgres['postgres'] ?? '');
  const config = natsConfig({
    host: '0.0.0.0',
    port: NATS_PORT,
    storeDirectory: NATS_STORE,
    include: 'server.conf',
    users: busUsers(secrets),
  });
  await put(join(directory, 'nats'), 'nats.conf', config);
  await copyFile(join(CHECKOUT, 'infra/nats/server.conf'), join(directory, 'nats', 'server.conf'));
}

async function prepare(directory: string): Promise<void> {
  const secrets = secretsIn(directory);
  const admin = adminUrl(secrets);
  await prepareDatabase(admin, databasePasswords(SERVICES, secrets));
  const url = asLogin(inDatabase(admin, DATABASE), MIGRATOR, secrets.postgres[MIGRATOR] ?? '');
  for (const { name } of owners)
    await mustRun(
      `migrating ${name}`,
      process.execPath,
      [join(CHECKOUT, 'services', name, 'dist/migrate.js')],
      { deadlineMs: MIGRATE_MS, cwd: CHECKOUT, env: { MIGRATION_DATABASE_URL: url } },
    );
}

const COMMANDS: Readonly<Record<string, (directory: string) => Promise<void> | void>> = {
  secrets: writeSecrets,
  database: prepare,
  token: (directory) => writeFileSync(1, `${secretsIn(directory).administratorToken}\n`),
};

const [name = '', directory] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined || directory === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    await command(directory);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
