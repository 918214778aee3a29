import { rotate } from './bounded-log.js';
import { type Installation, type InstallationOptions, openInstallation } from './installation.js';
import { databasePasswords, prepareDatabase } from './prepare-database.js';
import { launcherOf, type Programs } from './programs.js';
import { askReadiness, type NotReady, waitUntilReady } from './readiness.js';
import { HOW_TO_STOP, type Kind, RunningFile } from './running-file.js';
import { sandboxUrl } from './sandbox.js';
import { type ServiceDefinition, SERVICES } from './services.js';
import { makeStateDirectory, placesIn } from './state-directory.js';
import { QUIET, type Steps, type StepTools } from './steps.js';
import { Supervisor } from './supervisor.js';

const READY_MS = 60_000;
const ROTATE_EVERY_MS = 30_000;

export interface PlatformOptions
  extends Omit<InstallationOptions, 'services'>, Omit<Programs, 'installation'> {
  readonly services?: readonly ServiceDefinition[];
  readonly steps?: Steps;
  readonly signal?: AbortSignal;
  /** Told of every process that starts, and of its end. */
  readonly onStart?: (pid: number, kind: Kind) => void;
  readonly onGone?: (pid: number) => void;
}

/** Everything that runs on one state directory. */
export class Platform {
  private readonly supervisors = new Map<string, { kind: Kind; supervisor: Supervisor }>();
  private readonly rotating: NodeJS.Timeout;
  private stopping: Promise<void> | undefined;

  private constructor(
    private readonly options: PlatformOptions,
    private readonly running: RunningFile,
    /** Secrets, ports, addresses. */
    readonly installation: Installation,
  ) {
    this.rotating = setInterval(() => {
      for (const name of ['postgres', ...installation.ownNats.map((each) => each.name)])
        rotate(installation.places.log(name));
    }, ROTATE_EVERY_MS);
    this.rotating.unref();
  }

  /** Starts everything, in order. If anything fails, everything is stopped again. */
  static async start(options: PlatformOptions): Promise<Platform> {
    const { stateDirectory, services = SERVICES, screen } = options;
    await makeStateDirectory(stateDirectory);
    const running = await RunningFile.claim(placesIn(stateDirectory).running);
    if (running.stopped.length > 0) {
      screen?.say(`stopped what the last start left behind: ${running.stopped.join(', ')}`);
    }
    let platform: Platform | undefined;
    try {
      const installation = await openInstallation({ ...options, services });
      platform = new Platform(options, running, installation);
      await platform.startAll();
      return platform;
    } catch (error) {
      await platform?.stop();
      running.release();
      throw error;
    }
  }

  get gatewayUrl(): string {
    return this.installation.gatewayUrl;
  }

  /** Of each process of the gateway: any of them will do. */
  get gatewayUrls(): readonly string[] {
    return this.installation.gatewayUrls;
  }

  get natsUrl(): string {
    return this.installation.natsUrl;
  }

  /** What a service logs in to the bus with. */
  busSeedOf(service: string): string | undefined {
    return this.installation.secrets.bus[service];
  }

  /** Where our own AWS is; undefined when the caller's is used. */
  get sandboxUrl(): string | undefined {
    const { ownSandboxPort } = this.installation;
    return ownSandboxPort === undefined ? undefined : sandboxUrl(ownSandboxPort);
  }

  get administratorToken(): string {
    return this.installation.secrets.administratorToken;
  }

  get processes(): readonly Supervisor[] {
    return [...this.supervisors.values()].map(({ supervisor }) => supervisor);
  }

  /** `postgres`, `nats` or a service, `nats-1` or `tokens-1` of several: to see its pid, to stop, kill and start it. */
  process(name: string): Supervisor {
    const found = this.supervisors.get(name);
    if (found === undefined) throw new Error(`there is no process ${name}`);
    return found.supervisor;
  }

