/** What kind of policy stood in the way. */
export type PolicyKind =
  | 'identity'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'service_control'
  | 'resource_control'
  | 'endpoint'
  | 'trust';

/** A refusal of IAM, taken apart. */
export interface Denial {
  readonly principal?: string;
  readonly action: string;
  readonly resource?: string;
  /** Whether a policy says no, or none says yes. Absent: the message does not say. */
  readonly form?: 'explicit' | 'implicit';
  readonly by?: PolicyKind;
  /** Of the policy, where the message names it. */
  readonly policyArn?: string;
}

const KINDS: readonly (readonly [RegExp, PolicyKind])[] = [
  [/service control polic/i, 'service_control'],
  [/resource control polic/i, 'resource_control'],
  [/permissions? boundar/i, 'boundary'],
  [/session polic/i, 'session'],
  [/VPC endpoint polic/i, 'endpoint'],
  [/role trust polic|assume role polic/i, 'trust'],
  [/resource-based polic/i, 'resource'],
  [/identity-based polic/i, 'identity'],
];

const GRAMMAR =
  /(?:User: (?<principal>\S{1,2048}) )?is not authorized to perform: (?<action>[\w-]+:[\w*]+)(?: on resource: (?<resource>\S{1,2048}))?/;

/** Reads a denial as IAM words it; undefined: the text is none, or its cause is encoded. */
export function denialIn(text: string): Denial | undefined {
  const match = GRAMMAR.exec(text);
  const { principal, action, resource } = match?.groups ?? {};
  if (!match || action === undefined) return undefined;
  const context = text.slice(match.index + match[0].length);
  const form = /explicit deny in an? |explicit deny in /i.test(context)
    ? 'explicit'
    : /because no .{1,60} allows/i.test(context)
      ? 'implicit'
      : undefined;
  const by = form && KINDS.find(([pattern]) => pattern.test(context))?.[1];
  const policyArn = /arn:aws[\w-]*:(?:organizations|iam):[^\s")]+:policy\/[^\s").,]+/.exec(
    context,
  )?.[0];
  return {
    ...(principal === undefined ? {} : { principal }),
    action,
    ...(resource === undefined ? {} : { resource: resource.replace(/[,.]$/, '') }),
    ...(form === undefined ? {} : { form }),
    ...(by === undefined ? {} : { by }),
    ...(policyArn === undefined ? {} : { policyArn }),
  };
}
