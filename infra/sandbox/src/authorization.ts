import { type Context, evaluate, type PolicyDocument, readDocument } from '@margay/iam-policy';
import type { Caller } from './caller.js';
import type { World } from './world.js';

/** The statements of several documents, which IAM reads as one. */
export const together = (texts: readonly string[]): PolicyDocument => ({
  statements: texts.flatMap((text) => readDocument(text, () => undefined).statements),
});

/**
 * Whether a session may do something: its role's policies must allow it and, if it was narrowed when
 * it was opened, its own as well. Programs with keys of their own may do what their account may.
 */
export function permitted(
  world: World,
  { roleArn, session, account }: Caller,
  request: { readonly action: string; readonly resource: string; readonly context?: Context },
): boolean {
  if (!session) return request.resource.split(':')[4] === account;
  const role = world.role(roleArn);
  if (!role) return false;
  const documents = [
    role.permissionPolicies,
    ...(session.policy === undefined ? [] : [[session.policy]]),
  ];
  return documents.every((texts) => evaluate(together(texts), request).decision === 'allowed');
}
