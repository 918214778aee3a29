import { RE2JS } from 're2js';
import { invalid, isMap, type Template, type TemplateMap, type TemplateNode } from './template.js';

/** A parameter as a caller gives it. */
export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePrevious?: boolean;
}

export type ParameterValues = Readonly<Record<string, string>>;

const textAt = (declared: TemplateMap, key: string): string | undefined => {
  const value = declared[key];
  return typeof value === 'string' ? value : undefined;
};

/** A pattern that RE2 cannot read refuses nothing. */
function fitsWhole(pattern: string, value: string): boolean {
  try {
    return RE2JS.compile(pattern).matches(value);
  } catch {
    return true;
  }
}

function broken(declared: TemplateMap, value: string): string | undefined {
  const allowed = declared['AllowedValues'];
  if (Array.isArray(allowed) && !allowed.includes(value))
    return `must be one of [${allowed.join(', ')}]`;
  const pattern = textAt(declared, 'AllowedPattern');
  if (pattern !== undefined && !fitsWhole(pattern, value)) return `must match pattern ${pattern}`;
  const least = textAt(declared, 'MinLength');
  if (least !== undefined && value.length < Number(least))
    return `must contain at least ${least} characters`;
  const most = textAt(declared, 'MaxLength');
  if (most !== undefined && value.length > Number(most))
    return `must contain at most ${most} characters`;
  if (declared['Type'] !== 'Number') return undefined;
  if (value.trim() === '' || Number.isNaN(Number(value))) return 'must be a number';
  const min = textAt(declared, 'MinValue');
  if (min !== undefined && Number(value) < Number(min))
    return `must be a number not less than ${min}`;
  const max = textAt(declared, 'MaxValue');
  if (max !== undefined && Number(value) > Number(max))
    return `must be a number not greater than ${max}`;
  return undefined;
}

const declaredAs = (node: TemplateNode | undefined): TemplateMap => (isMap(node) ? node : {});

/** The values that a stack gets, as CloudFormation takes them from a caller. @throws AwsError */
export function resolveParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: ParameterValues | undefined,
): ParameterValues {
  const unknown = given.filter(({ key }) => !(key in template.parameters)).map(({ key }) => key);
  if (unknown.length > 0)
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const byKey = new Map(given.map((each) => [each.key, each]));
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [key, node] of Object.entries(template.parameters)) {
    const declared = declaredAs(node);
    const own = byKey.get(key);
    if (own?.usePrevious && previous?.[key] === undefined)
      throw invalid(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    const value = own?.usePrevious ? previous?.[key] : (own?.value ?? textAt(declared, 'Default'));
    if (value === undefined) missing.push(key);
    else values[key] = value;
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [key, value] of Object.entries(values)) {
    const declared = declaredAs(template.parameters[key]);
    const why = broken(declared, value);
    if (why !== undefined)
      throw invalid(
        `Parameter ${key} failed to satisfy constraint: ${textAt(declared, 'ConstraintDescription') ?? why}`,
      );
  }
  return values;
}

/** As it may be shown. */
export const shownParameters = (template: Template, values: ParameterValues): ParameterValues =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      declaredAs(template.parameters[key])['NoEcho'] === 'true' ? '****' : value,
    ]),
  );

/** As GetTemplateSummary and ValidateTemplate tell them: without patterns and bounds. */
export const declaredParameters = (template: Template): readonly object[] =>
  Object.entries(template.parameters).map(([key, node]) => {
    const declared = declaredAs(node);
    const allowed = declared['AllowedValues'];
    return {
      ParameterKey: key,
      DefaultValue: textAt(declared, 'Default'),
      ParameterType: textAt(declared, 'Type') ?? 'String',
      NoEcho: declared['NoEcho'] === 'true',
      Description: textAt(declared, 'Description'),
      ParameterConstraints: Array.isArray(allowed) ? { AllowedValues: allowed } : {},
    };
  });
