import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@margay/local';
import pg from 'pg';
import { sumOf } from './metrics-text.js';
import { type Statements, statementsIn } from './statements.js';

/** What happened on the platform while something was done. */
export interface Witnessed {
  /** Values that the gateway verified from its own memory. */
  readonly fromCache: number;
  /** Values for which it asked the tokens service. */
  readonly fromTokens: number;
  /** What that service says of it. */
  readonly authenticateToken: number;
  /** Requests that any service served on the bus. */
  readonly busRequests: number;
  readonly statements: Statements;
}

type Counters = Omit<Witnessed, 'statements'>;

/** For what is written a moment later. */
const SETTLE_MS = 500;

/** Sees every SQL statement and every request on the bus of a platform. */
export class Witness {
  private constructor(
    private readonly platform: Platform,
    private readonly admin: pg.Client,
  ) {}

  /** Has PostgreSQL log every statement from now on. */
  static async of(platform: Platform): Promise<Witness> {
    const admin = new pg.Client(platform.installation.databaseUrl);
    admin.on('error', () => undefined);
    await admin.connect();
    await admin.query('ALTER SYSTEM SET log_parameter_max_length = 0');
    await admin.query("ALTER SYSTEM SET log_statement = 'all'");
    await admin.query('SELECT pg_reload_conf()');
    await sleep(SETTLE_MS);
    return new Witness(platform, admin);
  }

  async during(work: () => Promise<unknown>): Promise<Witnessed> {
    const from = (await this.log()).length;
    const before = await this.counters();
    await work();
    await sleep(SETTLE_MS);
    const after = await this.counters();
    const log = await this.log();
    const since = (name: keyof Counters) => after[name] - before[name];
    return {
      fromCache: since('fromCache'),
      fromTokens: since('fromTokens'),
      authenticateToken: since('authenticateToken'),
      busRequests: since('busRequests'),
      statements: statementsIn(log.subarray(from).toString('utf8')),
    };
  }

  async serverVersion(): Promise<string> {
    const { rows } = await this.admin.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version.split(' ')[0] ?? '';
  }

  /** Ends the logging of statements too. */
  async close(): Promise<void> {
    await this.admin.query('ALTER SYSTEM RESET log_statement');
    await this.admin.query('SELECT pg_reload_conf()');
    await this.admin.end();
  }

  private log(): Promise<Buffer> {
    return readFile(this.platform.installation.places.log('postgres'));
  }

  private async counters(): Promise<Counters> {
    const { services } = this.platform.installation;
    const texts = await Promise.all(services.map(({ name }) => this.metricsOf(name)));
    const text = texts.join('\n');
    const verified = 'margay_gateway_authentications_total';
    const served = 'margay_rpc_server_seconds_count';
    return {
      fromCache: sumOf(text, verified, { from: 'cache' }),
      fromTokens: sumOf(text, verified, { from: 'tokens' }),
      authenticateToken: sumOf(text, served, { method: 'AuthenticateToken' }),
      busRequests: sumOf(text, served),
    };
  }

  private async metricsOf(service: string): Promise<string> {
    const response = await fetch(`${this.platform.installation.healthUrl(service)}/metrics`);
    return response.text();
  }
}
