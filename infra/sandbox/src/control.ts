import { readDocument } from '@margay/iam-policy';
import { z } from 'zod';
import { ACCOUNT_ORDERS } from './account/account-orders.js';
import { STACK_ORDERS } from './cloudformation/stack-orders.js';
import { BUILD_ORDERS } from './codebuild/build-orders.js';
import { PROVIDER_ORDERS } from './providers/provider-orders.js';
import type { World } from './world.js';

const document = z.string().superRefine((text, context) => {
  readDocument(text, (_code, severity, cause) => {
    if (severity === 'error') context.addIssue({ code: 'custom', message: cause });
  });
});
const value = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ binary: z.string() }),
]);
const arn = z.string().startsWith('arn:');

/** What a test or a demonstration may order: `POST /_sandbox/<name>` with this body. */
const ORDERS = {
  reset: { body: z.strictObject({}), obey: (world: World) => world.reset() },
  accessKey: {
    body: z.strictObject({ accessKeyId: z.string().min(1), roleArn: arn }),
    obey: (world: World, { accessKeyId, roleArn }: { accessKeyId: string; roleArn: string }) =>
      world.accessKeys.set(accessKeyId, roleArn),
  },
  role: {
    body: z.strictObject({
      arn,
      trustPolicy: document,
      permissionPolicies: z.array(document).default([]),
      managedPolicies: z.array(z.strictObject({ arn, document })).default([]),
      maxSessionSeconds: z.number().int().min(3_600).max(43_200).default(3_600),
    }),
    obey: (world: World, role: Parameters<World['putRole']>[0]) => world.putRole(role),
  },
  removeRole: {
    body: z.strictObject({ arn }),
    obey: (world: World, { arn: gone }: { arn: string }) => world.removeRole(gone),
  },
  organization: {
    body: z.strictObject({
      account: z.string().regex(/^\d{12}$/),
      levels: z.array(z.array(document).min(1).max(5)).max(7),
      management: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    }),
    obey: (
      world: World,
      order: {
        account: string;
        levels: readonly (readonly string[])[];
        management?: string | undefined;
      },
    ) => {
      world.organizations.set(order.account, order.levels);
      if (order.management) world.managements.set(order.account, order.management);
    },
  },
  secret: {
    body: z.strictObject({ arn, name: z.string().min(1), kmsKey: arn.optional(), value }),
    obey: (world: World, secret: Parameters<World['putSecret']>[0]) => ({
      versionId: world.putSecret(secret),
    }),
  },
  version: {
    body: z.strictObject({ arn, value, stage: z.string().default('AWSCURRENT') }),
    obey: (
      world: World,
      order: { arn: string; value: Parameters<World['putVersion']>[1]; stage: string },
    ) => ({ versionId: world.putVersion(order.arn, order.value, order.stage) }),
  },
  stage: {
    body: z.strictObject({ arn, stage: z.string(), versionId: z.string() }),
    obey: (world: World, order: { arn: string; stage: string; versionId: string }) => {
      const secret = world.secrets.get(order.arn);
      if (!secret?.versions.has(order.versionId)) throw new RangeError('There is no such version.');
      world.moveStage(secret, order.stage, order.versionId);
    },
  },
  deleteSecret: {
    body: z.strictObject({ arn }),
    obey: (world: World, { arn: gone }: { arn: string }) => {
      const secret = world.secrets.get(gone);
      if (!secret) throw new RangeError('There is no such secret.');
      secret.deletedAt = world.now();
    },
  },
  object: {
    body: z.strictObject({
      arn: z.string().startsWith('arn:aws:s3:::'),
      text: z.string().optional(),
      base64: z.string().optional(),
      kmsKey: arn.optional(),
    }),
    obey: (
      world: World,
      order: {
        arn: string;
        text?: string | undefined;
        base64?: string | undefined;
        kmsKey?: string | undefined;
      },
    ) =>
      world.putObject(
        order.arn,
        order.base64 === undefined
          ? Buffer.from(order.text ?? '')
          : Buffer.from(order.base64, 'base64'),
        order.kmsKey,
      ),
  },
  deleteObject: {
    body: z.strictObject({ arn }),
    obey: (world: World, { arn: gone }: { arn: string }) => {
      if (!world.objects.delete(gone)) throw new RangeError('There is no such object.');
    },
  },
  key: {
    body: z.strictObject({ arn, state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']) }),
    obey: (world: World, key: { arn: string; state: 'Enabled' | 'Disabled' | 'PendingDeletion' }) =>
      world.keys.set(key.arn, key.state),
  },
  fault: {
    body: z.strictObject({
      action: z.string(),
      kind: z.enum(['denied', 'throttled', 'unavailable', 'expired', 'slow', 'lost']),
      resource: z.string().optional(),
      times: z.number().int().min(1).optional(),
      every: z.number().int().min(1).optional(),
      delayMs: z.number().int().min(0).max(60_000).optional(),
    }),
    obey: (world: World, fault: Parameters<World['faults']['add']>[0]) => world.faults.add(fault),
  },
  clearFaults: { body: z.strictObject({}), obey: (world: World) => world.faults.clear() },
  clock: {
    body: z.strictObject({ offsetMs: z.number().int(), propagationMs: z.number().int().min(0) }),
    obey: (world: World, clock: { offsetMs: number; propagationMs: number }) => {
      world.clockOffsetMs = clock.offsetMs;
      world.propagationMs = clock.propagationMs;
    },
  },
  calls: {
    body: z.strictObject({}),
    obey: (world: World) => Object.fromEntries(world.calls),
  },
  ...ACCOUNT_ORDERS,
  ...STACK_ORDERS,
  ...BUILD_ORDERS,
  ...PROVIDER_ORDERS,
} as const;

export type Order = keyof typeof ORDERS;
export type OrderBody<Name extends Order> = z.input<(typeof ORDERS)[Name]['body']>;

interface Executable {
  readonly body: z.ZodType;
  readonly obey: (world: World, body: never) => unknown;
}

const isOrder = (name: string): name is Order => Object.hasOwn(ORDERS, name);

/** Does as ordered. @returns status and answer */
export function obey(world: World, name: string, body: unknown): readonly [number, object] {
  if (!isOrder(name)) return [404, { message: 'There is no such order.' }];
  const order: Executable = ORDERS[name];
  const checked = order.body.safeParse(body);
  if (!checked.success) return [400, { message: z.prettifyError(checked.error) }];
  try {
    const answer = order.obey(world, checked.data as never);
    return [
      200,
      typeof answer === 'object' && answer !== null && !(answer instanceof Map) ? answer : {},
    ];
  } catch (error) {
    if (error instanceof RangeError) return [404, { message: error.message }];
    throw error;
  }
}
