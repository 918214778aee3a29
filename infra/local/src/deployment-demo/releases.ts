/** Of nobody: no channel that anybody follows leads there. */
export const RELEASES = ['99.1.0', '99.2.0', '99.3.0'] as const;
export type DemoRelease = (typeof RELEASES)[number];

/** What the policy of the organisation forbids at first, three levels down. */
export const DENIED = { resource: 'Core.Data.Key', action: 'kms:CreateKey' } as const;

const BUCKET = 'margay-demonstration';
const REGION = 'us-east-1';
const FILES = ['root', 'core', 'data', 'web'] as const;
type File = (typeof FILES)[number];

const arnOf = (version: string, file: File) => `arn:aws:s3:::${BUCKET}/${version}/${file}.json`;
export const urlOf = (version: string, file: File = 'root') =>
  `https://${BUCKET}.s3.${REGION}.amazonaws.com/${version}/${file}.json`;

const resource = (Type: string, Properties: object = {}) => ({ Type, Properties });
const nested = (version: string, file: File, more: object = {}) => ({
  ...resource('AWS::CloudFormation::Stack', {
    TemplateURL: urlOf(version, file),
    Tags: [{ Key: 'PantherVersion', Value: `v${version}` }],
  }),
  ...more,
});

/** Each minor changes something; the last one keeps its table by another key, so that it is made anew. */
const templatesOf = (version: DemoRelease): Readonly<Record<File, object>> => {
  const description = { Description: version };
  return {
    root: {
      Mappings: { Constants: { Panther: { Version: version } } },
      Parameters: { FirstUserEmail: { Type: 'String' }, Token: { Type: 'String', NoEcho: true } },
      Resources: {
        Core: nested(version, 'core'),
        Web: nested(version, 'web', { DependsOn: 'Core' }),
        Alarms: resource('AWS::SNS::Topic', { DisplayName: 'Alarms' }),
        Pulumi: resource('AWS::CodeBuild::Project', { Name: 'panther-pulumi' }),
      },
      Outputs: { Alarms: { Value: { Ref: 'Alarms' } } },
    },
    core: {
      Resources: {
        Data: nested(version, 'data'),
        Router: resource('AWS::Lambda::Function', description),
        Queue: resource('AWS::SQS::Queue'),
      },
    },
    data: {
      Resources: {
        Key: resource('AWS::KMS::Key', description),
        Alerts: resource('AWS::DynamoDB::Table', {
          KeySchema: [{ AttributeName: version === '99.3.0' ? 'tenant' : 'id', KeyType: 'HASH' }],
        }),
        Archive: resource('AWS::S3::Bucket'),
        ...(version === '99.1.0' ? {} : { Index: resource('AWS::SQS::Queue') }),
      },
    },
    web: { Resources: { Pages: resource('AWS::Lambda::Function', description) } },
  };
};

/** The objects that stand for published templates. */
export const objectsOf = (version: DemoRelease) => {
  const templates = templatesOf(version);
  return FILES.map((file) => ({
    arn: arnOf(version, file),
    text: JSON.stringify(templates[file]),
  }));
};

export const registrationOf = (version: DemoRelease) => ({
  channel: 'candidate',
  templateUrls: { [REGION]: urlOf(version) },
  template: JSON.stringify(templatesOf(version).root),
});
