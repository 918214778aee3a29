import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayClient } from '../gateway-client.js';
import type { Platform } from '../platform.js';
import { Doors, isFailure, type Seen } from './doors.js';
import { Looking, type QuotaUse } from './lookup-load.js';
import { reckon, type Reckoning } from './reckoning.js';
import { Creating, Revoking } from './token-load.js';

const BACK_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** Pauses between requests of one kind, of each that sends them. */
const EVERY_MS = { create: 50, revoke: 1_000, enrich: 50, lookUp: 100 } as const;
const CREATORS = 2;

export interface Kill {
  readonly name: string;
  /** From the kill until a request failed for the last time before the next kill; 0: none did. */
  readonly failedForMs: number;
  readonly failed: number;
  /** From the kill until every process took work again. */
  readonly readyAfterMs: number;
}

export interface DrillReport {
  readonly requests: number;
  readonly failed: number;
  /** Of requests that were answered, in milliseconds. */
  readonly answeredMs: readonly number[];
  readonly acknowledged: number;
  /** How long after a deletion was acknowledged a gateway let the token in; one for each deletion and gateway. */
  readonly letInMs: readonly number[];
  readonly unrefused: number;
  readonly quota: QuotaUse;
  readonly kills: readonly Kill[];
  readonly reckoning: Reckoning;
}

/**
 * Load of several kinds through all gateways of a platform, while its processes are killed: what clients see,
 * and in the end whether everything that they were told is so.
 */
export class Drill {
  private readonly over = new AbortController();
  private readonly kills: { readonly name: string; readonly at: number; readyAfterMs: number }[] =
    [];
  private readonly load: Promise<unknown>;

  private constructor(
    private readonly platform: Platform,
    private readonly doors: Doors,
    private readonly creating: readonly Creating[],
    private readonly revoking: Revoking,
    private readonly looking: Looking,
  ) {
    const { signal } = this.over;
    this.load = Promise.all([
      ...creating.map((each) => each.until(signal)),
      revoking.until(signal),
      looking.lookUp(EVERY_MS.lookUp, signal),
      looking.enrich(EVERY_MS.enrich, signal),
    ]);
  }

  static async start(platform: Platform): Promise<Drill> {
    const { gatewayUrls, gatewayUrl, administratorToken, sandboxUrl = '' } = platform;
    const doors = new Doors(gatewayUrls, administratorToken);
    const client = new GatewayClient(gatewayUrl, administratorToken);
    const looking = await Looking.prepare(doors, client, sandboxUrl);
    const creating = Array.from(
      { length: CREATORS },
      (_, index) => new Creating(doors, `created-${index}`, EVERY_MS.create),
    );
    return new Drill(platform, doors, creating, new Revoking(doors, EVERY_MS.revoke), looking);
  }

  /** Tokens whose creation was acknowledged so far. */
  get acknowledged(): number {
    return this.creating.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
  }

  /** Ends a process without a warning. @returns once every process takes work again */
  async kill(name: string): Promise<void> {
    const at = performance.now();
    const kill = { name, at, readyAfterMs: Infinity };
    this.kills.push(kill);
    const supervised = this.platform.process(name);
    await supervised.kill9();
    await supervised.running(BACK_WITHIN_MS);
    await this.platform.ready(BACK_WITHIN_MS);
    kill.readyAfterMs = performance.now() - at;
  }

  /** Waits until creations are acknowledged again. */
  async goesOn(count = 10): Promise<void> {
    const deadline = Date.now() + BACK_WITHIN_MS;
    const before = this.acknowledged;
    while (this.acknowledged < before + count) {
      if (Date.now() > deadline) throw new Error('Nothing is created any more.');
      await sleep(LOOK_EVERY_MS);
    }
  }

  async end(): Promise<DrillReport> {
    this.over.abort();
    await this.load;
    const seen = [...this.doors.seen];
    const acknowledged = new Map(this.creating.flatMap((each) => [...each.acknowledged]));
    return {
      requests: seen.length,
      failed: seen.filter(isFailure).length,
      answeredMs: seen.filter((each) => !isFailure(each)).map(({ ms }) => ms),
      acknowledged: acknowledged.size,
      letInMs: this.revoking.letInMs,
      unrefused: this.revoking.unrefused,
      quota: await this.looking.used(),
      kills: this.kills.map((kill, index) => ({
        name: kill.name,
        readyAfterMs: kill.readyAfterMs,
        ...failuresBetween(seen, kill.at, this.kills[index + 1]?.at ?? Infinity),
      })),
      reckoning: await reckon(this.doors, acknowledged),
    };
  }
}

function failuresBetween(seen: readonly Seen[], from: number, to: number) {
  const failures = seen.filter(
    (each) => isFailure(each) && each.at + each.ms >= from && each.at + each.ms < to,
  );
  const last = Math.max(from, ...failures.map(({ at, ms }) => at + ms));
  return { failed: failures.length, failedForMs: last - from };
}
