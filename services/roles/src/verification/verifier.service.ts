import { setTimeout as sleep } from 'node:timers/promises';
import type { Keys } from '@margay/aws';
import type { Secret } from '@margay/config';
import { Injectable } from '@nestjs/common';
import { DECRYPT, otherSecret, SECRET_ACTIONS } from '../policies/permission-policy.js';
import { parseRoleArn } from '../role-arn.js';
import type { VerificationStep } from '../role.decider.js';
import type { RoleRow } from '../role.row.js';
import { RoleProbe, type Way } from './role-probe.client.js';
import {
  failed,
  mustBeDenied,
  mustBeGiven,
  skipped,
  type StepName,
  type Verdict,
  worst,
} from './verification-step.js';

export class VerificationTimes {
  /** @param graceMs how long IAM may take to hear of a change: a step that fails is repeated so long */
  constructor(
    readonly graceMs: number,
    /** Of one verification, its grace included. */
    readonly deadlineMs: number,
  ) {}
}

const PAUSE_MS = { least: 250, most: 4_000 } as const;

type Verified = Pick<
  RoleRow,
  'arn' | 'account' | 'principals' | 'externalId' | 'secrets' | 'objects' | 'kmsKeys'
>;

/** Takes the steps of one verification, in order, each repeated within its grace. */
class Walk {
  readonly steps: VerificationStep[] = [];
  private readonly patientUntil: number;

  constructor(
    graceMs: number,
    private readonly signal: AbortSignal,
  ) {
    this.patientUntil = performance.now() + graceMs;
  }

  async step(step: StepName, attempt: () => Promise<Verdict>): Promise<void> {
    let verdict = await attempt();
    let wait: number = PAUSE_MS.least;
    while (verdict.outcome === 'failed' && this.mayWait(wait)) {
      await sleep(wait, undefined, { signal: this.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, PAUSE_MS.most);
      verdict = await attempt();
    }
    this.steps.push({ step, ...verdict });
  }

  skip(steps: readonly StepName[], cause: string): void {
    this.steps.push(...steps.map((step) => ({ step, ...skipped(cause) })));
  }

  private mayWait(ms: number): boolean {
    return !this.signal.aborted && performance.now() + ms <= this.patientUntil;
  }
}

/** What a session may do at most when it is narrowed to one secret. */
const narrowedTo = (secret: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: SECRET_ACTIONS, Resource: secret },
      { Effect: 'Allow', Action: DECRYPT, Resource: '*' },
    ],
  });

const OF_SECRETS: readonly StepName[] = ['narrow', 'describe', 'read', 'other_secret'];
const OF_OBJECTS: readonly StepName[] = ['read_object'];

/** Proves a role against AWS: that it lets us in and to its secrets, and that it lets in nobody else. */
@Injectable()
export class Verifier {
  constructor(
    private readonly probe: RoleProbe,
    private readonly times: VerificationTimes,
  ) {}

  async verify(role: Verified, stopped: AbortSignal): Promise<readonly VerificationStep[]> {
    const { graceMs, deadlineMs } = this.times;
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(deadlineMs)]);
    const walk = new Walk(graceMs, signal);
    const keys = await this.enter(role, walk, signal);
    if (!keys) {
      walk.skip(
        [
          'identity',
          'assume_without_external_id',
          'assume_with_wrong_external_id',
          ...(role.secrets.length > 0 ? OF_SECRETS : []),
          ...(role.objects.length > 0 ? OF_OBJECTS : []),
        ],
        'The role was not assumed.',
      );
      return walk.steps;
    }
    await walk.step('identity', () => this.identity(role, keys, signal));
    await this.shutOut(role, walk, signal);
    if (role.secrets.length > 0) await this.readSecrets(role, keys, walk, signal);
    if (role.objects.length > 0) await this.readObjects(role, keys, walk, signal);
    return walk.steps;
  }

  /** As each of those it must trust. @returns keys of the first */
  private async enter(role: Verified, walk: Walk, signal: AbortSignal) {
    let keys: Secret<Keys> | undefined;
    await walk.step('assume', async () => {
      const entries = await Promise.all(
        role.principals.map((principal) =>
          this.probe.assume(principal, role.arn, { externalId: role.externalId }, signal),
        ),
      );
      keys = entries[0]?.keys;
      return worst(entries.map(({ answer }) => mustBeGiven('assume', answer)));
    });
    return keys;
  }

  private async identity(role: Verified, keys: Secret<Keys>, signal: AbortSignal) {
    const { answer, arn } = await this.probe.identity(keys, signal);
    if (answer !== 'given') return mustBeGiven('identity', answer);
    const parsed = parseRoleArn(role.arn);
    const name = 'problem' in parsed ? '' : parsed.name;
    const [, , , , account, resource = ''] = arn.split(':');
    return account === role.account && resource.startsWith(`assumed-role/${name}/`)
      ? mustBeGiven('identity', 'given')
      : failed('The session belongs to another role or account.', 'Compare the ARN of the role.');
  }

  private async shutOut(role: Verified, walk: Walk, signal: AbortSignal): Promise<void> {
    const attempt = (step: StepName, way: Way) =>
      walk.step(step, async () => {
        const entries = await Promise.all(
          role.principals.map((principal) => this.probe.assume(principal, role.arn, way, signal)),
        );
        return worst(entries.map(({ answer }) => mustBeDenied(step, answer)));
      });
    await attempt('assume_without_external_id', {});
    await attempt('assume_with_wrong_external_id', { externalId: `not-${role.externalId}` });
  }

  private readObjects({ objects }: Verified, keys: Secret<Keys>, walk: Walk, signal: AbortSignal) {
    return walk.step('read_object', async () => {
      const answers = await Promise.all(
        objects.map((object) => this.probe.readObject(keys, object, signal)),
      );
      return worst(
        answers.map((answer, index) =>
          named('object', mustBeGiven('read_object', answer), objects, index),
        ),
      );
    });
  }

  private async readSecrets(role: Verified, keys: Secret<Keys>, walk: Walk, signal: AbortSignal) {
    const { secrets } = role;
    const [first = ''] = secrets;
    await walk.step('narrow', async () => {
      const way = { externalId: role.externalId, policy: narrowedTo(first) };
      const [principal = ''] = role.principals;
      const narrowed = await this.probe.assume(principal, role.arn, way, signal);
      if (!narrowed.keys) return mustBeGiven('narrow', narrowed.answer);
      return mustBeGiven('narrow', await this.probe.describe(narrowed.keys, first, signal));
    });
    const each = (step: 'describe' | 'read') =>
      walk.step(step, async () => {
        const answers = await Promise.all(
          secrets.map((secret) => this.probe[step](keys, secret, signal)),
        );
        return worst(
          answers.map((answer, index) =>
            named('secret', mustBeGiven(step, answer), secrets, index),
          ),
        );
      });
    await each('describe');
    await each('read');
    const other = otherSecret(first);
    await walk.step('other_secret', async () => {
      const answers = [
        await this.probe.describe(keys, other, signal),
        await this.probe.read(keys, other, signal),
      ];
      return worst(answers.map((answer) => mustBeDenied('other_secret', answer)));
    });
  }
}

/** Which one it is about, where there are several. */
const named = (what: string, verdict: Verdict, all: readonly string[], index: number): Verdict =>
  all.length > 1 && verdict.outcome !== 'passed'
    ? { ...verdict, cause: `${verdict.cause} (${what} ${index + 1} of ${all.length})` }
    : verdict;