  /** Why a process of a service does not take work now; undefined when it does. */
  readiness(replica: string): Promise<NotReady> {
    return askReadiness(this.installation.healthUrl(replica));
  }

  /** Waits until every service takes work. */
  async ready(deadlineMs = READY_MS): Promise<void> {
    const { services, replicasOf, healthUrl } = this.installation;
    const urls = services
      .flatMap(({ name }) => replicasOf(name))
      .map((name) => [name, healthUrl(name)] as const);
    await waitUntilReady(new Map(urls), deadlineMs, this.options.signal);
  }

  /** Stops services, then the bus, then the database. May be called more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  /** Ends everything at once, without asking. */
  killAll(): void {
    this.running.killAll();
  }

  private async startAll(): Promise<void> {
    const { options, installation } = this;
    const launch = launcherOf({ ...options, installation });
    const step = <T>(
      title: string,
      deadlineMs: number,
      work: (tools: StepTools) => Promise<T>,
    ): Promise<T> => {
      const { signal, steps = QUIET } = options;
      return steps.step(title, { deadlineMs, ...(signal ? { signal } : {}) }, work);
    };
    if (installation.ownPostgresPort !== undefined) {
      await step('PostgreSQL', 180_000, () => this.keep('postgres', 'postgres', launch.postgres));
    }
    if (installation.ownNats.length > 0) {
      await step('nats-server', 400_000, () =>
        Promise.all(
          installation.ownNats.map((member) =>
            this.keep(member.name, 'nats', (onSpawn) => launch.nats(member, onSpawn)),
          ),
        ),
      );
    }
    await step('database', 90_000, () => this.prepareDatabase());
    await step('migrations', 180_000, () => launch.migrations());
    await step('services', READY_MS + 15_000, async ({ note }) => {
      const start = ({ name }: ServiceDefinition): readonly Promise<void>[] =>
        installation
          .replicasOf(name)
          .map((replica) =>
            this.keep(replica, 'service', (onSpawn) => launch.service(name, replica, onSpawn)),
          );
      const sandbox =
        installation.ownSandboxPort === undefined
          ? []
          : [this.keep('sandbox', 'service', launch.sandbox)];
      await Promise.all([...installation.services.flatMap(start), ...sandbox]);
      await this.ready();
      note(installation.services.flatMap(({ name }) => installation.replicasOf(name)).join(', '));
    });
    this.running.reachableAt(installation.gatewayUrl);
  }

  private async prepareDatabase(): Promise<void> {
    const { services, secrets, adminUrl } = this.installation;
    await prepareDatabase(adminUrl, databasePasswords(services, secrets));
  }

  private async keep(
    name: string,
    kind: Kind,
    launch: ConstructorParameters<typeof Supervisor>[0]['launch'],
  ): Promise<void> {
    this.options.signal?.throwIfAborted();
    let pid = 0;
    const supervisor = new Supervisor({
      name,
      launch,
      howToStop: HOW_TO_STOP[kind],
      onSpawn: (identity) => {
        pid = identity.pid;
        this.running.add(name, kind, identity);
        this.options.onStart?.(pid, kind);
      },
      onGone: () => {
        this.running.remove(name);
        this.options.onGone?.(pid);
      },
      say: (message) => this.options.screen?.say(message, 'warn'),
    });
    this.supervisors.set(name, { kind, supervisor });
    await supervisor.start();
  }

  private async stopAll(): Promise<void> {
    clearInterval(this.rotating);
    for (const kind of ['service', 'nats', 'postgres'] as const) {
      const those = [...this.supervisors.values()].filter((each) => each.kind === kind);
      await Promise.all(those.map(({ supervisor }) => supervisor.stop()));
    }
    this.running.release();
  }
}

/** Starts the platform on a state directory, on free ports, with every service of the checkout unless told. */
export const startPlatform = (options: PlatformOptions): Promise<Platform> =>
  Platform.start(options);
