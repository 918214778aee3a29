import {
  type EvaluationResult,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { AwsFailure } from '@margay/aws';
import type { SimulatedAction } from './deployment-permissions.js';
import type { InspectionSession } from './inspection-session.client.js';
import { Unseen } from './look.js';
import type { SimulationQuestion } from './simulation-questions.js';

/** IAM lets a role have 10 to 25 managed policies, and inline ones of 10,240 characters together. */
const POLICIES_MAX = 100;
/** What one call is asked, so that an answer stays within a page or two. */
const ACTIONS_PER_CALL = 50;
const RESULTS_MAX = 1_000;
const CALLS_MAX = 100;

const DECISIONS: Readonly<Record<string, SimulatedAction['decision']>> = {
  allowed: 'allowed',
  explicitDeny: 'explicitDeny',
  implicitDeny: 'implicitDeny',
};

const simulatedOf = (result: EvaluationResult): SimulatedAction => {
  const above = result.OrganizationsDecisionDetail?.AllowedByOrganizations;
  return {
    action: result.EvalActionName ?? '',
    resource: result.EvalResourceName ?? '*',
    decision: DECISIONS[result.EvalDecision ?? ''] ?? 'implicitDeny',
    missingContext: result.MissingContextValues ?? [],
    ...(above === undefined ? {} : { allowedByOrganization: above }),
  };
};

async function unlessMissing<Seen>(look: () => Promise<Seen>): Promise<Seen | undefined> {
  try {
    return await look();
  } catch (error) {
    const cause = error instanceof Unseen ? error.cause : undefined;
    if (cause instanceof AwsFailure && cause.kind === 'missing') return undefined;
    throw error;
  }
}

/** Whoever deploys, through IAM. */
export class DeployerEyes {
  constructor(private readonly session: InspectionSession) {}

  /** The documents of a role, inline and attached; undefined: there is no such role. @throws Unseen */
  rolePolicies(roleArn: string): Promise<readonly string[] | undefined> {
    return unlessMissing(() => this.documentsOf(roleArn));
  }

  /** What IAM says of each question, tried on nothing; undefined: there is no such principal. @throws Unseen */
  simulate(
    principal: string,
    questions: readonly SimulationQuestion[],
    context: Readonly<Record<string, string>>,
  ): Promise<readonly SimulatedAction[] | undefined> {
    return unlessMissing(() => this.answersTo(principal, questions, context));
  }

  private async documentsOf(roleArn: string): Promise<readonly string[]> {
    const client = await this.session.client(IAMClient);
    const RoleName = roleArn.split('/').at(-1) ?? '';
    const inline = await this.session.list(
      'iam:ListRolePolicies',
      (options) => paginateListRolePolicies({ client }, { RoleName }, options),
      ({ PolicyNames }) => PolicyNames,
      POLICIES_MAX,
    );
    const attached = await this.session.list(
      'iam:ListAttachedRolePolicies',
      (options) => paginateListAttachedRolePolicies({ client }, { RoleName }, options),
      ({ AttachedPolicies }) => AttachedPolicies,
      POLICIES_MAX,
    );
    if (!inline.whole || !attached.whole) throw new Unseen('The role has too many policies.');
    const documents: string[] = [];
    for (const PolicyName of inline.items) {
      const { PolicyDocument = '' } = await this.session.ask('iam:GetRolePolicy', (options) =>
        client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options),
      );
      documents.push(decodeURIComponent(PolicyDocument));
    }
    for (const { PolicyArn } of attached.items)
      documents.push(await this.managedPolicy(client, PolicyArn ?? ''));
    return documents;
  }

  private async managedPolicy(client: IAMClient, PolicyArn: string): Promise<string> {
    const { Policy } = await this.session.ask('iam:GetPolicy', (options) =>
      client.send(new GetPolicyCommand({ PolicyArn }), options),
    );
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await this.session.ask('iam:GetPolicyVersion', (options) =>
      client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }), options),
    );
    return decodeURIComponent(PolicyVersion?.Document ?? '');
  }

  private async answersTo(
    principal: string,
    questions: readonly SimulationQuestion[],
    context: Readonly<Record<string, string>>,
  ): Promise<readonly SimulatedAction[]> {
    const client = await this.session.client(IAMClient);
    const ContextEntries = Object.entries(context).map(([ContextKeyName, value]) => ({
      ContextKeyName,
      ContextKeyType: value === 'true' ? ('boolean' as const) : ('string' as const),
      ContextKeyValues: [value],
    }));
    const batches = questions.flatMap(({ actions, resource }) =>
      Array.from({ length: Math.ceil(actions.length / ACTIONS_PER_CALL) }, (_, index) => ({
        resource,
        ActionNames: actions.slice(index * ACTIONS_PER_CALL, (index + 1) * ACTIONS_PER_CALL),
      })),
    );
    if (batches.length > CALLS_MAX)
      throw new Unseen(`The role has too many statements: ${batches.length} simulations.`);
    const simulated: SimulatedAction[] = [];
    for (const { ActionNames, resource } of batches) {
      const asked = {
        PolicySourceArn: principal,
        ActionNames: [...ActionNames],
        ResourceArns: [resource],
        ContextEntries,
      };
      const { items } = await this.session.list(
        'iam:SimulatePrincipalPolicy',
        (options) => paginateSimulatePrincipalPolicy({ client }, asked, options),
        ({ EvaluationResults }) => EvaluationResults,
        RESULTS_MAX,
      );
      simulated.push(...items.map(simulatedOf));
    }
    return simulated;
  }
}
