import { AwsClients } from '@margay/aws';
import { Injectable } from '@nestjs/common';
import { AccountReader } from '../accounts/account-reader.service.js';
import type { AccountRow } from '../accounts/account.row.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { checkAccount } from './account-approved.js';
import { type CheckId, type CheckResult, notLookedAt, notNeeded } from './check.js';
import { DeployerEyes } from './deployer-eyes.client.js';
import { checkPermissions } from './deployment-permissions.js';
import { checkDeploymentRole } from './deployment-role-actions.js';
import { InspectionRoles, InspectionSession } from './inspection-session.client.js';
import { LeftoverEyes } from './leftover-eyes.client.js';
import { checkLeftovers } from './leftovers.js';
import { Unseen } from './look.js';
import { checkNetworkQuotas } from './network-quotas.js';
import { OrganizationEyes } from './organization-eyes.client.js';
import { checkOrganizationPolicies } from './organization-policies.js';
import type { PreflightSubject } from './preflight.decider.js';
import { QuotaEyes } from './quota-eyes.client.js';
import { checkReservedConcurrency } from './reserved-concurrency.js';
import { allowedActions, simulationContext, simulationQuestions } from './simulation-questions.js';
import { checkStackName } from './stack-name.js';

/** How long one check may take; the others shall have their turn. */
const CHECK_MS = 30_000;

/** What a check is made of. */
interface Situation {
  readonly account: AccountRow;
  readonly subject: PreflightSubject;
  readonly session: InspectionSession;
}

type Check = (situation: Situation) => Promise<CheckResult>;

const isByRole = ({ account }: Situation): boolean =>
  account.facts.deployedBy === 'deployment_role';

const AN_UPDATE = 'It is an update: what is there is meant to be.';

/** The checks of one preflight, each made through the same roles. */
export interface Checking {
  /** @throws whatever goes wrong in this service; what goes wrong at AWS is a result */
  conclude(check: CheckId, signal: AbortSignal): Promise<CheckResult>;
}

/** Makes checks: looks, and asks the rules what that comes to. Keeps nothing. */
@Injectable()
export class PreflightChecks {
  constructor(
    private readonly clients: AwsClients,
    private readonly accounts: AccountReader,
    private readonly catalog: ReleaseCatalog,
  ) {}

  async begin(accountId: string, subject: PreflightSubject): Promise<Checking> {
    const account = await this.accounts.one(accountId);
    const roles = new InspectionRoles(this.clients, account);
    return {
      conclude: async (check, signal) => {
        const bounded = AbortSignal.any([signal, AbortSignal.timeout(CHECK_MS)]);
        const session = new InspectionSession(roles, bounded);
        try {
          return await this.checks[check]({ account, subject, session });
        } catch (error) {
          if (error instanceof Unseen) return notLookedAt(check, error.message);
          throw error;
        }
      },
    };
  }

  private readonly checks: Readonly<Record<CheckId, Check>> = {
    account: async ({ account: { id, region } }) => {
      // It may have come to its end since this began.
      const { status, expiresAt } = await this.accounts.one(id);
      const known = { status, ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}) };
      return checkAccount(region, known, new Date().toISOString());
    },

    stack_name: (situation) =>
      Promise.resolve(checkStackName(situation.subject.stackName, isByRole(situation))),

    permissions: async (situation) => {
      const { session, subject } = situation;
      const { principal } = subject;
      if (principal === undefined)
        throw new Unseen('Nobody said who deploys: name the ARN of the user or the role.');
      const eyes = new DeployerEyes(session);
      const policies = isByRole(situation) ? await eyes.rolePolicies(principal) : [];
      if (!policies) return checkPermissions(principal, undefined);
      const questions = simulationQuestions(session, policies);
      const context = simulationContext(session.region);
      return checkPermissions(principal, await eyes.simulate(principal, questions, context));
    },

    organization_policies: async ({ account, session, subject }) => {
      const levels = await new OrganizationEyes(session).levels();
      const principal = subject.principal ?? `arn:aws:iam::${account.account}:root`;
      const deployer = { account: account.account, region: account.region, principal };
      return checkOrganizationPolicies(levels, deployer);
    },

    deployment_role: async (situation) => {
      const { principal, version } = situation.subject;
      if (!isByRole(situation) || principal === undefined)
        return checkDeploymentRole(version, undefined, undefined);
      const needed = (await this.catalog.asOf('')).entry(version)?.release.roleActions;
      if (!needed) throw new Unseen(`The role template of ${version} has not been read.`);
      const policies = await new DeployerEyes(situation.session).rolePolicies(principal);
      // A role that is not there may do nothing.
      return checkDeploymentRole(version, needed, allowedActions(policies ?? []));
    },

    leftovers: async ({ account, session, subject }) => {
      if (subject.phase === 'update') return notNeeded('leftovers', AN_UPDATE);
      const { found, unseen } = await new LeftoverEyes(session).look();
      return checkLeftovers(found, account.region, unseen);
    },

    network_quotas: async ({ session, subject }) => {
      if (subject.phase === 'update') return notNeeded('network_quotas', AN_UPDATE);
      if (subject.givenNetwork)
        return notNeeded('network_quotas', 'The deployment is given a network that exists.');
      return checkNetworkQuotas(await new QuotaEyes(session).network());
    },

    reserved_concurrency: async ({ session, subject }) => {
      if (subject.phase === 'update') return notNeeded('reserved_concurrency', AN_UPDATE);
      return checkReservedConcurrency(subject.reservations, await new QuotaEyes(session).lambda());
    },
  };
}
