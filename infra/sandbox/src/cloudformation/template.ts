import { createHash } from 'node:crypto';
import { Pair, parseDocument, type ScalarTag, type CollectionTag, YAMLMap, YAMLSeq } from 'yaml';
import { AwsError } from '../aws-error.js';
import { referencesIn } from './template-references.js';

export type TemplateNode = string | null | readonly TemplateNode[] | TemplateMap;
export interface TemplateMap {
  readonly [key: string]: TemplateNode;
}

export const NESTED = 'AWS::CloudFormation::Stack';

export const isMap = (node: TemplateNode | undefined): node is TemplateMap =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const mapAt = (node: TemplateNode | undefined, key: string): TemplateMap => {
  const inside = isMap(node) ? node[key] : undefined;
  return isMap(inside) ? inside : {};
};

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** Named, referred to or asked for an attribute. */
  readonly dependsOn: readonly string[];
  readonly properties: TemplateMap;
  readonly condition?: string;
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

/** A template, read once and shared by all stacks that are made of it. */
export interface Template {
  readonly digest: string;
  readonly text: string;
  readonly description?: string;
  readonly parameters: TemplateMap;
  readonly mappings: TemplateMap;
  readonly conditions: TemplateMap;
  /** Each after all that it depends on. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: TemplateMap;
  readonly transforms: readonly string[];
  readonly capabilities: readonly string[];
}

export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
const malformed = (why: string): AwsError => invalid(`Template format error: ${why}`);

const SHORT_FORMS = [
  ...['Base64', 'Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'ImportValue', 'Join', 'Select', 'Split'],
  ...['Sub', 'And', 'Equals', 'If', 'Not', 'Or', 'Transform'],
].map((name) => [`!${name}`, `Fn::${name}`] as const);

/** `!Ref X` is short for `{"Ref": "X"}`. */
const TAGS: (ScalarTag | CollectionTag)[] = [
  ...SHORT_FORMS,
  ['!Ref', 'Ref'] as const,
  ['!Condition', 'Condition'] as const,
].flatMap(([tag, key]): (ScalarTag | CollectionTag)[] => {
  const long = (value: unknown): YAMLMap => {
    const map = new YAMLMap();
    map.add(new Pair(key, value));
    return map;
  };
  return [
    { tag, resolve: (text: string) => ({ [key]: text }) },
    { tag, collection: 'seq', nodeClass: YAMLSeq, resolve: long },
    { tag, collection: 'map', nodeClass: YAMLMap, resolve: long },
  ];
});

function contentOf(text: string): TemplateMap {
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: TAGS,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) throw malformed(`${text.trimStart()[0] === '{' ? 'JSON' : 'YAML'} not well-formed.`);
  const root = document.toJS({ maxAliasCount: 100 }) as TemplateNode;
  if (!isMap(root)) throw malformed('unsupported structure.');
  return root;
}

const texts = (node: TemplateNode | undefined): readonly string[] =>
  (Array.isArray(node) ? node : [node]).filter((each) => typeof each === 'string');

function resourceOf(logicalId: string, node: TemplateNode): TemplateResource {
  const type = isMap(node) ? node['Type'] : undefined;
  if (!isMap(node) || typeof type !== 'string')
    throw malformed(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  const properties = mapAt(node, 'Properties');
  const [condition] = texts(node['Condition']);
  const [deletionPolicy = 'Delete'] = texts(node['DeletionPolicy']);
  const [updateReplacePolicy = 'Delete'] = texts(node['UpdateReplacePolicy']);
  return {
    logicalId,
    type,
    dependsOn: [...new Set([...texts(node['DependsOn']), ...referencesIn(properties)])],
    properties,
    ...(condition === undefined ? {} : { condition }),
    deletionPolicy,
    updateReplacePolicy,
  };
}

/** Each resource after those that it depends on. */
function inOrder(
  resources: ReadonlyMap<string, TemplateResource>,
): ReadonlyMap<string, TemplateResource> {
  const ordered = new Map<string, TemplateResource>();
  const open = new Set<string>();
  const visit = (resource: TemplateResource): void => {
    if (ordered.has(resource.logicalId)) return;
    if (open.has(resource.logicalId))
      throw invalid(`Circular dependency between resources: [${[...open].join(', ')}]`);
    open.add(resource.logicalId);
    for (const name of resource.dependsOn) {
      const other = resources.get(name);
      if (other) visit(other);
    }
    open.delete(resource.logicalId);
    ordered.set(resource.logicalId, resource);
  };
  for (const resource of resources.values()) visit(resource);
  return ordered;
}

const NAMED_IAM: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};

function capabilitiesOf(
  resources: Iterable<TemplateResource>,
  transforms: readonly string[],
): string[] {
  const iam = [...resources].filter(({ type }) => type.startsWith('AWS::IAM::'));
  const named = iam.some(({ type, properties }) => (NAMED_IAM[type] ?? '') in properties);
  return [
    ...(iam.length === 0 ? [] : [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM']),
    ...(transforms.length > 0 ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
}

/** Reads a template in YAML or JSON; every scalar stays the text that was written. @throws AwsError */
export function readTemplate(text: string): Template {
  const root = contentOf(text);
  const found = Object.entries(mapAt(root, 'Resources'));
  if (found.length === 0) throw malformed('At least one Resources member must be defined.');
  const resources = new Map(found.map(([name, node]) => [name, resourceOf(name, node)]));
  const parameters = mapAt(root, 'Parameters');
  const missing = [...resources.values()]
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((name) => !resources.has(name) && !(name in parameters) && !name.startsWith('AWS::'));
  if (missing.length > 0)
    throw malformed(
      `Unresolved resource dependencies [${[...new Set(missing)].join(', ')}] in the Resources block of the template`,
    );
  const transforms = texts(root['Transform']);
  const [description] = texts(root['Description']);
  return {
    digest: createHash('sha256').update(text).digest('hex'),
    text,
    ...(description === undefined ? {} : { description }),
    parameters,
    mappings: mapAt(root, 'Mappings'),
    conditions: mapAt(root, 'Conditions'),
    resources: inOrder(resources),
    outputs: mapAt(root, 'Outputs'),
    transforms,
    capabilities: capabilitiesOf(resources.values(), transforms),
  };
}

const KEPT_MAX = 500;

/** Keeps templates that were read, so that a thousand stacks of one template read it once. */
export class TemplateShelf {
  private readonly kept = new Map<string, Template>();

  read(text: string): Template {
    const known = this.kept.get(text);
    if (known) return known;
    const template = readTemplate(text);
    if (this.kept.size >= KEPT_MAX) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(text, template);
    return template;
  }
}
