import { type Context, evaluate, type PolicyDocument, readDocument } from '@margay/iam-policy';
import type { Caller } from './caller.js';
import type { Dialect } from './aws-error.js';
import type { SandboxRole, World } from './world.js';

/** The statements of several documents, which IAM reads as one. */
export const together = (texts: readonly string[]): PolicyDocument => ({
  statements: texts.flatMap((text) => readDocument(text, () => undefined).statements),
});

/** All that a role may do, inline and attached. */
export const documentsOf = ({
  permissionPolicies,
  managedPolicies,
}: SandboxRole): readonly string[] => [
  ...permissionPolicies,
  ...managedPolicies.map(({ document }) => document),
];

/**
 * Whether a session may do something: its role's policies must allow it and, if it was narrowed when
 * it was opened, its own as well. Programs with keys of their own may do what their account may.
 */
export function permitted(
  world: World,
  { roleArn, session, account, region }: Caller,
  given: { readonly action: string; readonly resource: string; readonly context?: Context },
): boolean {
  if (!session) return given.resource.split(':')[4] === account;
  const role = world.role(roleArn);
  if (!role) return false;
  const request = { ...given, context: { 'aws:RequestedRegion': region, ...given.context } };
  const documents = [
    documentsOf(role),
    ...(session.policy === undefined ? [] : [[session.policy]]),
  ];
  return documents.every((texts) => evaluate(together(texts), request).decision === 'allowed');
}

/** @throws AwsError in the words of the service that is asked */
export function assertPermitted(
  world: World,
  caller: Caller,
  dialect: Dialect,
  { action, resource = '*' }: { readonly action: string; readonly resource?: string },
): void {
  if (permitted(world, caller, { action, resource })) return;
  throw dialect.denied(
    `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource}`,
  );
}
