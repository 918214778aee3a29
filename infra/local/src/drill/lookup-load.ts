import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayClient } from '../gateway-client.js';
import { isInForce } from '../provider-demo.js';
import { makeRole, verify } from '../role-demo.js';
import { orderSandbox } from '../sandbox.js';
import type { Doors } from './doors.js';

/** Two a second; far less than what is asked for. */
const WINDOWS = [
  { kind: 'rolling', seconds: 2, limit: 4 },
  { kind: 'rolling', seconds: 60, limit: 90 },
] as const;

export interface QuotaUse {
  readonly asked: number;
  readonly units: number;
  /** Calls beyond what the third party allows: it counts itself. */
  readonly overLimit: number;
}

interface Counted {
  readonly units: number;
  readonly overLimit: number;
}

/** Asks a third party of the sandbox for more than it allows, and enriches log events beside. */
export class Looking {
  private asked = 0;

  private constructor(
    private readonly doors: Doors,
    private readonly sandboxUrl: string,
    private readonly path: string,
    private readonly before: Counted,
  ) {}

  /** Registers a role, lets it be proven, and defines the third party with its key. */
  static async prepare(doors: Doors, client: GatewayClient, sandboxUrl: string): Promise<Looking> {
    const name = `drill_${randomBytes(4).toString('hex')}`;
    const { role, secret, make, templates } = await makeRole(
      client,
      sandboxUrl,
      name,
      'Is a drill',
    );
    await make(templates.trustPolicy);
    const { outcome } = await verify(client, role.id);
    if (outcome !== 'passed') throw new Error(`The role of the drill is ${outcome}.`);
    await orderSandbox(sandboxUrl, 'providerLimits', { provider: 'virustotal', limits: WINDOWS });
    const path = `/enrichment/providers/${name}`;
    await client.call('PUT', path, {
      builtIn: 'virustotal',
      key: { roleArn: role.arn, secretArn: secret },
      baseUrl: `${sandboxUrl}/providers/virustotal`,
      quota: { windows: WINDOWS, transitMs: 2_000 },
    });
    await isInForce((values) => client.call('POST', `${path}/lookup`, { values }), undefined);
    return new Looking(doors, sandboxUrl, path, await countedBy(sandboxUrl));
  }

  async lookUp(everyMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const n = this.asked++;
      const value = `45.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
      await this.doors.ask('POST', `${this.path}/lookup`, { values: [value] });
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async enrich(everyMs: number, signal: AbortSignal): Promise<void> {
    const events = [{ sourceIPAddress: '8.8.8.8', eventName: 'GetObject' }];
    while (!signal.aborted) {
      await this.doors.ask('POST', '/enrichment/events', { logType: 'AWS.CloudTrail', events });
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async used(): Promise<QuotaUse> {
    const { units, overLimit } = await countedBy(this.sandboxUrl);
    return {
      asked: this.asked,
      units: units - this.before.units,
      overLimit: overLimit - this.before.overLimit,
    };
  }
}

async function countedBy(sandboxUrl: string): Promise<Counted> {
  const told: unknown = await orderSandbox(sandboxUrl, 'providerCalls', {
    provider: 'virustotal',
    logged: 0,
  });
  return told as Counted;
}
