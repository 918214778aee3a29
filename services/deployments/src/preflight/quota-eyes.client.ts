import {
  DescribeAddressesCommand,
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { AwsFailure } from '@margay/aws';
import type { InspectionSession } from './inspection-session.client.js';
import { Unseen } from './look.js';
import { NETWORK_QUOTAS, type NetworkQuota, type Use } from './network-quotas.js';
import type { LambdaLimits } from './reserved-concurrency.js';

/** Far beyond what any quota allows. */
const NETWORKS_MAX = 10_000;
/** What AWS leaves to functions without a reservation, where an account has that much. */
const LEAST_UNRESERVED = 100;
const SERVICES = { vpcs: 'vpc', internetGateways: 'vpc', elasticIps: 'ec2' } as const;

/** What an account may have of each thing, and what it has. */
export class QuotaEyes {
  constructor(private readonly session: InspectionSession) {}

  /** @throws Unseen */
  async lambda(): Promise<LambdaLimits> {
    const client = await this.session.client(LambdaClient);
    const { AccountLimit } = await this.session.ask('lambda:GetAccountSettings', (options) =>
      client.send(new GetAccountSettingsCommand({}), options),
    );
    const concurrency = AccountLimit?.ConcurrentExecutions;
    const unreserved = AccountLimit?.UnreservedConcurrentExecutions;
    if (concurrency === undefined || unreserved === undefined)
      throw new Unseen('Lambda does not say how much concurrency there is.');
    const leastUnreserved = Math.min(LEAST_UNRESERVED, concurrency);
    return { concurrency, unreserved, leastUnreserved };
  }

  /** @throws Unseen */
  async network(): Promise<Readonly<Record<NetworkQuota, Use>>> {
    const client = await this.session.client(EC2Client);
    const vpcs = await this.session.list(
      'ec2:DescribeVpcs',
      (options) => paginateDescribeVpcs({ client }, {}, options),
      ({ Vpcs }) => Vpcs,
      NETWORKS_MAX,
    );
    const gateways = await this.session.list(
      'ec2:DescribeInternetGateways',
      (options) => paginateDescribeInternetGateways({ client }, {}, options),
      ({ InternetGateways }) => InternetGateways,
      NETWORKS_MAX,
    );
    // It has no pages.
    const { Addresses = [] } = await this.session.ask('ec2:DescribeAddresses', (options) =>
      client.send(new DescribeAddressesCommand({}), options),
    );
    return {
      vpcs: { used: vpcs.items.length, limit: await this.limitOf('vpcs') },
      internetGateways: {
        used: gateways.items.length,
        limit: await this.limitOf('internetGateways'),
      },
      elasticIps: { used: Addresses.length, limit: await this.limitOf('elasticIps') },
    };
  }

  /** What was granted or, where nothing ever was, what everybody has. */
  private async limitOf(quota: NetworkQuota): Promise<number> {
    const client = await this.session.client(ServiceQuotasClient);
    const of = { ServiceCode: SERVICES[quota], QuotaCode: NETWORK_QUOTAS[quota] };
    const value = await this.session
      .ask('servicequotas:GetServiceQuota', (options) =>
        client.send(new GetServiceQuotaCommand(of), options),
      )
      .catch((error: unknown) => {
        const cause = error instanceof Unseen ? error.cause : undefined;
        if (!(cause instanceof AwsFailure) || cause.code !== 'NoSuchResourceException') throw error;
        return this.session.ask('servicequotas:GetAWSDefaultServiceQuota', (options) =>
          client.send(new GetAWSDefaultServiceQuotaCommand(of), options),
        );
      });
    if (value.Quota?.Value === undefined)
      throw new Unseen(`AWS does not say what ${quota} may be.`);
    return value.Quota.Value;
  }
}
