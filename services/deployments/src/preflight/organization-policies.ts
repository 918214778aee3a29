import { type Context, evaluate, type PolicyDocument, readDocument } from '@margay/iam-policy';
import { type CheckResult, CHECKS } from './check.js';
import { type DeploymentProbe, deploymentProbes } from './deployment-probes.js';

/** A service control policy as Organizations hands it out. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly content: string;
}

/** What is attached to the root, to one unit on the way, or to the account itself. */
export interface PolicyLevel {
  readonly target: string;
  readonly policies: readonly OrganizationPolicy[];
}

export interface Deployer {
  readonly account: string;
  readonly region: string;
  /** The ARN of whoever creates the stacks. */
  readonly principal: string;
}

interface ReadPolicy extends OrganizationPolicy {
  readonly document: PolicyDocument;
  /** All of it could be read. */
  readonly isWhole: boolean;
}

interface Denial {
  readonly probe: DeploymentProbe;
  readonly because: string;
}

const contextOf = ({ account, region, principal }: Deployer): Context => ({
  'aws:RequestedRegion': region,
  'aws:PrincipalArn': principal,
  'aws:PrincipalAccount': account,
  'aws:SecureTransport': 'true',
});

const titled = ({ document, name, id }: ReadPolicy, index: number): string => {
  const sid = document.statements.find((statement) => statement.index === index)?.sid;
  return `${name} (${id}), statement ${index}${sid ? ` (${sid})` : ''}`;
};

interface ReadLevel {
  readonly target: string;
  readonly policies: readonly ReadPolicy[];
}

/** Every level has to allow, and no policy of any may deny. */
function denialOf(
  levels: readonly ReadLevel[],
  probe: DeploymentProbe,
  context: Context,
): string | undefined {
  for (const { target, policies } of levels) {
    const verdicts = policies.map((policy) => ({
      policy,
      ...evaluate(policy.document, { ...probe, context }),
    }));
    const denying = verdicts.find(({ decision }) => decision === 'explicit_deny');
    if (denying) return `Denied by ${titled(denying.policy, denying.statement ?? 0)}.`;
    // What cannot be read may allow anything.
    if (
      policies.every(({ isWhole }) => isWhole) &&
      !verdicts.some(({ decision }) => decision === 'allowed')
    )
      return `No policy of ${target} allows it.`;
  }
  return undefined;
}

/** What is wrong with the shape of one is left out, and the rest has its say. */
function readPolicy(policy: OrganizationPolicy): ReadPolicy {
  let isWhole = true;
  const document = readDocument(policy.content, (_code, severity) => {
    if (severity === 'error') isWhole = false;
  });
  return { ...policy, isWhole: isWhole && document !== undefined, document: document ?? NOTHING };
}

const NOTHING: PolicyDocument = { statements: [] };

/**
 * Whether the policies of an organisation let a deployment do what it does: evaluated here, so that nothing is
 * tried. What depends on a request that we cannot know is taken at its most restrictive.
 */
export function checkOrganizationPolicies(
  levels: readonly PolicyLevel[],
  deployer: Deployer,
): CheckResult {
  const read = levels.map(({ target, policies }) => ({
    target,
    policies: policies.map(readPolicy),
  }));
  const unread = read.flatMap(({ policies }) => policies.filter(({ isWhole }) => !isWhole));
  const result = (
    outcome: CheckResult['outcome'],
    message: string,
    evidence: CheckResult['evidence'] = {},
  ): CheckResult => ({
    id: 'organization_policies',
    outcome,
    message,
    evidence: {
      ...evidence,
      ...(unread.length > 0
        ? { unread: unread.map(({ name, id }) => `${name} (${id})`).join(', ') }
        : {}),
    },
    documentation: CHECKS.organization_policies.documentation,
  });
  if (levels.length === 0) return result('skipped', 'The account is in no organisation.');
  const context = contextOf(deployer);
  const denials = deploymentProbes(deployer).flatMap((probe): Denial[] => {
    const because = denialOf(read, probe, context);
    return because === undefined ? [] : [{ probe, because }];
  });
  if (denials.length > 0) {
    const services = [...new Set(denials.map(({ probe }) => probe.service))].join(', ');
    return result(
      'fail',
      `Policies of the organisation forbid what a deployment does with ${services}.`,
      Object.fromEntries(denials.map(({ probe, because }) => [probe.action, because])),
    );
  }
  if (unread.length > 0) return result('warn', 'Some policies of the organisation are unreadable.');
  return result('pass', 'No policy of the organisation stands in the way.');
}
