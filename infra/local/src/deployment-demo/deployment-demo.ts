import { randomBytes } from 'node:crypto';
import type { GatewayClient } from '../gateway-client.js';
import { orderSandbox } from '../sandbox.js';
import { openAccount } from './account.js';
import { AccountDeployments, type Deployment, type People } from './deployments.js';
import { gather } from './people.js';
import { DENIED, objectsOf, registrationOf, RELEASES } from './releases.js';
import {
  BusiestLook,
  callLines,
  changeLines,
  type CountedCall,
  driftLines,
  versionLines,
} from './tables.js';

const [FIRST, , LAST] = RELEASES;
const PARAMETERS = {
  FirstUserEmail: 'first.user@example.com',
  Token: randomBytes(16).toString('hex'),
};

export interface DeploymentDemonstration {
  readonly gatewayUrl: string;
  readonly sandboxUrl: string;
  readonly write: (line: string) => void;
  readonly width: number;
  readonly signal?: AbortSignal | undefined;
}

/** One story: an installation that a policy stops, its diagnosis, its clean-up, and all that comes after. */
class Story {
  private readonly all: AccountDeployments;

  constructor(
    private readonly options: DeploymentDemonstration,
    people: People,
    private readonly account: {
      readonly id: string;
      readonly number: string;
      readonly region: string;
    },
  ) {
    this.all = new AccountDeployments(people, account.id, options.signal);
  }

  private say(...lines: readonly string[]): void {
    for (const line of lines) this.options.write(line);
    this.options.write('');
  }

  private order(name: string, body: object): Promise<unknown> {
    return orderSandbox(this.options.sandboxUrl, name, body);
  }

  private async install(): Promise<Deployment> {
    const { run } = await this.all.request({
      target: FIRST,
      channel: 'candidate',
      parameters: PARAMETERS,
    });
    await this.all.approve(await this.all.waiting(run));
    const look = new BusiestLook();
    const ended = await this.all.ended(run, look.see);
    this.say(...look.lines(this.options.width));
    return ended;
  }

  async failAndRecover(): Promise<void> {
    await this.order('stackFault', {
      account: this.account.number,
      resource: DENIED.resource,
      kind: 'scp_denial',
      detail: DENIED.action,
    });
    this.say(
      `1. ${FIRST} is installed into ${this.account.id}, where a policy of the organisation forbids ${DENIED.action}:`,
    );
    const { run, status, cause, diagnosis } = await this.install();
    this.say(
      `   It ${status}: ${cause?.class ?? ''} at ${cause?.place ?? ''}, for ${cause?.owner ?? ''}.`,
    );
    this.say(...(diagnosis?.text ?? '').split('\n').map((line) => `   ${line}`));
    await this.order('clearStackFaults', {});
    const [next] = diagnosis?.nextActions ?? [];
    this.say(
      `2. The organisation lets go of it. What CloudFormation allows: ${next?.action ?? 'nothing'}. ${next?.why ?? ''}`,
    );
    await this.all.recover(run, next?.action ?? '');
    await this.all.approve(await this.all.waiting(run));
    const recovered = await this.all.ended(run);
    this.say(`   Asked for by one, approved by another: the deployment is ${recovered.status}.`);
  }

  async installAgain(): Promise<void> {
    this.say(`3. ${FIRST} is installed again:`);
    const ended = await this.install();
    this.say(...versionLines(ended, this.options.width));
    const invited = ended.verification?.firstUserInvited
      ? ' The first user is invited by mail.'
      : '';
    this.say(`   It is ${ended.status}, with its Pulumi build.${invited}`);
  }

  async upgrade(): Promise<void> {
    const { number: account, region } = this.account;
    await this.order('stackDrift', {
      account,
      region,
      stack: 'panther-demo',
      logicalId: 'Alarms',
      status: 'MODIFIED',
      properties: [{ path: '/DisplayName', expected: 'Alarms', actual: 'Pages' }],
    });
    this.say(
      `4. It is upgraded to ${LAST}, minor by minor. Somebody has changed a topic by hand meanwhile:`,
    );
    const { run } = await this.all.request({
      current: FIRST,
      target: LAST,
      roleVersion: FIRST,
      channel: 'candidate',
      parameters: PARAMETERS,
    });
    for (const { from, to } of RELEASES.slice(1).map((to, at) => ({ from: RELEASES[at], to }))) {
      const waiting = await this.all.until(
        run,
        ({ hops, hop, waitsFor, status }) =>
          status !== 'running' || (hops[hop]?.to === to && waitsFor === 'approval'),
      );
      if (waiting.status !== 'running') throw new Error(waiting.cause?.message ?? waiting.status);
      if (from === FIRST) this.say(...driftLines(waiting, this.options.width));
      this.say(`   ${from} to ${to} changes:`);
      this.say(...changeLines(waiting, this.options.width));
      this.say(`   Approved by ${waiting.missingApprovals === 1 ? 'one other' : 'two others'}.`);
      await this.all.approve(waiting);
    }
    const ended = await this.all.ended(run);
    this.say(...versionLines(ended, this.options.width));
    this.say(`   It is ${ended.status}: ${ended.lastGood ?? 'nothing'} runs and is verified.`);
  }

  async count(): Promise<void> {
    const { calls } = (await this.order('stackCalls', {})) as { calls: readonly CountedCall[] };
    const own = calls.filter(({ account, begun }) => account === this.account.number && begun > 0);
    this.say('   What AWS was asked to change, counted there:');
    this.say(...callLines(own, this.options.width));
  }
}

/** Installs into the sandbox what a policy stops three levels down, finds out why, cleans up, installs and upgrades. */
export async function showDeployments(
  administrator: GatewayClient,
  options: DeploymentDemonstration,
): Promise<void> {
  const { gatewayUrl, sandboxUrl, write } = options;
  const { people, leave } = await gather(administrator, gatewayUrl);
  try {
    const { asking } = people;
    const account = await openAccount(people, sandboxUrl);
    for (const version of RELEASES) {
      for (const object of objectsOf(version)) await orderSandbox(sandboxUrl, 'object', object);
      await asking.call('PUT', `/releases/${version}`, registrationOf(version));
    }
    write('Deployments in a stand-in for AWS, where everything goes a hundred times as fast:');
    write('');
    const story = new Story(options, people, account);
    await story.failAndRecover();
    await story.installAgain();
    await story.upgrade();
    await story.count();
    const reason = 'The demonstration is over.';
    await asking.call('POST', `/accounts/${account.id}/withdraw`, { reason });
  } finally {
    await leave();
  }
}
