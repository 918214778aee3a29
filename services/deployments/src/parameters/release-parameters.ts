import type { Finding, Situation } from './cross-rules.js';
import type { DeclaredParameter, ParameterValues } from './declared-parameter.js';
import { GUIDE_PARAMETERS } from './guide-parameters.js';
import { ParameterCheck, type ParameterVerdict } from './parameter-check.js';

export type CheckedAgainst = 'template' | 'guide';

const unread = (parameter: string): Finding => ({
  parameter,
  rule: 'undeclared',
  message: 'The guide does not have it, and the template of the release has not been read.',
  fix: 'Register the release with its template.',
});

/**
 * Checks values against the template of a release; while that has not been read, against what the guide
 * says, which does not have every parameter there is.
 */
export function checkParameters(
  declared: readonly DeclaredParameter[] | undefined,
  values: ParameterValues,
  situation: Situation,
): ParameterVerdict & { readonly checkedAgainst: CheckedAgainst } {
  if (declared)
    return {
      checkedAgainst: 'template',
      ...new ParameterCheck(declared).verdict(values, situation),
    };
  const { errors, warnings } = new ParameterCheck(GUIDE_PARAMETERS).verdict(values, situation);
  const unknown = errors.filter(({ rule }) => rule === 'unknown');
  return {
    checkedAgainst: 'guide',
    errors: errors.filter(({ rule }) => rule !== 'unknown'),
    warnings: [...unknown.map(({ parameter }) => unread(parameter)), ...warnings],
  };
}
