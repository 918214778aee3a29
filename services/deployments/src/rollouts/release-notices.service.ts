import { Injectable } from '@nestjs/common';
import { checked } from '../checked.js';
import { PlansService } from '../plans/plans.service.js';
import type { UpgradePlan } from '../plans/upgrade-plan.js';
import { VersionText } from '../releases/registration.js';
import type { Version } from '../releases/version.js';
import { AccountReader } from '../accounts/account-reader.service.js';
import { RunReader } from '../runs/run-reader.service.js';
import { lastGoodOf } from '../runs/run-row-state.js';
import { refusalOf } from './rollouts.service.js';

const LIMIT = { default: 20, max: 50 } as const;

export interface ReleaseNotice {
  readonly accountId: string;
  readonly current: Version;
  readonly plan: UpgradePlan | { readonly outcome: 'refused'; readonly message: string };
}

/** What a release means to each account, worked out when somebody asks: the catalog may say something else tomorrow. */
@Injectable()
export class ReleaseNotices {
  constructor(
    private readonly accounts: AccountReader,
    private readonly runs: RunReader,
    private readonly plans: PlansService,
  ) {}

  /** Of a page of approved accounts, those that something is installed in. */
  async page(
    given: string,
    limit: number,
    cursor: string,
  ): Promise<{ readonly notices: readonly ReleaseNotice[]; readonly next: string }> {
    const target = checked(VersionText, given, 'There is no such release.');
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    const approved = { status: 'approved', account: '', region: '' };
    const { accounts, next } = await this.accounts.page(approved, size, cursor);
    const notices: ReleaseNotice[] = [];
    for (const { id } of accounts) {
      const [latest] = (await this.runs.page(id, 1, '')).runs;
      const current = latest && lastGoodOf(latest);
      if (current !== undefined)
        notices.push({ accountId: id, current, plan: await this.planOf(id, current, target) });
    }
    return { notices, next };
  }

  private async planOf(accountId: string, current: Version, target: Version) {
    const rest = { roleVersion: current, parameters: {}, overrideId: '', asOf: '' };
    try {
      return await this.plans.plan({ accountId, current, target, channel: '', ...rest });
    } catch (error) {
      const message = refusalOf(error);
      if (message === undefined) throw error;
      return { outcome: 'refused', message } as const;
    }
  }
}
