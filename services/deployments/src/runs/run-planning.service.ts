import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AccountRow } from '../accounts/account.row.js';
import { checked } from '../checked.js';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import { pulumiBuilds } from '../plans/hop.js';
import { PlansService } from '../plans/plans.service.js';
import { CAPABILITIES, templateUrl } from '../releases/release.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { parseMinor } from '../releases/version.js';
import { RunRequest } from './run-request.js';
import type { RunHop } from './run-steps.js';

/** A hop with the values that its template is given, which are kept elsewhere. */
export interface PlannedHop extends Omit<RunHop, 'parameters'> {
  readonly values: ParameterValues;
}

const unprocessable = (message: string) => new ServiceError('unprocessable', message);

/** What a deployment is going to do, as it is kept with its request. */
@Injectable()
export class RunPlanning {
  constructor(
    private readonly plans: PlansService,
    private readonly catalog: ReleaseCatalog,
  ) {}

  /** @throws ServiceError what a request of this would be refused with */
  async check(account: AccountRow, given: z.input<typeof RunRequest>): Promise<void> {
    await this.hopsOf(account, checked(RunRequest, given, 'It cannot be deployed like this.'));
  }

  hopsOf(account: AccountRow, asked: RunRequest): Promise<readonly PlannedHop[]> {
    return asked.current === undefined
      ? this.installation(account, asked)
      : this.upgrade({ ...asked, current: asked.current });
  }

  private async installation(account: AccountRow, asked: RunRequest) {
    const { target, channel, parameters: values } = asked;
    const catalog = await this.catalog.asOf('');
    const minor = parseMinor(target);
    const version = minor === undefined ? target : catalog.stops(minor, channel)[0];
    const entry = version === undefined ? undefined : catalog.entry(version);
    if (!entry || (channel === 'stable' && entry.release.channel !== 'stable'))
      throw new ServiceError('not_found', 'There is no such release.');
    if (entry.withdrawn !== undefined) throw unprocessable('The release was withdrawn.');
    const { release } = entry;
    const hop: PlannedHop = {
      to: release.version,
      templateUrl: templateUrl(release, account.region),
      capabilities: release.capabilities ?? CAPABILITIES,
      roleUpdate: false,
      tasks: [],
      pulumiBuild: pulumiBuilds(release.version),
      values,
    };
    return [hop];
  }

  private async upgrade(asked: RunRequest & { readonly current: string }) {
    const { stackName: _, roleVersion = '', ...question } = asked;
    const plan = await this.plans.unmasked({ ...question, roleVersion, asOf: '' });
    if (plan.outcome === 'current') throw new ServiceError('conflict', 'It runs already.');
    if (plan.outcome === 'refused') throw unprocessable(plan.message);
    const missing = plan.hops.flatMap((hop) => hop.missing);
    if (missing.length > 0)
      throw new ServiceError('bad_request', 'It cannot be deployed like this.', {
        fields: [...new Set(missing)].slice(0, 100).map((name) => ({
          path: `parameters.${name}`,
          message: 'Is needed on the way, and nobody has said it.',
        })),
      });
    return plan.hops.map(
      ({ from, to, templateUrl: url, capabilities, roleUpdate, tasks, ...hop }): PlannedHop => ({
        from,
        to,
        templateUrl: url,
        capabilities,
        roleUpdate: roleUpdate !== undefined,
        // What is edited automatically is edited in the values already.
        tasks: tasks.filter(({ kind }) => kind !== 'automatic').map(({ note }) => note),
        pulumiBuild: hop.pulumiBuild,
        values: hop.parameters,
      }),
    );
  }
}
