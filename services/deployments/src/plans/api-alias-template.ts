import { stringify } from 'yaml';

const text = (Description: string) => ({ Type: 'String', Description, MinLength: 1 });

const TEMPLATE = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Points the api. subdomain of the platform at the distribution of its API.',
  Parameters: {
    PantherDomainName: text('The domain the platform runs under, such as siem.example.com.'),
    PantherHostedZoneName: text('The hosted zone of that domain, such as example.com.'),
    PantherApiDistributionHostedZoneId: text(
      'The output PantherApiDistributionHostedZoneId of the nested Bootstrap stack.',
    ),
    PantherApiDistributionDomainName: text(
      'The output PantherApiDistributionDomainName of the nested Bootstrap stack.',
    ),
  },
  Resources: {
    PantherApiSubdomain: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        Comment: 'Alias used for customer panther api',
        HostedZoneName: { 'Fn::Sub': '${PantherHostedZoneName}.' },
        Name: { 'Fn::Sub': 'api.${PantherDomainName}.' },
        Type: 'A',
        AliasTarget: {
          HostedZoneId: { Ref: 'PantherApiDistributionHostedZoneId' },
          DNSName: { Ref: 'PantherApiDistributionDomainName' },
          EvaluateTargetHealth: false,
        },
      },
    },
  },
};

/** A whole template for the alias record of the API, which no page of the console can make. */
export const API_ALIAS_TEMPLATE = stringify(TEMPLATE, { lineWidth: 0 });
