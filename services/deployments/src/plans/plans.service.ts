import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { circumstancesOf } from '../accounts/account.js';
import { AccountReader } from '../accounts/account-reader.service.js';
import { checked } from '../checked.js';
import { checkParameters } from '../parameters/release-parameters.js';
import { PUBLISHED_NOTES } from '../releases/published-releases.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import type { Catalog } from '../releases/catalog.js';
import { maskedPlan } from './masked-plan.js';
import { OverridesService } from './overrides.service.js';
import { ParametersRequest, PlanRequest } from './plan-request.js';
import { planUpgrade, type UpgradePlan } from './upgrade-plan.js';

/** What is known of crossings; a release may say anew what was published under the same name. */
const notesOf = (catalog: Catalog) => {
  const notes = [...PUBLISHED_NOTES, ...catalog.notes()];
  return [...new Map(notes.map((note) => [note.id, note])).values()];
};

/** Puts questions to the rules, with what is recorded. Keeps nothing. */
@Injectable()
export class PlansService {
  constructor(
    private readonly catalog: ReleaseCatalog,
    private readonly accounts: AccountReader,
    private readonly overrides: OverridesService,
  ) {}

  async plan(given: z.input<typeof PlanRequest>): Promise<UpgradePlan> {
    return maskedPlan(await this.unmasked(given), await this.catalog.asOf(given.asOf));
  }

  /** With the values that nobody may be shown. */
  async unmasked(given: z.input<typeof PlanRequest>): Promise<UpgradePlan> {
    const asked = checked(PlanRequest, given, 'It cannot be planned like this.');
    const { accountId, overrideId, roleVersion, asOf, ...question } = asked;
    const { region, facts } = await this.accounts.one(accountId);
    const override =
      overrideId === ''
        ? undefined
        : await this.overrides.approved(overrideId, accountId, question.target);
    const catalog = await this.catalog.asOf(asOf);
    return planUpgrade(catalog, notesOf(catalog), {
      ...question,
      region,
      circumstances: circumstancesOf(facts),
      ...(roleVersion === undefined ? {} : { roleVersion }),
      ...(override ? { override } : {}),
    });
  }

  async check(given: z.input<typeof ParametersRequest>) {
    const asked = checked(ParametersRequest, given, 'It cannot be checked like this.');
    const entry = (await this.catalog.asOf(asked.asOf)).entry(asked.version);
    if (!entry) throw new ServiceError('not_found', 'There is no such release.');
    return checkParameters(entry.release.parameters, asked.values, {
      phase: asked.phase,
      day: asked.asOf || new Date().toISOString().slice(0, 10),
      installed: asked.installed,
      accepted: new Set(asked.accepted),
    });
  }
}
