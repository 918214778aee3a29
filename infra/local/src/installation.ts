import { jetStreamStoreOf, natsUrl } from './nats-server.js';
import { OUTSIDE_LOGINS } from './permissions/bus-login.js';
import { postgresUrl } from './postgres-server.js';
import { asLogin, inDatabase } from './prepare-database.js';
import { choosePorts } from './remembered.js';
import { loadSecrets, type Secrets } from './secrets.js';
import { DATABASE, loginOf, MIGRATOR, type ServiceDefinition } from './services.js';
import { placesIn } from './state-directory.js';

/** Servers of the caller's, in place of ours. */
export interface ExternalServers {
  /** A login that may create roles and databases. */
  readonly databaseUrl?: string;
  readonly natsUrl?: string;
  readonly awsUrl?: string;
}

export interface InstallationOptions {
  readonly stateDirectory: string;
  readonly services: readonly ServiceDefinition[];
  readonly external?: ExternalServers;
  /** Of the gateway; refused if it is taken. */
  readonly port?: number;
  /** Of the gateway, at the first start, if it is free. */
  readonly preferredPort?: number;
}

/** What one state directory says: secrets, ports and the addresses made of them. */
export interface Installation {
  readonly stateDirectory: string;
  readonly places: ReturnType<typeof placesIn>;
  readonly services: readonly ServiceDefinition[];
  readonly secrets: Secrets;
  /** undefined: the caller's. */
  readonly ownPostgresPort: number | undefined;
  readonly ownNatsPort: number | undefined;
  /** undefined also where no service speaks to AWS. */
  readonly ownSandboxPort: number | undefined;
  readonly gatewayPort: number;
  readonly gatewayUrl: string;
  readonly natsUrl: string;
  readonly jetStreamStore: string;
  /** The administrator's URL of the server, and of our database on it. */
  readonly adminUrl: string;
  readonly databaseUrl: string;
  /** The URL of a login of ours: `margay_migrator`, `margay_<service>`. */
  readonly databaseUrlOf: (login: string) => string;
  readonly healthPort: (service: string) => number;
  readonly healthUrl: (service: string) => string;
}

/** Reads the state, and makes what is missing. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { stateDirectory, services, external = {} } = options;
  const places = placesIn(stateDirectory);
  const names = services.map(({ name }) => name);
  const owners = services.filter(({ database }) => database).map(({ name }) => loginOf(name));
  const secrets = loadSecrets(
    places.secrets,
    ['postgres', MIGRATOR, ...owners],
    [...names, ...OUTSIDE_LOGINS.map(({ name }) => name)],
  );
  const healthName = (service: string): string => `${service}.health`;
  const port = await choosePorts(stateDirectory, [
    { name: 'gateway', must: options.port, wish: options.preferredPort },
    ...['postgres', 'nats', 'sandbox', ...names.map(healthName)].map((name) => ({ name })),
  ]);
  const password = (login: string): string => secrets.postgres[login] ?? '';
  const adminUrl =
    external.databaseUrl ??
    postgresUrl(port('postgres'), 'postgres', 'postgres', password('postgres'));
  return {
    stateDirectory,
    places,
    services,
    secrets,
    ownPostgresPort: external.databaseUrl === undefined ? port('postgres') : undefined,
    ownNatsPort: external.natsUrl === undefined ? port('nats') : undefined,
    ownSandboxPort:
      external.awsUrl === undefined && services.some(({ aws }) => aws)
        ? port('sandbox')
        : undefined,
    gatewayPort: port('gateway'),
    gatewayUrl: `http://127.0.0.1:${port('gateway')}`,
    natsUrl: external.natsUrl ?? natsUrl(port('nats')),
    jetStreamStore: jetStreamStoreOf(places.nats),
    adminUrl,
    databaseUrl: inDatabase(adminUrl, DATABASE),
    databaseUrlOf: (login) => asLogin(adminUrl, login, password(login)),
    healthPort: (service) => port(healthName(service)),
    healthUrl: (service) => `http://127.0.0.1:${port(healthName(service))}`,
  };
}
