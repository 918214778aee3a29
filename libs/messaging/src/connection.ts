import { randomBytes } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import type { Health } from '@margay/observability';
import { Logger } from '@nestjs/common';
import { type NatsConnection, connect, nkeyAuthenticator } from 'nats';
import { isSound } from './server-version.js';
import { type Spelling, spellingIn } from './event-subjects.js';

export interface NatsOptions {
  readonly servers: readonly string[];
  /** nkey seed to log in with. Without one the server must admit anybody. */
  readonly seed?: { reveal(): string };
  /** Put before every subject and stream, so that several installations or test suites share one NATS. */
  readonly namespace?: string;
  /** Copies of each event stream in the cluster. Default 1. */
  readonly replicas?: number;
  /** Certificates of authorities that a server's own may be signed by, in place of the system's. */
  readonly caFile?: string;
  /** Uses no server whose version has open advisories. Without it, it is only said. */
  readonly refusesUnsound?: boolean;
}

export interface BusOptions extends NatsOptions {
  /** Name of the process on the bus: its login, its queue group, its inboxes. */
  readonly service: string;
  readonly health?: Health;
}

/** A silent peer is given up after two of these. The client's own default takes four minutes. */
const PING_INTERVAL_MS = 2_000;
const RECONNECT_MS = { min: 100, jitter: 400 } as const;
const CONNECT_TIMEOUT_MS = 5_000;
/** One line in the log for so many failed attempts. */
const QUIET_FAILURES = 50;
/** How long a server that is not to be used is left alone. */
const UNSOUND_MS = 1_000;
/** How long what was published last may take to leave when the process stops. */
const FLUSH_MS = 1_000;

/** Called with the connection once it is up, with nothing when there will be none. */
type Waiting = (nats: NatsConnection | undefined) => void;

const notConnected = () => new ServiceError('unavailable', 'The bus is not connected.');

/**
 * The process's connection to NATS, which comes and goes by itself and is tried for ever.
 *
 * What is published while the server is away is lost without a word, so whoever publishes asks for
 * `ready` first and treats an absent answer as unknown.
 */
export class Bus {
  readonly service: string;
  readonly replicas: number;
  private readonly logger = new Logger('Bus');
  private readonly spelling: Spelling;
  private readonly inboxes = new Map<string, string>();
  private readonly waiting = new Set<Waiting>();
  private readonly disconnectListeners = new Set<() => void>();
  private nats: NatsConnection | undefined;
  private connected = false;
  private closing = false;
  private started: Promise<void> | undefined;
  private reason = 'Not connected to the bus yet.';
  private refused = 0;

  constructor(private readonly options: BusOptions) {
    this.service = options.service;
    this.spelling = spellingIn(options.namespace);
    this.replicas = options.replicas ?? 1;
    options.health?.readyWhen('bus', () => (this.connected ? undefined : this.reason));
    options.health?.liveWhile('bus', () =>
      this.nats?.isClosed() && !this.closing
        ? 'The bus connection was closed for good.'
        : undefined,
    );
  }

