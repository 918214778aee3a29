import type { CatalogFact, Day } from './catalog.js';
import type { MigrationNote } from './migration-note.js';
import type { Version } from './version.js';

/** The list bears no date: what is on it holds on every day that may be asked about. */
const ALWAYS: Day = '0000-01-01';

const RECOMMENDED: readonly Version[] = [
  '1.34.18',
  '1.33.5',
  '1.32.7',
  '1.31.1',
  '1.30.5',
  '1.29.3',
  '1.28.7',
  '1.27.8',
  '1.26.9',
  '1.25.18',
  '1.24.12',
  '1.23.5',
];

/** What a catalog begins with. Templates are read when a release is registered, so none is known yet. */
export const PUBLISHED_RELEASES: readonly CatalogFact[] = RECOMMENDED.map((version) => ({
  on: ALWAYS,
  kind: 'published',
  release: { version, channel: 'stable' },
}));

export const PUBLISHED_NOTES: readonly MigrationNote[] = [
  {
    id: 'log-processor-delay',
    title: 'The delay of the log processor is no longer a parameter',
    from: '<1.12.0',
    to: '>=1.12.0',
    work: { kind: 'drop_parameters', parameters: ['LogProcessorSQSDelaySeconds'] },
  },
  {
    id: 'one-root-stack',
    title: 'One root stack takes the place of nine stacks',
    from: '<1.16.0',
    to: '>=1.16.0',
    work: {
      kind: 'manual',
      steps: [
        {
          id: 'import-stacks',
          phase: 'before',
          text: 'On 1.15, create the root stack with BootstrapStackOnly and import the existing stacks into it. Never set BootstrapStackOnly afterwards: it deletes everything but the bootstrap stacks.',
          evidence: 'The ARN of the root stack, with the imported stacks nested in it.',
        },
      ],
    },
  },
  {
    id: 'image-registry',
    title: 'The image registry is no longer a parameter',
    from: '<1.16.0',
    to: '>=1.16.0',
    work: { kind: 'drop_parameters', parameters: ['ImageRegistry'] },
  },
  {
    id: 'pip-libraries',
    title: 'Three Python libraries are included now',
    from: '<1.18.0',
    to: '>=1.18.0',
    work: {
      kind: 'remove_libraries',
      parameter: 'PipLibraries',
      libraries: ['jsonpath-ng', 'policyuniverse', 'requests'],
    },
  },
  {
    id: 'api-certificate',
    title: 'The GraphQL API has a domain and a certificate of its own',
    from: '<1.21.0',
    to: '>=1.19.5',
    when: 'custom_domain',
    work: {
      kind: 'manual',
      provenBy: 'ApiCertificateArn',
      steps: [
        {
          id: 'update-role',
          phase: 'before',
          when: 'deployment_role',
          text: 'Update the deployment role to its latest template: it needs the permissions for an edge-optimised domain on API Gateway.',
          evidence: 'The version in the outputs or tags of the stack of the role.',
        },
        {
          id: 'request-certificate',
          phase: 'before',
          text: 'In us-east-1, request a certificate for the api. subdomain of the domain of the platform, add the CNAME record that validates it and wait until it is issued.',
          evidence: 'The ARN of the issued certificate, in us-east-1.',
        },
        {
          id: 'set-certificate',
          phase: 'before',
          text: 'Set the parameter ApiCertificateArn to the ARN of that certificate.',
          evidence: 'The parameter in the values of this step.',
        },
        {
          id: 'create-alias',
          phase: 'after',
          text: 'Create the alias record of the api. subdomain with the enclosed template. Its two values about the distribution are the outputs PantherApiDistributionHostedZoneId and PantherApiDistributionDomainName of the nested Bootstrap stack. The console does not offer that distribution.',
          evidence: 'The stack with the alias record, in CREATE_COMPLETE.',
          document: 'api_alias_template',
        },
      ],
    },
  },
  {
    id: 'pulumi-secrets',
    title: 'A part of the platform is built by Pulumi',
    from: '<1.22.0',
    to: '>=1.22.0',
    work: { kind: 'supply_parameters', parameters: ['PulumiSecretArn', 'PulumiSecretKeyArn'] },
  },
  {
    id: 'snowflake-script',
    title: 'A Snowflake of the customer needs other rights',
    from: '<1.25.0',
    to: '>=1.25.0',
    when: 'customer_snowflake',
    work: {
      kind: 'manual',
      steps: [
        {
          id: 'run-script',
          phase: 'before',
          text: 'Run the SQL script of the release in Snowflake, as SECURITYADMIN and SYSADMIN.',
          evidence: 'The ids of both queries in the history of Snowflake.',
        },
      ],
    },
  },
];
