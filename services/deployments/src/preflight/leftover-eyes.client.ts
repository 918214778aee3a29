import {
  CloudFormationClient,
  paginateListStacks,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { InspectionSession } from './inspection-session.client.js';
import type { FoundResource, LeftoverKind } from './leftovers.js';
import { type Listed, Unseen } from './look.js';
import { resourceOfArn } from './tagged-resource.js';

/** Of each list. An account with more is looked at as far as this, and that is said. */
const ITEMS_MAX = 5_000;

const LIVE = Object.values(StackStatus).filter((status) => status !== 'DELETE_COMPLETE');

/** What was found, and what could not be looked at, in sentences. */
export interface FoundLeftovers {
  readonly found: readonly FoundResource[];
  readonly unseen: readonly string[];
}

const named = (kind: LeftoverKind, names: readonly (string | undefined)[]): FoundResource[] =>
  names.flatMap((name) => (name === undefined ? [] : [{ kind, name }]));

/** What lies in an account, by name and by tag. Each list that cannot be read is missed alone. */
export class LeftoverEyes {
  constructor(private readonly session: InspectionSession) {}

  async look(): Promise<FoundLeftovers> {
    const found: FoundResource[] = [];
    const unseen: string[] = [];
    for (const look of [
      () => this.stacks(),
      () => this.functions(),
      () => this.logGroups(),
      () => this.roles(),
      () => this.tagged('Application', 'Panther'),
      () => this.tagged('panther:app', 'panther'),
    ])
      try {
        const { items, whole } = await look();
        found.push(...items);
        if (!whole) unseen.push(`There are more than ${ITEMS_MAX} in a list.`);
      } catch (error) {
        if (!(error instanceof Unseen)) throw error;
        unseen.push(error.message);
      }
    return { found: distinct(found), unseen: [...new Set(unseen)] };
  }

  private async stacks(): Promise<Listed<FoundResource>> {
    const client = await this.session.client(CloudFormationClient);
    const asked = { StackStatusFilter: [...LIVE] };
    const { items, whole } = await this.session.list(
      'cloudformation:ListStacks',
      (options) => paginateListStacks({ client }, asked, options),
      ({ StackSummaries }) => StackSummaries,
      ITEMS_MAX,
    );
    const names = items.map(({ StackName }) => StackName);
    return { items: named('CloudFormation stack', names), whole };
  }

  private async functions(): Promise<Listed<FoundResource>> {
    const client = await this.session.client(LambdaClient);
    const { items, whole } = await this.session.list(
      'lambda:ListFunctions',
      (options) => paginateListFunctions({ client }, {}, options),
      ({ Functions }) => Functions,
      ITEMS_MAX,
    );
    const names = items.map(({ FunctionName }) => FunctionName);
    return { items: named('Lambda function', names), whole };
  }

  private async logGroups(): Promise<Listed<FoundResource>> {
    const client = await this.session.client(CloudWatchLogsClient);
    const asked = { logGroupNamePrefix: '/aws/lambda/panther-' };
    const { items, whole } = await this.session.list(
      'logs:DescribeLogGroups',
      (options) => paginateDescribeLogGroups({ client }, asked, options),
      ({ logGroups }) => logGroups,
      ITEMS_MAX,
    );
    return {
      items: named(
        'log group',
        items.map(({ logGroupName }) => logGroupName),
      ),
      whole,
    };
  }

  private async roles(): Promise<Listed<FoundResource>> {
    const client = await this.session.client(IAMClient);
    const { items, whole } = await this.session.list(
      'iam:ListRoles',
      (options) => paginateListRoles({ client }, {}, options),
      ({ Roles }) => Roles,
      ITEMS_MAX,
    );
    return {
      items: named(
        'IAM role',
        items.map(({ RoleName }) => RoleName),
      ),
      whole,
    };
  }

  private async tagged(Key: string, value: string): Promise<Listed<FoundResource>> {
    const client = await this.session.client(ResourceGroupsTaggingAPIClient);
    const asked = { TagFilters: [{ Key, Values: [value] }] };
    const { items, whole } = await this.session.list(
      'tag:GetResources',
      (options) => paginateGetResources({ client }, asked, options),
      ({ ResourceTagMappingList }) => ResourceTagMappingList,
      ITEMS_MAX,
    );
    const resources = items.flatMap(({ ResourceARN = '', Tags = [] }) => {
      const tags = Object.fromEntries(Tags.map((tag) => [tag.Key ?? '', tag.Value ?? '']));
      const resource = resourceOfArn(ResourceARN);
      return resource ? [{ ...resource, tags }] : [];
    });
    return { items: resources, whole };
  }
}

/** What has a name and tags is found by both; the tags stay. */
const distinct = (found: readonly FoundResource[]): readonly FoundResource[] => [
  ...new Map(found.map((each) => [`${each.kind} ${each.name}`, each])).values(),
];
