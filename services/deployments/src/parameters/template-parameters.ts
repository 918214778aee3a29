import { parseDocument } from 'yaml';
import type { DeclaredParameter } from './declared-parameter.js';

/** What CloudFormation takes at most of a template that lies in S3. */
const TEMPLATE_BYTES_MAX = 1_048_576;

export type ReadTemplate =
  { readonly parameters: readonly DeclaredParameter[] } | { readonly problem: string };

type Node = string | null | Node[] | { readonly [key: string]: Node };

const isMap = (node: Node | undefined): node is { readonly [key: string]: Node } =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/**
 * Reads what a CloudFormation template declares, in YAML or JSON. Every scalar stays the text that was
 * written, as CloudFormation takes it: a default of 1.10 does not become 1.1.
 */
export function readTemplate(text: string): ReadTemplate {
  if (Buffer.byteLength(text) > TEMPLATE_BYTES_MAX)
    return { problem: 'The template is larger than CloudFormation takes, 1 MB.' };
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [error] = document.errors;
  if (error) return { problem: `The template cannot be read: ${error.message}` };
  const template = contentOf(document);
  if (template === undefined)
    return { problem: 'The template cannot be read: it repeats too much of itself.' };
  if (!isMap(template) || !isMap(template['Resources']))
    return { problem: 'The document is no CloudFormation template: it has no resources.' };
  const declared = template['Parameters'] ?? {};
  if (!isMap(declared)) return { problem: 'The parameters of the template are no map.' };
  const parameters: DeclaredParameter[] = [];
  for (const [name, body] of Object.entries(declared)) {
    if (!isMap(body) || typeof body['Type'] !== 'string')
      return { problem: `The parameter ${name} has no type.` };
    parameters.push(parameterFrom(name, body['Type'], body));
  }
  return { parameters };
}

/** Undefined for aliases that would unfold to more than any template holds. */
function contentOf(document: ReturnType<typeof parseDocument>): Node | undefined {
  try {
    return document.toJS({ maxAliasCount: 100 }) as Node;
  } catch {
    return undefined;
  }
}

function parameterFrom(
  name: string,
  type: string,
  body: { readonly [key: string]: Node },
): DeclaredParameter {
  const text = <K extends string>(key: K, from: string) => {
    const value = body[from];
    return (typeof value === 'string' ? { [key]: value } : {}) as Partial<Record<K, string>>;
  };
  const number = <K extends string>(key: K, from: string) => {
    const value = body[from];
    const read = typeof value === 'string' && value !== '' ? Number(value) : NaN;
    return (Number.isNaN(read) ? {} : { [key]: read }) as Partial<Record<K, number>>;
  };
  const allowed = body['AllowedValues'];
  return {
    name,
    type,
    noEcho: body['NoEcho'] === 'true',
    ...text('default', 'Default'),
    ...text('allowedPattern', 'AllowedPattern'),
    ...text('constraintDescription', 'ConstraintDescription'),
    ...text('description', 'Description'),
    ...number('minLength', 'MinLength'),
    ...number('maxLength', 'MaxLength'),
    ...number('minValue', 'MinValue'),
    ...number('maxValue', 'MaxValue'),
    ...(Array.isArray(allowed) ? { allowedValues: allowed.map(String) } : {}),
  };
}
