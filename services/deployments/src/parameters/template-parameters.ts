import { isMap, type TemplateDocument, type TemplateMap } from '../releases/template-document.js';
import type { DeclaredParameter } from './declared-parameter.js';

/** What the parameters of a template are declared as. */
export function declaredIn({
  root,
}: TemplateDocument): readonly DeclaredParameter[] | { readonly problem: string } {
  const declared = root['Parameters'] ?? {};
  if (!isMap(declared)) return { problem: 'The parameters of the template are no map.' };
  const parameters: DeclaredParameter[] = [];
  for (const [name, body] of Object.entries(declared)) {
    if (!isMap(body) || typeof body['Type'] !== 'string')
      return { problem: `The parameter ${name} has no type.` };
    parameters.push(parameterFrom(name, body['Type'], body));
  }
  return parameters;
}

function parameterFrom(name: string, type: string, body: TemplateMap): DeclaredParameter {
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
