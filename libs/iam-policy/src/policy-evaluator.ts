import { matchesPattern } from './pattern.js';
import { type Context, evaluateCondition } from './policy-condition.js';
import type { PolicyDocument, PrincipalMap, Statement } from './policy-document.js';

export interface PolicyRequest {
  /** Role ARN of who asks. Documents without principals do not look at it. */
  readonly principal?: string;
  readonly action: string;
  /** Documents without resources (trust policies) do not look at it. */
  readonly resource?: string;
  readonly context?: Context;
}

export type Decision = 'allowed' | 'explicit_deny' | 'implicit_deny';

export interface Verdict {
  readonly decision: Decision;
  /** The statement that decided; undefined for an implicit deny. */
  readonly statement?: number;
  /** One sentence per statement that had a say, the deciding one first. */
  readonly reasons: readonly string[];
}

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** IAM takes no patterns here: `*` stands alone, and an account for everybody in it. */
const namesPrincipal = (name: string, principal: string): boolean =>
  name === '*' ||
  name === principal ||
  name === accountOf(principal) ||
  (/^arn:[\w-]+:iam::\d{12}:root$/.test(name) && accountOf(name) === accountOf(principal));

const names = (map: PrincipalMap, principal: string): boolean =>
  (map['AWS'] ?? []).some((name) => namesPrincipal(name, principal));

const matchesAction = (pattern: string, action: string): boolean =>
  matchesPattern(pattern.toLowerCase(), action.toLowerCase());

/** Variables are filled in from the request; one that the request does not know matches nothing. */
function resourceMatches(pattern: string, resource: string, context: Context): boolean {
  let known = true;
  const filled = pattern.replace(/\$\{([^}]+)\}/g, (_all, name: string) => {
    if (['*', '?', '$'].includes(name)) return name;
    const value = Object.entries(context).find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (typeof value?.[1] !== 'string') known = false;
    return String(value?.[1]);
  });
  return known && matchesPattern(filled, resource);
}

/** Why a statement has no say in a request; undefined when it has. */
function standsAside(
  statement: Statement,
  { principal = '', action, resource, context = {} }: PolicyRequest,
): string | undefined {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  if (principals && !names(principals, principal)) return 'names other principals';
  if (notPrincipals && names(notPrincipals, principal)) return 'leaves this principal out';
  if (actions && !actions.some((each) => matchesAction(each, action))) return 'is of other actions';
  if (notActions?.some((each) => matchesAction(each, action))) return 'leaves this action out';
  if (resource !== undefined) {
    const matches = (pattern: string) => resourceMatches(pattern, resource, context);
    if (resources && !resources.some(matches)) return 'is of other resources';
    if (notResources?.some(matches)) return 'leaves this resource out';
  }
  return undefined;
}

/** Whether a statement applies to a request, and why. */
function applies(statement: Statement, request: PolicyRequest): [boolean, string] {
  const aside = standsAside(statement, request);
  if (aside) return [false, aside];
  for (const condition of statement.conditions) {
    const { holds, because } = evaluateCondition(condition, request.context ?? {});
    if (holds === true) continue;
    // What cannot be read is taken at its most restrictive: a deny denies, an allow does not allow.
    if (holds === 'unknown' && statement.effect === 'Deny') continue;
    return [false, because];
  }
  return [
    true,
    statement.conditions.length > 0 ? 'and all its conditions hold' : 'unconditionally',
  ];
}

const titleOf = ({ index, sid }: Statement): string =>
  sid ? `Statement ${index} (${sid.slice(0, 64)})` : `Statement ${index}`;

/**
 * What one document says to a request: an explicit deny beats an allow, and what nobody allows is
 * denied. A stand-in for AWS in the questions that a review asks, not for all of IAM: it knows one
 * document at a time, no boundaries, no service control policies, no policy on the other side.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate({ statements }: PolicyDocument, request: PolicyRequest): Verdict {
  const reasons: string[] = [];
  let allowed: Statement | undefined;
  for (const statement of statements) {
    const [does, why] = applies(statement, request);
    if (!does) {
      reasons.push(`${titleOf(statement)} does not apply: ${why}`);
      continue;
    }
    const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
    const reason = `${titleOf(statement)} ${verb} it, ${why}.`;
    if (statement.effect === 'Deny')
      return {
        decision: 'explicit_deny',
        statement: statement.index,
        reasons: [reason, ...reasons],
      };
    if (!allowed) reasons.unshift(reason);
    allowed ??= statement;
  }
  if (allowed) return { decision: 'allowed', statement: allowed.index, reasons };
  return {
    decision: 'implicit_deny',
    reasons: reasons.length > 0 ? reasons : ['The document has no statement.'],
  };
}
