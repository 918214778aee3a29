const BUCKET = 'templates-of-the-bench';
export const REGION = 'us-east-1';
export const VERSION = '1.24.12';

/** Stacks within, by their path from the root. */
export const NESTED: readonly (readonly string[])[] = [
  ['Core'],
  ['Core', 'Data'],
  ['Core', 'Data', 'Keys'],
  ['Search'],
  ['Ingest'],
  ['Alerts'],
  ['Network'],
  ['Onboard'],
  ['Web'],
];
const RESOURCES = 42;
/** Of each stack, so many are made at a time. */
const WIDTH = 6;

export const resourceName = (index: number): string => `Topic${String(index).padStart(2, '0')}`;

const urlOf = (name: string) => `https://${BUCKET}.s3.${REGION}.amazonaws.com/${name}.yml`;

const stack = (path: readonly string[]) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: urlOf(path.join('-')) },
});

const within = (path: readonly string[]) =>
  NESTED.filter((each) => each.length === path.length + 1 && each.join().startsWith(path.join()));

const topics = Object.fromEntries(
  Array.from({ length: RESOURCES }, (_, index) => [
    resourceName(index),
    {
      Type: 'AWS::SNS::Topic',
      ...(index < WIDTH ? {} : { DependsOn: resourceName(index - WIDTH) }),
    },
  ]),
);

const templateOf = (path: readonly string[]) => ({
  Resources: {
    ...topics,
    ...Object.fromEntries(within(path).map((each) => [each.at(-1) ?? '', stack(each)])),
  },
});

const ROOT = {
  Mappings: { Constants: { Panther: { Version: VERSION } } },
  Parameters: { Secret: { Type: 'String', NoEcho: true } },
  Resources: {
    Build: { Type: 'AWS::CodeBuild::Project', Properties: { Name: 'panther-pulumi' } },
    ...Object.fromEntries(within([]).map((path) => [path[0] ?? '', stack(path)])),
  },
};

/** A platform of nine stacks on four levels, as the objects that its templates are. */
export const TEMPLATES: readonly { readonly arn: string; readonly text: string }[] = [
  { name: 'root', template: ROOT },
  ...NESTED.map((path) => ({ name: path.join('-'), template: templateOf(path) })),
].map(({ name, template }) => ({
  arn: `arn:aws:s3:::${BUCKET}/${name}.yml`,
  text: JSON.stringify(template),
}));

export const RELEASE = {
  channel: 'stable',
  template: JSON.stringify(ROOT),
  templateUrls: { [REGION]: urlOf('root') },
};

/** In all stacks of a deployment, without the root itself. */
export const RESOURCE_COUNT = NESTED.length * (RESOURCES + 1) + 1;
