import { AwsClients } from '@margay/aws';
import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccountReader } from '../accounts/account-reader.service.js';
import type { AccountRow } from '../accounts/account.row.js';
import { checked } from '../checked.js';
import { InspectionRoles, InspectionSession } from '../preflight/inspection-session.client.js';
import { Unseen } from '../preflight/look.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { parseVersion, type Version } from '../releases/version.js';
import { type Diagnosis, diagnose } from './diagnosis.js';
import { diagnosisText } from './diagnosis-text.js';
import { type NextActions, nextActions, type StackStatus } from './next-actions.js';
import { type RoleFix, roleFixOf } from './role-fix.js';
import { type SeenStack, StackEyes } from './stack-eyes.client.js';
import type { StackPages } from './stack-pages.js';
import { stuckIn } from './stuck-resources.js';

/** All of the look. */
const LOOK_MS = 20_000;
/** Far more stacks than one failure leads through. */
const STACKS_MAX = 100;

const Asked = z.object({
  stack: z
    .string()
    .regex(
      /^(?:[a-zA-Z][-a-zA-Z\d]{0,127}|arn:[a-z-]+:cloudformation:[a-z\d-]+:\d{12}:stack\/[-a-zA-Z\d]{1,128}\/[-a-f\d]{1,64})$/,
      'Expected the name or the ARN of a stack.',
    ),
  version: z
    .string()
    .refine((text) => text === '' || parseVersion(text) !== undefined, 'Expected a version.'),
});

export interface StackDiagnosis {
  readonly stackId: string;
  readonly status: StackStatus;
  readonly diagnosis: Diagnosis;
  readonly next: NextActions;
  readonly roleFix: RoleFix | undefined;
  readonly text: string;
}

/** A diagnosis with all that it was made from. */
export interface SeenFailure {
  readonly stack: SeenStack;
  readonly read: readonly StackPages[];
  readonly found: StackDiagnosis;
}

/** Explains stacks by what their account tells now. Keeps nothing. */
@Injectable()
export class Diagnoses {
  constructor(
    private readonly clients: AwsClients,
    private readonly accounts: AccountReader,
    private readonly catalog: ReleaseCatalog,
  ) {}

  /**
   * @param version of the release that was to be deployed; empty: not known
   * @throws ServiceError `bad_request`; `not_found` without such an account; `conflict` with what AWS did not let us see
   */
  async of(accountId: string, stack: string, version: string): Promise<SeenFailure> {
    const asked = checked(Asked, { stack, version }, 'It cannot be asked like this.');
    const account = await this.accounts.one(accountId);
    try {
      return await this.explain(account, asked.stack, asked.version);
    } catch (error) {
      if (!(error instanceof Unseen)) throw error;
      throw new ServiceError('conflict', error.message, { cause: error });
    }
  }

  /**
   * The same of an account that is at hand; where it names no inspection role, as its deployer role.
   *
   * @throws Unseen
   */
  async explain(account: AccountRow, stack: string, version: Version): Promise<SeenFailure> {
    const { deployerRole, inspectionRole } = account.facts;
    const facts = { ...account.facts, inspectionRole: inspectionRole || deployerRole };
    const roles = new InspectionRoles(this.clients, { ...account, facts });
    const session = new InspectionSession(roles, AbortSignal.timeout(LOOK_MS));
    return this.look(new StackEyes(session), stack, version);
  }

  private async look(eyes: StackEyes, name: string, version: string): Promise<SeenFailure> {
    const stack = await eyes.stack(name);
    const { id, status } = stack;
    const read = [await eyes.events(id)];
    const diagnosis = await this.follow(eyes, id, read);
    const action = diagnosis.cause?.cause.denial?.action;
    const roleFix = action === undefined ? undefined : await this.roleFix(action, version);
    const found = {
      stackId: id,
      status,
      diagnosis,
      next: nextActions(status, stuckIn(id, read)),
      roleFix,
      text: diagnosisText(diagnosis, roleFix),
    };
    return { stack, read, found };
  }

  /** Reads what the diagnosis so far asks for, and no more; what cannot be read stays named. */
  private async follow(eyes: StackEyes, id: string, read: StackPages[]): Promise<Diagnosis> {
    const tried = new Set([id]);
    for (;;) {
      const diagnosis = diagnose(id, read);
      const wanted = diagnosis.unread.filter((each) => !tried.has(each));
      if (wanted.length === 0 || tried.size >= STACKS_MAX) return diagnosis;
      for (const each of wanted.slice(0, STACKS_MAX - tried.size)) {
        tried.add(each);
        try {
          read.push(await eyes.events(each));
        } catch (error) {
          if (!(error instanceof Unseen)) throw error;
        }
      }
    }
  }

  private async roleFix(action: string, version: Version): Promise<RoleFix | undefined> {
    const catalog = await this.catalog.asOf('');
    const target = version || catalog.all().at(-1)?.release.version;
    return target === undefined ? undefined : roleFixOf(catalog, action, target);
  }
}
