import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayClient } from '../gateway-client.js';

const LOOK_EVERY_MS = 100;
const ENDED_WITHIN_MS = 60_000;

export interface SeenStack {
  readonly path: readonly string[];
  readonly status: string;
  readonly done: number;
  readonly total: number;
}

export interface Deployment {
  readonly run: number;
  readonly status: string;
  readonly hop: number;
  readonly hops: readonly { readonly from?: string; readonly to: string }[];
  readonly step?: string;
  readonly waitsFor?: string;
  readonly missingApprovals: number;
  readonly changeSet?: {
    readonly attempt: number;
    readonly resources?: readonly {
      readonly path: readonly string[];
      readonly type: string;
      readonly action: string;
      readonly replacement?: string;
      readonly destroys: boolean;
    }[];
  };
  readonly cause?: {
    readonly message: string;
    readonly class?: string;
    readonly owner?: string;
    readonly place?: string;
  };
  readonly diagnosis?: {
    readonly text: string;
    readonly nextActions: readonly { readonly action: string; readonly why: string }[];
  };
  readonly drift?: readonly {
    readonly path: readonly string[];
    readonly status: string;
    readonly resources: readonly {
      readonly logicalId: string;
      readonly type: string;
      readonly properties: readonly string[];
    }[];
  }[];
  readonly verification?: {
    readonly version?: string;
    readonly stacks: readonly { readonly path: readonly string[]; readonly version?: string }[];
    readonly firstUserInvited: boolean;
  };
  readonly progress?: { readonly saying: string; readonly stacks: readonly SeenStack[] };
  readonly lastGood?: string;
}

export interface People {
  readonly asking: GatewayClient;
  /** Who did not ask. */
  readonly approving: readonly [GatewayClient, GatewayClient];
}

/** The deployments of one account, asked for by one and approved by others. */
export class AccountDeployments {
  constructor(
    private readonly people: People,
    readonly accountId: string,
    private readonly signal: AbortSignal | undefined,
  ) {}

  request(asked: object): Promise<Deployment> {
    const body = { accountId: this.accountId, stackName: 'panther-demo', ...asked };
    return this.people.asking.call('POST', '/deployments', body);
  }

  recover(run: number, action: string): Promise<Deployment> {
    const reason = 'The demonstration cleans up.';
    return this.people.asking.call('POST', `${this.path(run)}/recover`, { action, reason });
  }

  /** Looks until something is so; whoever wants to sees every look. */
  async until(
    run: number,
    is: (deployment: Deployment) => boolean,
    see: (deployment: Deployment) => void = () => undefined,
  ): Promise<Deployment> {
    const deadline = Date.now() + ENDED_WITHIN_MS;
    for (;;) {
      const deployment = await this.people.asking.call<Deployment>('GET', this.path(run));
      see(deployment);
      if (is(deployment)) return deployment;
      if (Date.now() > deadline) throw new Error('the deployment does not go on');
      this.signal?.throwIfAborted();
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** The moment that a deployment waits for people, or is over without them. */
  waiting(run: number): Promise<Deployment> {
    return this.until(
      run,
      ({ waitsFor, status }) => waitsFor === 'approval' || status !== 'running',
    );
  }

  ended(run: number, see?: (deployment: Deployment) => void): Promise<Deployment> {
    return this.until(run, ({ status }) => status !== 'running', see);
  }

  /** As many others as it takes. */
  async approve({ run, hop, changeSet, missingApprovals }: Deployment): Promise<void> {
    const body = { hop, ...(changeSet ? { changeSet: changeSet.attempt } : {}) };
    for (const person of this.people.approving.slice(0, missingApprovals))
      await person.call('POST', `${this.path(run)}/approve`, body);
  }

  private path(run: number): string {
    return `/deployments/${this.accountId}/${run}`;
  }
}
