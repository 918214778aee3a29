import type { Revision, Stack } from './stack.js';
import {
  invalid,
  isMap,
  type Template,
  type TemplateNode,
  type TemplateResource,
} from './template.js';
import { resolveParameters } from './template-parameters.js';

/** Those that a template gives to a stack within, beside those of the stack above. */
const tagsIn = (given: TemplateNode | undefined): Readonly<Record<string, string>> => {
  const tags = Array.isArray(given) ? (given as readonly TemplateNode[]) : [];
  return Object.fromEntries(
    tags.filter(isMap).map(({ Key, Value }) => [String(Key), String(Value)]),
  );
};

/** What a stack within another is to be, as the other's template and its values of a moment say. @throws AwsError */
export function nestedRevision(
  stack: Stack,
  target: Revision,
  resource: TemplateResource,
  at: number,
  templateOf: (url: string) => Template,
): Revision {
  const values = stack.values(at, target);
  const template = templateOf(values.text(resource.properties['TemplateURL']));
  const required = template.capabilities.filter((each) => !target.capabilities.includes(each));
  const isCovered = (capability: string) =>
    capability === 'CAPABILITY_IAM' && target.capabilities.includes('CAPABILITY_NAMED_IAM');
  const lacking = required.filter((each) => !isCovered(each));
  if (lacking.length > 0) throw invalid(`Requires capabilities : [${lacking.join(', ')}]`);
  const given = values.of(resource.properties['Parameters']);
  const parameters = Object.entries(isMap(given) ? given : {}).map(([key, value]) => ({
    key,
    value: Array.isArray(value) ? value.join(',') : String(value),
  }));
  return {
    template,
    parameters: resolveParameters(template, parameters, undefined),
    tags: { ...target.tags, ...tagsIn(values.of(resource.properties['Tags'])) },
    capabilities: target.capabilities,
  };
}