  /** Begins to connect and returns at once. */
  start(): this {
    this.started ??= this.dial();
    return this;
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /**
   * The connection, as soon as it is up.
   *
   * @throws ServiceError `unavailable` after `timeoutMs`, or at once when the bus was closed
   */
  async ready(timeoutMs = Number.POSITIVE_INFINITY): Promise<NatsConnection> {
    if (this.nats && this.connected) return this.nats;
    if (this.closing) throw notConnected();
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (nats: NatsConnection | undefined) => {
        clearTimeout(timer);
        this.waiting.delete(settle);
        if (nats) resolve(nats);
        else reject(notConnected());
      };
      if (Number.isFinite(timeoutMs)) timer = setTimeout(() => settle(undefined), timeoutMs);
      this.waiting.add(settle);
    });
  }

  /** The connection if it is up right now. */
  get current(): NatsConnection | undefined {
    return this.connected ? this.nats : undefined;
  }

  /** @returns how to stop. */
  onDisconnect(listener: () => void): () => void {
    this.disconnectListeners.add(listener);
    return () => void this.disconnectListeners.delete(listener);
  }

  /** A subject of the contract as this installation spells it. */
  subject(name: string): string {
    return this.spelling.subject(name);
  }

  /** A JetStream stream as this installation spells it. */
  stream(name: string): string {
    return this.spelling.stream(name);
  }

  /**
   * Where answers of one callee come in. Its login may publish to no other inbox of ours, and it cannot
   * guess one either: the server itself answers JetStream's requests to any subject that it is given.
   */
  inbox(callee: string): string {
    let inbox = this.inboxes.get(callee);
    if (inbox === undefined) {
      inbox = `_INBOX.${this.service}.${callee}.${randomBytes(16).toString('hex')}`;
      this.inboxes.set(callee, inbox);
    }
    return inbox;
  }

  async close(): Promise<void> {
    this.closing = true;
    this.reason = 'Closed.';
    this.connected = false;
    for (const settle of this.waiting) settle(undefined);
    if (this.nats)
      await Promise.race([this.nats.drain(), this.wait(FLUSH_MS)]).catch(() => undefined);
    await this.nats?.close();
    await this.started;
  }

  private async dial(): Promise<void> {
    const { servers, seed, caFile } = this.options;
    let failures = 0;
    while (!this.closing) {
      try {
        const nats = await connect({
          servers: [...servers],
          name: this.service,
          // JetStream's answers have an inbox of their own too.
          inboxPrefix: this.inbox('jetstream'),
          maxReconnectAttempts: -1,
          reconnectDelayHandler: reconnectDelay,
          ignoreAuthErrorAbort: true,
          pingInterval: PING_INTERVAL_MS,
          maxPingOut: 2,
          timeout: CONNECT_TIMEOUT_MS,
          ...(caFile === undefined ? {} : { tls: { caFile } }),
          ...(seed
            ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(seed.reveal())) }
            : {}),
        });
        if (this.closing) return await nats.close();
        this.nats = nats;
        this.up(nats);
        void this.watch(nats);
        return;
      } catch (error) {
        this.reason = 'The bus does not answer. Trying again.';
        if (failures++ % QUIET_FAILURES === 0)
          this.logger.warn(this.reason, { servers, error: String(error), failures });
        await this.wait(reconnectDelay());
      }
    }
  }

  private async watch(nats: NatsConnection): Promise<void> {
    for await (const { type, data } of nats.status()) {
      if (type === 'disconnect') this.down();
      else if (type === 'reconnect') this.up(nats);
      else if (type === 'error') this.logger.error('The bus reports an error.', { error: data });
    }
    if (this.closing) return;
    this.down();
    this.logger.fatal('The bus connection was closed for good.');
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms).unref());
  }

  private up(nats: NatsConnection): void {
    const version = nats.info?.version;
    if (!isSound(version)) {
      const about = { server: nats.getServer(), version };
      if (this.options.refusesUnsound) {
        this.reason = 'The nats-server is too old to be trusted.';
        if (this.refused++ % QUIET_FAILURES === 0) this.logger.error(this.reason, about);
        // Another of the list may do.
        void this.wait(UNSOUND_MS).then(() => (this.closing ? undefined : nats.reconnect()));
        return;
      }
      this.logger.warn('The nats-server has open advisories: use 2.11.16, 2.12.7 or later.', about);
    }
    this.connected = true;
    this.logger.log('Connected to the bus.', { server: nats.getServer() });
    for (const settle of this.waiting) settle(nats);
  }

  private down(): void {
    if (!this.connected) return;
    this.connected = false;
    this.reason = 'The connection to the bus is lost. Trying again.';
    this.logger.warn(this.reason);
    for (const listener of this.disconnectListeners) listener();
  }
}

const reconnectDelay = (): number => RECONNECT_MS.min + Math.random() * RECONNECT_MS.jitter;
