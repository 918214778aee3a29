import { z } from 'zod';
import type { World } from '../world.js';
import type { StackFault } from './stack-fault.js';

const place = {
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
};

const fault = z.strictObject({
  stackName: z.string().optional(),
  account: place.account.optional(),
  resource: z.string().min(1),
  phase: z.enum(['create', 'update', 'delete', 'rollback']).default('create'),
  kind: z.enum([
    ...(['scp_denial', 'boundary', 'role_denial', 'quota', 'name_conflict', 'hook'] as const),
    ...(['handler_error', 'not_stabilized', 'custom_resource', 'text', 'slow'] as const),
  ]),
  detail: z.string().optional(),
  message: z.string().optional(),
  afterSeconds: z.number().positive().optional(),
  times: z.number().int().min(1).optional(),
});

const drift = z.strictObject({
  ...place,
  stack: z.string().min(1),
  logicalId: z.string().min(1),
  status: z.enum(['IN_SYNC', 'MODIFIED', 'DELETED']).default('MODIFIED'),
  properties: z
    .array(z.strictObject({ path: z.string(), expected: z.string(), actual: z.string() }))
    .default([]),
});

/** What may be ordered of stacks. */
export const STACK_ORDERS = {
  timeCompression: {
    body: z.strictObject({ factor: z.number().min(1).max(1_000_000) }),
    obey: (world: World, { factor }: { factor: number }) => {
      world.stacks.compression = factor;
    },
  },
  stackFault: {
    body: fault,
    obey: (world: World, order: StackFault) => world.stacks.faults.add(order),
  },
  clearStackFaults: {
    body: z.strictObject({}),
    obey: (world: World) => world.stacks.faults.clear(),
  },
  stackDrift: {
    body: drift,
    obey: (world: World, { stack: name, ...order }: z.output<typeof drift>) => {
      const stack = world.stacks.find(order, name, world.now().getTime());
      if (!stack) throw new RangeError('There is no such stack.');
      const { logicalId, status, properties } = order;
      const drifted = status === 'IN_SYNC' ? undefined : { logicalId, status, properties };
      world.drift.mark(stack, logicalId, drifted);
    },
  },
  stackCalls: {
    body: z.strictObject({}),
    obey: (world: World) => ({
      calls: [...world.stacks.ledger.all(), ...world.builds.ledger.all()],
    }),
  },
} as const;
