import type { DeclaredParameter } from '../parameters/declared-parameter.js';
import { declaredIn } from '../parameters/template-parameters.js';
import type { NestedStack } from './release.js';
import { isMap, readDocument, type TemplateDocument } from './template-document.js';
import { parseVersion, type Version } from './version.js';

export type ReadTemplate =
  | {
      readonly parameters: readonly DeclaredParameter[];
      readonly nestedStacks: readonly NestedStack[];
      /** Those that it has in any case. */
      readonly outputs: readonly string[];
      /** What it says it is of; absent: it does not say. */
      readonly version?: Version;
    }
  | { readonly problem: string };

/** Reads what the root template of a release declares and nests, in YAML or JSON. */
export function readTemplate(text: string): ReadTemplate {
  const document = readDocument(text);
  if ('problem' in document) return document;
  const parameters = declaredIn(document);
  if ('problem' in parameters) return parameters;
  const version = versionIn(document);
  return {
    parameters,
    nestedStacks: nestedStacksOf(document),
    outputs: outputsOf(document),
    ...(version ? { version } : {}),
  };
}

/** The stacks that a template nests, in its order. */
const nestedStacksOf = ({ resources }: TemplateDocument): readonly NestedStack[] =>
  Object.entries(resources).flatMap(([logicalId, resource]) => {
    if (!isMap(resource) || resource['Type'] !== 'AWS::CloudFormation::Stack') return [];
    const properties = resource['Properties'];
    const templateUrl = isMap(properties) ? properties['TemplateURL'] : undefined;
    return [{ logicalId, ...(typeof templateUrl === 'string' ? { templateUrl } : {}) }];
  });

const outputsOf = ({ root }: TemplateDocument): readonly string[] => {
  const outputs = root['Outputs'];
  if (!isMap(outputs)) return [];
  return Object.entries(outputs).flatMap(([name, output]) =>
    isMap(output) && output['Condition'] !== undefined ? [] : [name],
  );
};

/** The version that a root template says it is of, in its mapping `Constants.Panther.Version`. */
function versionIn({ root }: TemplateDocument): Version | undefined {
  let node = root['Mappings'];
  for (const name of ['Constants', 'Panther', 'Version'])
    node = isMap(node) ? node[name] : undefined;
  return typeof node === 'string' ? parseVersion(node) : undefined;
}
