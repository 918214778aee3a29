import { existsSync } from 'node:fs';
import { CLUSTER, numbered } from './cluster.js';
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
  /** Three servers of the bus and two processes of every service, instead of one each. */
  readonly cluster?: boolean;
}

/** One of our nats-servers. */
export interface NatsMember {
  /** `nats`, or `nats-1` of several. */
  readonly name: string;
  readonly port: number;
  /** Where the other servers reach it, if there are others. */
  readonly clusterPort?: number;
}

/** What one state directory says: secrets, ports and the addresses made of them. */
export interface Installation {
  readonly stateDirectory: string;
  readonly places: ReturnType<typeof placesIn>;
  readonly services: readonly ServiceDefinition[];
  readonly secrets: Secrets;
  /** undefined: the caller's. */
  readonly ownPostgresPort: number | undefined;
  /** None: the caller's. */
  readonly ownNats: readonly NatsMember[];
  /** undefined also where no service speaks to AWS. */
  readonly ownSandboxPort: number | undefined;
  /** The processes of a service: its own name, or `<service>-1`, `<service>-2`. */
  readonly replicasOf: (service: string) => readonly string[];
  readonly gatewayPort: (replica: string) => number;
  /** Of each process of the gateway. */
  readonly gatewayUrls: readonly string[];
  /** Of the first. */
  readonly gatewayUrl: string;
  /** Of every server, with commas between. */
  readonly natsUrl: string;
  /** Of a server: the only one, unless named. */
  readonly jetStreamStore: (server?: string) => string;
  /** The administrator's URL of the server, and of our database on it. */
  readonly adminUrl: string;
  readonly databaseUrl: string;
  /** The URL of a login of ours: `margay_migrator`, `margay_<service>`. */
  readonly databaseUrlOf: (login: string) => string;
  /** Of a process of a service. */
  readonly healthPort: (replica: string) => number;
  readonly healthUrl: (replica: string) => string;
}

const ALONE = 'nats';

/** A store is of one server or of three; neither is turned into the other. */
function refuseOtherBus(places: ReturnType<typeof placesIn>, cluster: boolean): void {
  const other = cluster ? [ALONE] : numbered(ALONE, CLUSTER.servers);
  const found = other.map(places.nats).filter((directory) => existsSync(directory));
  if (found.length === 0) return;
  throw new Error(
    `The bus of this state has ${cluster ? 'one server' : `${CLUSTER.servers} servers`}. Log events that wait in its queues would be left behind.\n` +
      `Start ${cluster ? 'without' : 'with'} --cluster. Or, when nothing waits there, delete ${found.join(', ')}:\n` +
      'every stream but the queues is made again from the database.',
  );
}

/** Reads the state, and makes what is missing. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { stateDirectory, services, external = {}, cluster = false } = options;
  const places = placesIn(stateDirectory);
  if (external.natsUrl === undefined) refuseOtherBus(places, cluster);
  const names = services.map(({ name }) => name);
  const owners = services.filter(({ database }) => database).map(({ name }) => loginOf(name));
  const secrets = loadSecrets(
    places.secrets,
    ['postgres', MIGRATOR, ...owners],
    [...names, ...OUTSIDE_LOGINS.map(({ name }) => name)],
  );
  const healthName = (service: string): string => `${service}.health`;
  const routeName = (server: string): string => `${server}.cluster`;
  const replicasOf = (service: string): readonly string[] =>
    cluster ? numbered(service, CLUSTER.replicas) : [service];
  const gateways = services
    .filter(({ gateway }) => gateway)
    .flatMap(({ name }) => replicasOf(name));
  const servers = cluster ? numbered(ALONE, CLUSTER.servers) : [ALONE];
  const offset = (first: number | undefined, index: number) =>
    first === undefined ? undefined : first + index;
  const port = await choosePorts(stateDirectory, [
    // The first is what is printed and remembered, whether there are others or not.
    ...(gateways.length > 0 ? gateways : ['gateway']).map((name, index) => ({
      name: index === 0 ? 'gateway' : name,
      must: offset(options.port, index),
      wish: offset(options.preferredPort, index),
    })),
    ...[
      'postgres',
      'sandbox',
      ...servers,
      ...(cluster ? servers.map(routeName) : []),
      ...names.flatMap(replicasOf).map(healthName),
    ].map((name) => ({ name })),
  ]);
  const gatewayPort = (replica: string): number =>
    port(gateways.indexOf(replica) <= 0 ? 'gateway' : replica);
  const gatewayUrls = (gateways.length > 0 ? gateways : ['gateway']).map(
    (replica) => `http://127.0.0.1:${gatewayPort(replica)}`,
  );
  const ownNats =
    external.natsUrl === undefined
      ? servers.map((name) => ({
          name,
          port: port(name),
          ...(cluster ? { clusterPort: port(routeName(name)) } : {}),
        }))
      : [];
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
    ownNats,
    ownSandboxPort:
      external.awsUrl === undefined && services.some(({ aws }) => aws)
        ? port('sandbox')
        : undefined,
    replicasOf,
    gatewayPort,
    gatewayUrls,
    gatewayUrl: gatewayUrls[0] ?? '',
    natsUrl: external.natsUrl ?? ownNats.map((member) => natsUrl(member.port)).join(','),
    jetStreamStore: (server = ALONE) => jetStreamStoreOf(places.nats(server)),
    adminUrl,
    databaseUrl: inDatabase(adminUrl, DATABASE),
    databaseUrlOf: (login) => asLogin(adminUrl, login, password(login)),
    healthPort: (replica) => port(healthName(replica)),
    healthUrl: (replica) => `http://127.0.0.1:${port(healthName(replica))}`,
  };
}
