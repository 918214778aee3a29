import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListParents,
  paginateListPoliciesForTarget,
} from '@aws-sdk/client-organizations';
import { AwsFailure } from '@margay/aws';
import type { InspectionSession } from './inspection-session.client.js';
import { Unseen } from './look.js';
import type { OrganizationPolicy, PolicyLevel } from './organization-policies.js';

/** An organisation is five units deep, below a root and above an account; a target has five policies. */
const LEVELS_MAX = 7;
const POLICIES_MAX = 20;

/** The organisation of an account. */
export class OrganizationEyes {
  private readonly documents = new Map<string, string>();

  constructor(private readonly session: InspectionSession) {}

  /** Service control policies, from the account up to the root; none where there is no organisation. @throws Unseen */
  async levels(): Promise<readonly PolicyLevel[]> {
    const { session } = this;
    if (!session.reachesOrganization) {
      if (!(await this.isMember())) return [];
      throw new Unseen(
        'The account is in an organisation, and no role was named that may read its policies.',
      );
    }
    const client = await session.organizationClient(OrganizationsClient);
    const levels: PolicyLevel[] = [];
    let target = session.account;
    for (let level = 0; level < LEVELS_MAX; level++) {
      levels.push({ target, policies: await this.policiesOf(client, target) });
      const parent = target.startsWith('r-') ? undefined : await this.parentOf(client, target);
      if (parent === undefined) return levels;
      target = parent;
    }
    throw new Unseen('The organisation is deeper than organisations are.');
  }

  private async isMember(): Promise<boolean> {
    const client = await this.session.client(OrganizationsClient);
    try {
      await this.session.ask('organizations:DescribeOrganization', (options) =>
        client.send(new DescribeOrganizationCommand({}), options),
      );
      return true;
    } catch (error) {
      const cause = error instanceof Unseen ? error.cause : undefined;
      if (cause instanceof AwsFailure && cause.code === 'AWSOrganizationsNotInUseException')
        return false;
      throw error;
    }
  }

  private async parentOf(client: OrganizationsClient, ChildId: string) {
    const { items } = await this.session.list(
      'organizations:ListParents',
      (options) => paginateListParents({ client }, { ChildId }, options),
      ({ Parents }) => Parents,
      1,
    );
    return items[0]?.Id;
  }

  private async policiesOf(
    client: OrganizationsClient,
    TargetId: string,
  ): Promise<readonly OrganizationPolicy[]> {
    const Filter = 'SERVICE_CONTROL_POLICY';
    const { items, whole } = await this.session.list(
      'organizations:ListPoliciesForTarget',
      (options) => paginateListPoliciesForTarget({ client }, { TargetId, Filter }, options),
      ({ Policies }) => Policies,
      POLICIES_MAX,
    );
    if (!whole) throw new Unseen('A level of the organisation has too many policies.');
    const policies: OrganizationPolicy[] = [];
    for (const { Id = '', Name = '' } of items)
      policies.push({ id: Id, name: Name, content: await this.contentOf(client, Id) });
    return policies;
  }

  private async contentOf(client: OrganizationsClient, PolicyId: string): Promise<string> {
    const kept = this.documents.get(PolicyId);
    if (kept !== undefined) return kept;
    const { Policy } = await this.session.ask('organizations:DescribePolicy', (options) =>
      client.send(new DescribePolicyCommand({ PolicyId }), options),
    );
    const content = Policy?.Content ?? '';
    this.documents.set(PolicyId, content);
    return content;
  }
}
