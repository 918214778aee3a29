import type { ServerResponse } from 'node:http';
import { abuseipdb } from './abuseipdb.js';
import { greynoise } from './greynoise.js';
import { ipinfo } from './ipinfo.js';
import { KeyUsage, type Limit } from './limits.js';
import { Mishaps } from './mishaps.js';
import { otx } from './otx.js';
import type { Call, Provider, Reply, Verdict } from './provider.js';
import { shodan } from './shodan.js';
import { urlscan } from './urlscan.js';
import { virustotal } from './virustotal.js';

const PROVIDERS: Readonly<Record<string, Provider>> = {
  virustotal,
  greynoise,
  abuseipdb,
  ipinfo,
  shodan,
  otx,
  urlscan,
};
export const PROVIDER_NAMES = Object.keys(PROVIDERS);

/** Of the log; the counts go on. */
const LOG_MAX = 10_000;

export interface LoggedCall {
  readonly at: number;
  readonly method: string;
  /** Without what is asked in the query: it may hold the key. */
  readonly path: string;
  readonly status: number;
}

/** What happened at one provider. */
class Visited {
  readonly log: LoggedCall[] = [];
  calls = 0;
  units = 0;
  overLimit = 0;
}

/** All providers of threat intelligence in this world. */
export class Providers {
  readonly mishaps = new Mishaps();
  private readonly limits = new Map<string, readonly Limit[]>();
  private readonly keys = new Map<string, Set<string>>();
  private readonly known = new Map<string, Verdict>();
  private readonly usage = new Map<string, KeyUsage>();
  private readonly visited = new Map<string, Visited>();
  private readonly latency = new Map<string, number>();

  /** In the place of what the provider allows by itself. */
  setLimits(provider: string, limits: readonly Limit[]): void {
    this.limits.set(provider, limits);
  }

  /** From the first on, no others are taken; until then any key is. */
  setKeys(provider: string, keys: readonly string[]): void {
    this.keys.set(provider, new Set(keys));
  }

  setLatency(provider: string, ms: number): void {
    this.latency.set(provider, ms);
  }

  know(value: string, verdict: Verdict): void {
    this.known.set(value, verdict);
  }

  /** What happened at one provider; of the log the newest, in their order. */
  report(provider: string, logged: number) {
    const { calls, units, overLimit, log } = this.visit(provider);
    return { calls, units, overLimit, log: log.slice(-logged) };
  }

  reset(): void {
    for (const part of [this.limits, this.keys, this.known, this.usage, this.visited, this.latency])
      part.clear();
    this.mishaps.clear();
  }

  async answer(name: string, call: Call, response: ServerResponse, now: () => number) {
    const provider = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
    if (!provider) return send(response, { status: 404, body: { message: 'No such provider' } });
    const at = now();
    const visited = this.visit(name);
    visited.calls++;
    response.once('close', () => {
      visited.log.push({ at, method: call.method, path: call.path, status: response.statusCode });
      if (visited.log.length > LOG_MAX) visited.log.shift();
    });
    const key = provider.keyOf(call);
    const keys = this.keys.get(name);
    if (key === undefined || key === '' || (keys && !keys.has(key)))
      return send(response, provider.unauthorized);
    const door = provider.doorOf(call);
    if (!door) return send(response, { status: 404, body: { message: 'Not found' } });
    const limits = this.limits.get(name) ?? provider.limits;
    const usage = this.usageOf(`${name} ${key}`);
    const exhausted = usage.exhausted(limits, door.cost, at);
    if (exhausted) {
      visited.overLimit++;
      return send(
        response,
        withHeaders(provider.overLimit(exhausted), provider.standing?.(exhausted)),
      );
    }
    const taken = usage.take(door.cost, at);
    visited.units += door.cost;
    await later(this.latency.get(name) ?? 0);
    const isMishap = await this.mishaps.befall(name, response, now());
    const reply = isMishap ? undefined : door.reply((value) => this.known.get(value) ?? 'clean');
    if (provider.countsSuccessOnly && (reply?.status ?? response.statusCode) !== 200) {
      usage.giveBack(taken);
      visited.units -= door.cost;
    }
    if (!reply) return;
    const standing = usage.tightest(limits, at);
    send(response, withHeaders(reply, standing && provider.standing?.(standing)));
  }

  private visit(name: string): Visited {
    const visited = this.visited.get(name) ?? new Visited();
    this.visited.set(name, visited);
    return visited;
  }

  private usageOf(key: string): KeyUsage {
    const usage = this.usage.get(key) ?? new KeyUsage();
    this.usage.set(key, usage);
    return usage;
  }
}

const later = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms).unref());

const withHeaders = (reply: Reply, headers: Reply['headers'] = {}): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
