import { z } from 'zod';
import type { DeclaredParameter, ParameterValues } from '../parameters/declared-parameter.js';
import { Values } from '../plans/plan-request.js';
import { VersionText } from '../releases/registration.js';
import { RESERVED, SWITCH } from './reserved-concurrency.js';

/** Of IAM: what simulates policies takes no sessions. */
const PRINCIPAL = /^arn:aws:iam::\d{12}:(role|user)\/[!-~]{1,600}$/;
const RESERVATION = /^(\d{1,9}|true|false)$/;
const STACK_NAME_MAX = 200;

export const PreflightRequest = z.object({
  accountId: z.string(),
  version: VersionText,
  stackName: z.string().min(1, 'Must not be empty.').max(STACK_NAME_MAX),
  phase: z.enum(['first', 'update']),
  principal: z
    .string()
    .refine(
      (text) => text === '' || PRINCIPAL.test(text),
      'Must be the ARN of a role or a user, not of a session.',
    ),
  parameters: Values.superRefine((values, context) => {
    // What is kept of them; it would be a strange place for a secret.
    for (const [name, value] of Object.entries(values))
      if (RESERVED.test(name) && !RESERVATION.test(value))
        context.addIssue({ code: 'custom', path: [name], message: 'Must be a number.' });
  }),
});

/** What a deployment reserves: what is declared by default, and what was given instead. */
export function reservationsOf(
  declared: readonly DeclaredParameter[],
  given: ParameterValues,
): ParameterValues {
  const names = declared.filter(({ name, noEcho }) => RESERVED.test(name) && !noEcho);
  const defaults = names.map(({ name, default: value = '0' }) => [name, value] as const);
  const known = new Set([SWITCH, ...names.map(({ name }) => name)]);
  const said = Object.entries(given).filter(([name]) => known.has(name));
  return Object.fromEntries([...defaults, ...said]);
}
