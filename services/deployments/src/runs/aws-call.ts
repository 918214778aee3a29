import { AwsFailure } from '@margay/aws';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import { failed, type StepResult } from './step-result.js';

/** Nobody knows whether such a call was made, or it was not and may be in a moment. */
const PASSING: ReadonlySet<AwsFailure['kind']> = new Set<AwsFailure['kind']>([
  'throttled',
  'unavailable',
  'expired',
  'credentials',
  'cancelled',
]);

/** AWS's own words may be long. */
const MESSAGE_MAX = 2_000;

export const isPassing = (error: unknown): boolean => PASSING.has(AwsFailure.from(error).kind);

/** What AWS calls the error. */
export const codeOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** A text of AWS, without any value that a template was given. */
export function withoutValues(text: string, values: ParameterValues): string {
  const told = Object.values(values)
    // What is as short as this is in every sentence.
    .filter((value) => value.length > 3)
    .sort((one, other) => other.length - one.length);
  return told.reduce((masked, value) => masked.replaceAll(value, '****'), text);
}

/** AWS did not take the call. */
export function refusal(action: string, error: unknown, values: ParameterValues = {}): StepResult {
  const message = error instanceof Error ? error.message : '';
  const said = withoutValues(message, values).slice(0, MESSAGE_MAX);
  return failed('refused', `AWS refuses ${action} (${codeOf(error)}): ${said}`);
}
