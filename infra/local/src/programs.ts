import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BoundedLog } from './bounded-log.js';
import { busUsers } from './bus-users.js';
import { CHECKOUT } from './checkout.js';
import type { Installation, NatsMember } from './installation.js';
import { natsBinary } from './nats-binary.js';
import { launchNats } from './nats-server.js';
import { launchPostgres } from './postgres-server.js';
import { postgresDirectory } from './remembered.js';
import { mustRun } from './run-command.js';
import { sandboxEnvironment } from './sandbox.js';
import type { Screen } from './screen.js';
import { migrationEnvironment, serviceEnvironment } from './service-environment.js';
import { spawnService } from './spawn-service.js';
import type { OnSpawn, Spawned } from './spawn-server.js';
import { PROGRAM_CACHE, PROGRAM_COPIES } from './state-directory.js';

const MIGRATE_MS = 120_000;

/** What is started, and with what. */
export interface Programs {
  readonly installation: Installation;
  readonly screen?: Screen;
  /** false: the database may be lost with the machine, and is faster. */
  readonly durable?: boolean;
  /** Where a service's compiled files are. */
  readonly distOf?: (service: string) => string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Launcher {
  postgres(onSpawn: OnSpawn): Promise<Spawned>;
  nats(member: NatsMember, onSpawn: OnSpawn): Promise<Spawned>;
  migrations(): Promise<void>;
  sandbox(onSpawn: OnSpawn): Promise<Spawned>;
  /** @param replica which process of the service */
  service(name: string, replica: string, onSpawn: OnSpawn): Promise<Spawned>;
}

/** How each program of an installation is started. */
export function launcherOf({
  installation,
  screen,
  durable = true,
  distOf = (service) => join(CHECKOUT, 'services', service, 'dist'),
  env = process.env,
}: Programs): Launcher {
  const { places, secrets, services, stateDirectory } = installation;

  const built = (service: string, file: string): string => {
    const path = join(distOf(service), file);
    if (existsSync(path)) return path;
    throw new Error(`${path} is missing: the service is not built (npm run build)`);
  };

  return {
    postgres: async (onSpawn) =>
      launchPostgres({
        directory: await postgresDirectory(stateDirectory),
        port: installation.ownPostgresPort ?? 0,
        password: secrets.postgres['postgres'] ?? '',
        log: places.log('postgres'),
        durable,
        copies: PROGRAM_COPIES,
        onSpawn,
      }),

    nats: async ({ name, port, clusterPort }, onSpawn) =>
      launchNats({
        binary: await natsBinary({ cache: PROGRAM_CACHE, env }),
        directory: places.nats(name),
        port,
        log: places.log(name),
        ...(clusterPort === undefined
          ? {}
          : {
              cluster: {
                name,
                port: clusterPort,
                others: installation.ownNats.flatMap((other) =>
                  other.name === name || other.clusterPort === undefined ? [] : other.clusterPort,
                ),
                password: secrets.busRoutes,
              },
            }),
        users: busUsers(secrets, env['NATS_NAMESPACE']),
        onSpawn,
      }),

    migrations: async () => {
      const owners = services.filter(({ database }) => database);
      await Promise.all(
        owners.map(({ name }) =>
          mustRun(`migrating ${name}`, process.execPath, [built(name, 'migrate.js')], {
            deadlineMs: MIGRATE_MS,
            cwd: CHECKOUT,
            env: migrationEnvironment(installation, env),
          }),
        ),
      );
    },

    sandbox: (onSpawn) => {
      const entry = join(CHECKOUT, 'infra/sandbox/dist/main.js');
      if (!existsSync(entry))
        throw new Error(`${entry} is missing: the sandbox is not built (npm run build)`);
      return spawnService({
        entry,
        env: sandboxEnvironment(installation.ownSandboxPort ?? 0, env),
        log: new BoundedLog(places.log('sandbox')),
        onLine: () => undefined,
        onSpawn,
      });
    },

    service: (name, replica, onSpawn) => {
      const service = services.find((each) => each.name === name);
      if (service === undefined) throw new Error(`there is no service ${name}`);
      return spawnService({
        entry: built(name, 'main.js'),
        env: serviceEnvironment(service, installation, env, replica),
        log: new BoundedLog(places.log(replica)),
        onLine: (line) => screen?.log(replica, line),
        onSpawn,
      });
    },
  };
}
