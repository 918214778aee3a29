import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { assumeRole, AwsClients, type SessionOwner, SessionCache } from '@margay/aws';
import { Injectable } from '@nestjs/common';
import type { AccountRow } from '../accounts/account.row.js';

/** Seen in the customer's CloudTrail as `margay-deployments-deploy`. */
const OWNER: SessionOwner = { service: 'deployments', purpose: 'deploy' };

/** An account that deployments may be made in. */
export type Deployable = Pick<AccountRow, 'account' | 'region' | 'facts' | 'externalId'>;

/** What speaks as the deployer role of one account, in its region. */
export interface Deployer {
  readonly cloudFormation: CloudFormationClient;
  readonly codeBuild: CodeBuildClient;
}

/** The deployer roles of accounts: one session for each, renewed while it still works. */
@Injectable()
export class Deployers {
  /** A role is always used with one external id, so both together are the key. */
  private readonly sessions = new SessionCache(async (key, signal) => {
    const [arn = '', externalId = ''] = key.split('\n');
    return assumeRole(this.clients.sts, { arn, externalId, owner: OWNER, signal });
  });

  constructor(private readonly clients: AwsClients) {}

  /** @throws ServiceError while the role cannot be assumed */
  async of({ facts, externalId, region }: Deployable): Promise<Deployer | undefined> {
    if (!facts.deployerRole || !externalId) return undefined;
    const { keys } = await this.sessions.get(`${facts.deployerRole}\n${externalId}`);
    return {
      cloudFormation: this.clients.as(CloudFormationClient, keys, region),
      codeBuild: this.clients.as(CodeBuildClient, keys, region),
    };
  }
}
