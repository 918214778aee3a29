import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import type { AccountRow } from '../accounts/account.row.js';
import { checked } from '../checked.js';
import { GUIDE_PARAMETERS } from '../parameters/guide-parameters.js';
import { Reason } from '../reason.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { CHECKS, type CheckId, type CheckResult } from './check.js';
import { type Inspection, inspectionOf } from './inspection.js';
import { PreflightRequest, reservationsOf } from './preflight-request.js';
import type { Preflight, PreflightCommand, PreflightEvent } from './preflight.decider.js';

export const PREFLIGHTS = Symbol('preflights');

/** The role that this service runs as: whom inspection roles trust. */
export class Inspector {
  constructor(readonly roleArn: string) {}
}

const Waived = z.object({
  check: z.enum(Object.keys(CHECKS) as [CheckId, ...CheckId[]]),
  reason: Reason,
});

/** As its template names it. */
const usualRole = (account: string) => `arn:aws:iam::${account}:role/PantherDeploymentRole`;

function deployerOf({ account, facts }: AccountRow, given: string): { principal?: string } {
  if (given !== '' && given.split(':')[4] !== account)
    throw new ServiceError('bad_request', 'It cannot be looked at like this.', {
      fields: [{ path: 'principal', message: 'Must be of the account itself.' }],
    });
  if (given !== '') return { principal: given };
  return facts.deployedBy === 'deployment_role' ? { principal: usualRole(account) } : {};
}

/** What is decided about preflights. */
@Injectable()
export class Preflights {
  constructor(
    @Inject(PREFLIGHTS)
    private readonly preflights: CommandHandler<PreflightCommand, Preflight, PreflightEvent>,
    private readonly accounts: AccountReader,
    private readonly catalog: ReleaseCatalog,
    private readonly inspector: Inspector,
  ) {}

  /** @returns which run it is */
  async start(given: z.input<typeof PreflightRequest>, cause: Cause): Promise<number> {
    const asked = checked(PreflightRequest, given, 'It cannot be looked at like this.');
    const { accountId, version, stackName, phase, parameters } = asked;
    const account = await this.accounts.one(accountId);
    if (account.status !== 'requested' && account.status !== 'approved')
      throw new ServiceError('conflict', `The account is ${account.status}. Ask for it anew.`);
    const entry = (await this.catalog.asOf('')).entry(version);
    if (!entry) throw new ServiceError('not_found', 'There is no such release.');
    const command = {
      type: 'StartPreflight',
      version,
      stackName,
      phase,
      ...deployerOf(account, asked.principal),
      givenNetwork: (parameters['VpcID'] ?? '') !== '',
      reservations: reservationsOf(entry.release.parameters ?? GUIDE_PARAMETERS, parameters),
      by: cause.actor,
    } as const;
    const { state } = await this.preflights.execute(accountId, command, cause);
    if (state.is === 'none') throw new Error('What was just begun is not there.');
    return state.run;
  }

  async conclude(accountId: string, run: number, result: CheckResult, cause: Cause) {
    await this.preflights.execute(accountId, { type: 'ConcludeCheck', run, result }, cause);
  }

  async end(accountId: string, run: number, cause: Cause): Promise<void> {
    await this.preflights.execute(accountId, { type: 'EndPreflight', run }, cause);
  }

  async waive(
    accountId: string,
    run: number,
    given: { readonly check: string; readonly reason: string },
    cause: Cause,
  ): Promise<void> {
    const waived = checked(Waived, given);
    const command = { type: 'WaiveCheck', run, ...waived, by: cause.actor } as const;
    await this.preflights.execute(accountId, command, cause);
  }

  /** What lets us look into an account. */
  async inspection(accountId: string): Promise<Inspection> {
    const { externalId } = await this.accounts.one(accountId);
    if (externalId === null)
      throw new ServiceError('conflict', 'The account has no external id. Describe it anew.');
    return inspectionOf(accountId, this.inspector.roleArn, externalId);
  }
}
