import { randomUUID } from 'node:crypto';
import { type ErrorCode, ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import { checked } from '../checked.js';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import { Reason } from '../reason.js';
import { lastGoodOf } from '../runs/run-row-state.js';
import { RunReader } from '../runs/run-reader.service.js';
import { RunPlanning } from '../runs/run-planning.service.js';
import type { RunRequest } from '../runs/run-request.js';
import type { Rollout, RolloutState, RolloutTarget } from './rollout.js';
import type { RolloutCommand, RolloutEvent } from './rollout-facts.js';
import { type RequestedTarget, RolloutRequest } from './rollout-request.js';
import { RolloutValues } from './rollout-values.query.js';

export const ROLLOUTS = Symbol('rollouts');

type Saying = 'PauseRollout' | 'ResumeRollout' | 'CancelRollout';
const FIELDS_MAX = 100;
const MESSAGE_MAX = 1_000;

/** What a deployment of a rollout is asked for with. */
export const runRequestOf = (
  { target, channel }: Pick<RolloutState, 'target' | 'channel'>,
  { accountId, stackName, current = '', roleVersion = '' }: RolloutTarget,
  parameters: ParameterValues,
): z.input<typeof RunRequest> => ({
  accountId,
  stackName,
  current,
  target,
  channel,
  roleVersion,
  parameters,
  overrideId: '',
});

const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['bad_request', 'conflict', 'forbidden', 'not_found', 'unprocessable'] as const),
]);

/** What was refused for good, in words; undefined: it may be otherwise in a moment. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof ServiceError) || !REFUSALS.has(error.code)) return undefined;
  const fields = error.fields.map(({ path, message }) => `${path}: ${message}`);
  return [error.message, ...fields].join(' ').slice(0, MESSAGE_MAX);
}

/** What is decided about rollouts. */
@Injectable()
export class RolloutsService {
  constructor(
    @Inject(ROLLOUTS)
    private readonly rollouts: CommandHandler<RolloutCommand, Rollout, RolloutEvent>,
    private readonly accounts: AccountReader,
    private readonly runs: RunReader,
    private readonly planning: RunPlanning,
    private readonly values: RolloutValues,
  ) {}

  /** @throws ServiceError `bad_request` with every account that it cannot be deployed to as it is now */
  async request(given: z.input<typeof RolloutRequest>, cause: Cause): Promise<string> {
    const asked = checked(RolloutRequest, given, 'It cannot be rolled out like this.');
    const { target, channel, maxParallel, failuresAllowed } = asked;
    const values = new Map<string, ParameterValues>();
    const fields: { path: string; message: string }[] = [];
    const rings = [];
    for (const [ring, { accounts, ...rest }] of asked.rings.entries()) {
      const targets: RolloutTarget[] = [];
      for (const [index, wanted] of accounts.entries()) {
        const parameters = { ...asked.parameters, ...wanted.parameters };
        const one = await this.targetOf(asked, wanted);
        const problem = await this.problemOf(asked, one, parameters);
        if (problem !== undefined)
          fields.push({ path: `rings[${ring}].accounts[${index}]`, message: problem });
        values.set(one.accountId, parameters);
        targets.push(one);
      }
      rings.push({ ...rest, accounts: targets });
    }
    if (fields.length > 0)
      throw new ServiceError('bad_request', 'It cannot be rolled out like this.', {
        fields: fields.slice(0, FIELDS_MAX),
      });
    const id = randomUUID();
    await this.values.keep(id, values);
    const plan = { target, channel, rings, maxParallel, failuresAllowed };
    await this.execute(id, { type: 'RequestRollout', ...plan, by: cause.actor }, cause);
    return id;
  }

  async state(id: string): Promise<RolloutState> {
    const rollout = await this.rollouts.state(id);
    if (rollout.is === 'none') throw new ServiceError('not_found', 'There is no such rollout.');
    return rollout;
  }

  async approve(id: string, cause: Cause): Promise<void> {
    await this.execute(id, { type: 'ApproveRollout', by: cause.actor }, cause);
  }

  async say(type: Saying, id: string, reason: string, cause: Cause): Promise<void> {
    await this.execute(id, { type, reason: checked(Reason, reason) }, cause);
  }

  /** @throws ServiceError `not_found` where there is none */
  async execute(id: string, command: RolloutCommand, cause: Cause): Promise<void> {
    await this.rollouts.execute(id, command, cause);
  }

  private async targetOf(asked: RolloutRequest, wanted: RequestedTarget): Promise<RolloutTarget> {
    const { accountId } = wanted;
    const current = wanted.current ?? (await this.installedIn(accountId));
    const roleVersion = wanted.roleVersion ?? asked.roleVersion;
    const window = wanted.window ?? asked.window;
    return {
      accountId,
      stackName: wanted.stackName || asked.stackName,
      ...(current === undefined ? {} : { current }),
      ...(roleVersion === undefined ? {} : { roleVersion }),
      ...(window === undefined ? {} : { window }),
    };
  }

  /** What was installed and verified last, as far as we know. */
  private async installedIn(accountId: string) {
    const [latest] = (await this.runs.page(accountId, 1, '')).runs;
    return latest && lastGoodOf(latest);
  }

  /** Why it cannot be deployed to now; undefined: it can. */
  private async problemOf(
    asked: RolloutRequest,
    target: RolloutTarget,
    parameters: ParameterValues,
  ): Promise<string | undefined> {
    try {
      const account = await this.accounts.one(target.accountId);
      if (account.status !== 'approved') return `The account is ${account.status}.`;
      await this.planning.check(account, runRequestOf(asked, target, parameters));
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }
}
